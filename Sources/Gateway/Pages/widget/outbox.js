// Entries in their order, and messages until they are acknowledged.

/**
 * The entries that are known, `first` to `last` without a gap. What comes too early waits; what
 * is missing is asked for; what is known already is dropped.
 */
class Timeline {
  /** @param {(entry: Entry) => void} onEntry @param {(before: number) => void} onGap */
  constructor(onEntry, onGap) {
    this.onEntry = onEntry;
    this.onGap = onGap;
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @type {Map<number, Entry>} */
    this.early = new Map();
    this.first = 1;
    this.last = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  clear() {
    this.entries = new Map();
    this.early.clear();
    [this.first, this.last] = [1, 0];
    clearTimeout(this.timer);
  }

  /** @param {Entry} entry */
  add(entry) {
    if (entry.seq <= this.last || this.early.has(entry.seq)) return;
    this.early.set(entry.seq, entry);
    this.settle();
  }

  /** The first page of a conversation may start in its middle.
   * @param {number} seq */
  startAt(seq) {
    if (this.last === 0 && seq > 1) [this.first, this.last] = [seq, seq - 1];
  }

  settle() {
    for (let next; (next = this.early.get(this.last + 1));) this.take(next);
    clearTimeout(this.timer);
    if (this.early.size) this.timer = setTimeout(() => this.askForGap(), GAP_PATIENCE_MS);
  }

  /** @param {Entry} entry */
  take(entry) {
    this.early.delete(entry.seq);
    this.entries.set(entry.seq, entry);
    this.last = entry.seq;
    this.onEntry(entry);
  }

  get firstEarly() { return Math.min(...this.early.keys()); }

  askForGap() {
    if (this.early.size) this.onGap(this.firstEarly);
  }

  /** A page of history before `before` came.
   * @param {number} before @param {Entry[]} page @returns {boolean} whether it was older. */
  fill(before, page) {
    if (before <= this.first) return this.prepend(page);
    const known = this.firstEarly;
    for (const entry of page) if (entry.seq > this.last) this.early.set(entry.seq, entry);
    // The desk does not have it: better a gap than silence.
    if (this.early.size && this.firstEarly >= known) this.last = this.firstEarly - 1;
    this.settle();
    return false;
  }

  /** @param {Entry[]} page */
  prepend(page) {
    /** @type {Entry[]} */
    const older = page.filter((entry) => entry.seq < this.first);
    if (!older.length) {
      this.first = 1;
      return true;
    }
    const all = [...older, ...this.entries.values()].sort((a, b) => a.seq - b.seq);
    this.entries = new Map(all.map((entry) => [entry.seq, entry]));
    this.first = all[0].seq;
    return true;
  }
}

// MARK: Outbox

/** A random id; `crypto.randomUUID` is missing on pages without TLS. */
function newID() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const PASSING = new Set(["RATE_LIMITED", "UNAVAILABLE", "SHUTTING_DOWN", "INTERNAL"]);

/**
 * What was said and not yet acknowledged. Every parcel has a key of its own in storage, so that
 * tabs do not overwrite each other; all tabs send the same ids in the same order, and the desk
 * takes each id once.
 */
class Outbox {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    /** @type {Parcel[]} */
    this.parcels = [];
    /** The one that is under way: one at a time keeps the order, whatever is refused. */
    this.underway = "";
    this.sentAt = 0;
    this.pausedUntil = 0;
    this.tries = 0;
  }

  /** @param {Frame} frame @param {string} words @returns {Parcel} */
  add(frame, words) {
    const id = newID();
    const place = Math.max(0, ...this.parcels.map((parcel) => parcel.place)) + 1;
    /** @type {Parcel} */
    const parcel = {
      id, place, frame: { ...frame, client_message_id: id }, text: words, error: "", shadow: 0,
    };
    this.parcels.push(parcel);
    this.keep(parcel);
    return parcel;
  }

  /** @param {Parcel} parcel */
  keep(parcel) {
    const { id, place, frame, text: words, error } = parcel;
    this.shelf.set(`out:${id}`, JSON.stringify({ id, place, frame, text: words, error }));
  }

  /** Takes over what this browser's tabs, closed ones too, have not got through. */
  adopt() {
    for (const key of this.shelf.keys("out:")) {
      const parcel = /** @type {any} */ (parsed(this.shelf.get(key)));
      const isSound = parcel && typeof parcel === "object" && `out:${text(parcel.id)}` === key
        && Number.isSafeInteger(parcel.place) && parcel.frame && typeof parcel.frame === "object";
      if (!isSound) this.shelf.set(key, null);
      else if (!this.find(parcel.id)) {
        this.parcels.push({
          id: parcel.id, place: parcel.place, frame: parcel.frame, text: text(parcel.text),
          error: text(parcel.error), shadow: 0,
        });
      }
    }
    this.parcels.sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  }

  /** @param {string} id */
  find(id) { return this.parcels.find((parcel) => parcel.id === id); }

  /** @param {string} id @returns {Parcel | undefined} */
  remove(id) {
    const parcel = this.find(id);
    this.parcels = this.parcels.filter((other) => other !== parcel);
    this.shelf.set(`out:${id}`, null);
    if (this.underway === id) this.underway = "";
    return parcel;
  }

  /** @param {number} now @returns {Parcel | undefined} */
  next(now) {
    if (this.underway || now < this.pausedUntil) return undefined;
    const parcel = this.parcels.find((other) => !other.error);
    if (parcel) [this.underway, this.sentAt] = [parcel.id, now];
    return parcel;
  }

  /** The desk refused it: for now, or for good.
   * @param {Parcel} parcel @param {string} code @param {number} waitMs @param {number} now */
  refused(parcel, code, waitMs, now) {
    this.underway = "";
    parcel.shadow = 0;
    if (PASSING.has(code)) {
      this.tries += 1;
      const backoff = Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.tries);
      this.pausedUntil = now + (waitMs || backoff);
    } else {
      parcel.error = code;
      this.keep(parcel);
    }
  }

  /** A second try of what was refused is a new request.
   * @param {Parcel} parcel */
  renew(parcel) {
    this.remove(parcel.id);
    const { client_message_id: _, ...frame } = parcel.frame;
    return this.add(frame, parcel.text);
  }

  clear() {
    for (const { id } of [...this.parcels]) this.remove(id);
  }
}

// One conversation: what was said, by whom, and what is yet to come.

/**
 * One visitor's conversation as this page knows it. It knows no element; whoever shows it
 * listens to `onChange`.
 */
class Conversation {
  /**
   * @param {() => Options & {server: string}} options
   * @param {() => "en" | "zh"} lang
   * @param {(what: string, detail?: any) => void} onChange
   */
  constructor(options, lang, onChange) {
    this.options = options;
    this.lang = lang;
    this.onChange = onChange;
    this.shelf = new Shelf(`frontdesk:${options().server}:`, () => onChange("forgets"));
    this.outbox = new Outbox(this.shelf);
    this.timeline = new Timeline(
      (entry) => this.applied(entry), (before) => this.askHistory(before));
    this.link = new Link(options, {
      hello: () => this.hello(),
      cursor: () => this.timeline.last,
      isStuck: (now) => this.outbox.underway !== "" && now - this.outbox.sentAt > ACK_MAX_MS,
      received: (frame) => this.receivedSafely(frame),
      tooLong: () => this.tooLong(),
      changed: (state) => this.linkChanged(state),
    });
    this.identity = "";
    this.id = "";
    this.isSynced = false;
    this.sentToken = "";
    this.contentBytes = CONTENT_BYTES;
    this.frameBytes = FRAME_BYTES;
    this.phase = "bot";
    /** @type {number | null} */
    this.position = null;
    /** @type {Map<string, string>} message id → up or down */
    this.votes = new Map();
    this.isRated = false;
    /**
     * Histories, and tickets, asked for, oldest first; answers come in order.
     * @type {number[]}
     */
    this.asked = [];
    /** @type {{name: string, until: number} | null} */
    this.typist = null;
    this.typedAt = -Infinity;
  }

  get token() { return this.shelf.get("token") ?? ""; }

  get server() { return this.options().server; }

  get isEmpty() { return this.timeline.last === 0 && !this.outbox.parcels.length; }

  // What the visitor does

  /** @param {string} content @returns {boolean} whether there was anything to send */
  say(content) {
    const clean = sayable(content);
    if (!clean) return false;
    this.post({ type: "message", content: clean }, clean);
    return true;
  }

  /** @param {Entry} entry @param {{id: string, title: string}} action */
  press(entry, action) {
    this.post({ type: "action", message_id: entry.id, action_id: action.id }, action.title);
  }

  /** @param {Entry} entry @param {"up" | "down"} value */
  vote(entry, value) {
    if (this.votes.get(entry.id) === value) return;
    this.votes.set(entry.id, value);
    this.post({ type: "feedback", message_id: entry.id, value }, "");
    this.onChange("votes");
  }

  /** @param {number} score @param {string} comment */
  rate(score, comment) {
    const clean = sayable(comment);
    this.post({ type: "rate", score, ...(clean && { comment: clean }) }, "");
  }

  /** @param {string} subject @returns {boolean} whether there was anything to send */
  openTicket(subject) {
    const clean = sayable(subject);
    if (clean) this.post({ type: "ticket", subject: clean }, clean);
    return Boolean(clean);
  }

  /** Asks for the visitor's tickets; they come as a change. */
  askTickets() {
    if (!this.isSynced) this.link.wake();
    else if (!this.asked.includes(TICKETS)) {
      this.asked.push(TICKETS);
      this.link.send({ type: "tickets" });
    }
  }

  /** @param {"handoff" | "bot"} type @param {string} words */
  turnTo(type, words) { this.post({ type }, words); }

  /** @param {Frame} frame @param {string} words */
  post(frame, words) {
    this.outbox.add(frame, words);
    this.onChange("outbox");
    this.link.wake();
    this.pump();
  }

  /** @param {Parcel} parcel */
  sendAgain(parcel) {
    if (parcel.error) this.outbox.renew(parcel);
    this.outbox.pausedUntil = 0;
    this.onChange("outbox");
    this.link.wake();
    this.pump();
  }

  /** @param {Parcel} parcel */
  discard(parcel) {
    this.outbox.remove(parcel.id);
    this.onChange("outbox");
  }

  /** @param {"active" | "done"} state */
  typing(state) {
    const now = performance.now();
    if (!this.isSynced || (state === "active" && now - this.typedAt < TYPING_EVERY_MS)) return;
    if (state === "done" && this.typedAt === -Infinity) return;
    this.typedAt = state === "done" ? -Infinity : now;
    this.link.send({ type: "typing", state });
  }

  // What was seen

  get readSeq() { return Number(this.shelf.get("read")) || 0; }

  get unread() {
    const read = this.readSeq;
    let count = 0;
    for (const entry of this.timeline.entries.values()) {
      if (entry.seq > read && entry.kind === "message" && entry.from !== "customer") count += 1;
    }
    return count;
  }

  markRead() {
    if (this.timeline.last <= this.readSeq) return;
    const hadUnread = this.unread > 0;
    this.shelf.set("read", String(this.timeline.last));
    if (!hadUnread) return;
    if (this.isSynced) this.link.send({ type: "read", seq: this.timeline.last });
    this.onChange("unread");
  }

  // Coming and going

  connect() {
    this.outbox.adopt();
    if (this.link.state === "idle") this.link.connect();
  }

  /** @param {string} identity */
  identify(identity) {
    if (this.identity === identity) return;
    this.identity = identity;
    // Not over the same connection: an event stream would stay the former visitor's.
    if (this.link.state !== "idle") {
      this.link.stop("connecting");
      this.link.connect();
    }
  }

  /** Forgets conversation and identity, as at a sign-out. */
  reset() {
    this.link.stop();
    this.identity = "";
    this.outbox.adopt();
    this.outbox.clear();
    for (const key of this.shelf.keys("")) this.shelf.set(key, null);
    this.forget();
  }

  forget() {
    this.timeline.clear();
    this.id = "";
    this.isSynced = false;
    [this.phase, this.position, this.typist] = ["bot", null, null];
    this.votes.clear();
    this.isRated = false;
    this.asked = [];
    this.onChange("cleared");
  }

  /** @returns {Frame} */
  hello() {
    this.isSynced = false;
    this.asked = [];
    this.sentToken = this.token;
    return {
      type: "hello", version: 1, last_seq: this.timeline.last, lang: this.lang(),
      client: "widget/1",
      // Queries and fragments may hold what is nobody's business.
      page: { url: location.origin + location.pathname, title: document.title.slice(0, 200).replace(CONTROLS, "") },
      ...(this.sentToken && { session_token: this.sentToken }),
      ...(this.identity && { identity_token: this.identity }),
    };
  }

  /** @param {LinkState} state */
  linkChanged(state) {
    if (state !== "online") {
      this.isSynced = false;
      this.outbox.underway = "";
    }
    this.onChange("link", state);
  }

  /** @param {string} key @param {string | null} value */
  stored(key, value) {
    if (key === "read") this.onChange("unread");
    if (key.startsWith("out:") && value === null) {
      const id = key.slice(4);
      if (this.outbox.underway !== id) this.outbox.remove(id);
      this.onChange("outbox");
    }
    if (key !== "token") return;
    // Read anew: two tabs that wrote at the same time must come to the same answer.
    if (!this.token) this.identity = "";
    if (this.link.state === "idle") return;
    if (!this.token) {
      this.link.stop();
      this.outbox.parcels = [];
      this.forget();
      this.onChange("reset");
    } else if (this.token !== this.sentToken) this.changeOver();
  }

  changeOver() {
    this.forget();
    this.link.connect();
  }

  // What the desk says

  /** A frame that breaks the rules must not take the conversation with it.
   * @param {any} frame */
  receivedSafely(frame) {
    try {
      if (frame && typeof frame === "object") this.received(frame);
    } catch (error) {
      console.warn("Frontdesk: a frame was left out:", error);
    }
  }

  /** @param {Frame} frame */
  received(frame) {
    switch (frame.type) {
      case "welcome": return this.welcomed(frame);
      case "synced": return this.synced();
      case "ack": return this.acked(frame);
      case "error": return this.failed(frame);
      case "history": return this.filled(frame);
      case "tickets":
        if (this.asked[0] === TICKETS) this.asked.shift();
        return this.onChange("tickets", items(frame.tickets, 100).map(ticketOf));
      case "typing": return this.othersType(frame);
      case "read": return this.othersRead(frame);
      case "message_updated": this.updated(frame); break;
      case "bye":
        if (Number.isFinite(frame.retry_after_ms)) this.link.waitMs = clamp(frame.retry_after_ms);
        return undefined;
      default:
    }
    const entry = entryOf(frame, this.server);
    if (!entry) return undefined;
    if (!this.isSynced) this.timeline.startAt(entry.seq);
    if (entry.from === "customer" && entry.seq > this.timeline.last) this.overshadow(entry);
    this.timeline.add(entry);
  }

  /** @param {Frame} frame */
  welcomed(frame) {
    const token = text(frame.session_token);
    const stored = this.token;
    // Another tab was welcomed first: one visitor, one conversation.
    if (!frame.resumed && stored && stored !== this.sentToken && stored !== token) {
      this.changeOver();
      return;
    }
    const isSame = this.id === text(frame.conversation_id);
    // A desk that was restored from a backup counts on from there: what stands there is read anew.
    if (isSame && Number.isSafeInteger(frame.last_seq) && frame.last_seq < this.timeline.last) {
      this.shelf.set("read", null);
      this.changeOver();
      return;
    }
    if (this.id && !isSame) this.forget();
    this.id = text(frame.conversation_id);
    if (token && token !== stored) {
      // Signed in as somebody else: what the first one wrote is not the second one's.
      if (frame.verified && this.shelf.get("verified")) this.outbox.clear();
      this.shelf.set("token", token);
      // It counts from 1 again.
      this.shelf.set("read", null);
    }
    this.shelf.set("verified", frame.verified === true ? "1" : null);
    this.sentToken = token || this.sentToken;
    /** @param {unknown} bytes @param {number} known */
    const limit = (bytes, known) => Number.isSafeInteger(bytes) && Number(bytes) > 0
      ? Number(bytes) : known;
    this.contentBytes = limit(frame.limits?.content, this.contentBytes);
    this.frameBytes = limit(frame.limits?.frame, this.frameBytes);
    const beat = frame.heartbeat_ms;
    if (Number.isFinite(beat) && beat >= 1_000) this.link.silenceMs = Math.min(SILENCE_MAX_MS, beat);
  }

  synced() {
    // The event stream says it once more.
    if (this.isSynced) return;
    this.isSynced = true;
    this.outbox.underway = "";
    this.outbox.adopt();
    this.link.settled();
    // A gap that was noticed before could not be asked for.
    this.timeline.settle();
    this.onChange("synced");
    this.pump();
  }

  pump() {
    if (!this.isSynced) return;
    const now = performance.now();
    const parcel = this.outbox.next(now);
    if (parcel && (byteCount(parcel.text) > this.contentBytes
      || byteCount(JSON.stringify(parcel.frame)) > this.frameBytes)) {
      // The desk might hang up on it, again and again.
      this.tooLong();
    } else if (parcel) {
      this.link.send(parcel.frame);
      this.onChange("underway");
    } else if (!this.outbox.underway && now < this.outbox.pausedUntil) {
      clearTimeout(this.resume);
      this.resume = setTimeout(() => this.pump(), this.outbox.pausedUntil - now + 5);
    }
  }

  /** What is under way is more than the desk, or a proxy before it, takes. */
  tooLong() {
    const { underway } = this.outbox;
    if (underway) this.failed({ client_message_id: underway, code: "TOO_LONG" });
  }

  /** @type {number | undefined} */
  resume = undefined;

  /** @param {Frame} frame */
  acked(frame) {
    const parcel = this.outbox.remove(text(frame.client_message_id));
    this.outbox.tries = 0;
    if (parcel) {
      const entry = entryOf(this.ownFrame(parcel, frame), this.server);
      if (entry) this.timeline.add(entry);
    }
    this.onChange("outbox");
    this.pump();
  }

  /** @param {Parcel} parcel @param {Frame} ack */
  ownFrame(parcel, ack) {
    const { message_id, seq, created_at } = ack;
    const kind = { feedback: "feedback", rate: "rating", profile: "profile" }[
      text(parcel.frame.type)];
    return kind
      ? { type: "event", kind, seq, created_at, feedback: parcel.frame, rating: parcel.frame }
      : {
        type: "message", message_id, seq, created_at, sender: { type: "customer" },
        content_type: "text", content: parcel.text,
      };
  }

  /** @param {Frame} frame */
  failed(frame) {
    const code = text(frame.code);
    if (code === "AUTH_REQUIRED") {
      // What waits is sent once the visitor has signed in here, too.
      this.link.stop("identity");
      return;
    }
    const waitMs = clamp(frame.retry_after_ms);
    const parcel = this.outbox.find(text(frame.client_message_id));
    if (parcel) {
      this.outbox.refused(parcel, code, waitMs, performance.now());
      // A vote that is refused for good is nothing to bother anybody with.
      if (parcel.error && !parcel.text) this.outbox.remove(parcel.id);
      this.onChange("outbox");
      this.pump();
    } else if (code === "FORBIDDEN") {
      this.link.stop("identity");
    } else if (this.asked.length && this.isSynced) {
      const before = this.asked.shift();
      setTimeout(() => before === TICKETS ? this.askTickets() : before && this.askHistory(before),
        waitMs || BACKOFF_FIRST_MS);
    } else this.link.waitMs = waitMs;
    this.onChange("error", { code });
  }

  /** @param {number} before */
  askHistory(before) {
    if (!this.isSynced || this.asked.includes(before)) return;
    this.asked.push(before);
    this.link.send({ type: "history", before_seq: before, limit: HISTORY_PAGE });
  }

  askEarlier() {
    if (this.timeline.first > 1) this.askHistory(this.timeline.first);
  }

  /** @param {Frame} frame */
  filled(frame) {
    const before = this.asked.shift();
    if (!before) return;
    /** @type {any[]} */
    const entries = items(frame.frames, HISTORY_PAGE)
      .map((other) => entryOf(other, this.server)).filter(Boolean);
    if (this.timeline.fill(before, entries)) {
      for (const entry of entries) this.noteVote(entry);
      this.onChange("earlier");
    }
  }

  /** @param {Frame} frame */
  othersType(frame) {
    const from = text(frame.sender?.type);
    if (from !== "agent" && from !== "bot") return;
    const until = performance.now() + TYPING_BELIEVED_MS;
    this.typist = frame.state === "active" ? { name: label(frame.sender?.name), until } : null;
    this.onChange("typing");
  }

  /** @param {Frame} frame */
  othersRead(frame) {
    const seq = frame.up_to ?? frame.seq;
    if (frame.sender?.type !== "customer" || !Number.isSafeInteger(seq)) return;
    if (seq > this.readSeq) this.shelf.set("read", String(seq));
    this.onChange("unread");
  }

  /** @param {Frame} frame */
  updated(frame) {
    const id = text(frame.message_id);
    for (const entry of this.timeline.entries.values()) {
      if (!id || entry.id !== id) continue;
      entry.isRedacted = frame.redacted === true;
      entry.text = text(frame.content);
      if (entry.isRedacted) [entry.actions, entry.sources] = [[], []];
      this.onChange("rebuilt");
      // It changed its message; its own number only counts.
      frame.type = "other";
    }
  }

  /** @param {Entry} entry */
  applied(entry) {
    if (entry.kind === "status") [this.phase, this.position] = [entry.phase, entry.position];
    if (entry.kind === "event" && entry.event === "rating") this.isRated = true;
    if (entry.kind === "message" && entry.from !== "customer") this.typist = null;
    this.noteVote(entry);
    this.onChange("entry", entry);
  }

  /** @param {Entry} entry */
  noteVote(entry) {
    if (entry.feedback?.id) this.votes.set(entry.feedback.id, entry.feedback.value);
  }

  /**
   * A message of ours came before its ack, which was lost or took another way: the parcel is
   * hidden until the ack says for sure.
   * @param {Entry} entry
   */
  overshadow(entry) {
    const parcel = this.outbox.parcels.find(
      (other) => !other.shadow && !other.error && other.text === entry.text);
    if (!parcel) return;
    parcel.shadow = entry.seq;
    this.onChange("outbox");
  }

  /** The whole conversation as plain text, as far back as the desk gives it.
   * @param {Words} words */
  async transcript(words) {
    const { timeline } = this;
    for (let page = 0; page < TRANSCRIPT_PAGES_MAX && timeline.first > 1; page += 1) {
      const { first } = timeline;
      this.askEarlier();
      await new Promise((resolve) => {
        this.onEarlier = resolve;
        setTimeout(resolve, PONG_MAX_MS);
      });
      if (timeline.first === first) break;
    }
    return [...timeline.entries.values()].map((entry) => written(entry, words))
      .filter(Boolean).join("\n");
  }

  /** @type {((value?: unknown) => void) | undefined} */
  onEarlier = undefined;
}

/** @param {unknown} ms */
const clamp = (ms) => Number.isFinite(ms) ? Math.min(Math.max(Number(ms), 0), 60_000) : 0;

/** @param {Entry} entry @param {Words} words */
function senderName(entry, words) {
  if (entry.from === "customer") return words.you;
  if (entry.from === "bot") return words.bot;
  return entry.name || (entry.from === "agent" ? words.agent : words.system);
}

/**
 * One entry of a transcript. Later lines are indented: no message passes for somebody else's.
 *
 * @param {Entry} entry @param {Words} words
 */
function written(entry, words) {
  const time = entry.at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2 UTC").slice(0, 24);
  const note = noteText(entry, words);
  const content = entry.isRedacted ? words.removed : entry.text;
  const said = entry.kind === "message" ? `${senderName(entry, words)}: ${content}` : note;
  const sources = entry.sources.map((source) => `\n${source.title} ${source.href ?? ""}`);
  if (!said) return "";
  return `[${time}] ${said}${sources.join("")}`.replace(CONTROLS, "")
    .replace(DIRECTION_MARKS, "").replace(/[\n\u2028\u2029]/g, "\n    ");
}

/** What a status or an event says in the conversation; empty for those that say nothing.
 * @param {Entry} entry @param {Words} words */
function noteText(entry, words) {
  if (entry.kind === "status") {
    if (entry.phase === "waiting") return words.waiting;
    if (entry.phase === "agent") return words.joined;
    return entry.phase === "closed" ? words.closed : "";
  }
  return entry.ticket ? ticketText(entry.ticket, words) : "";
}

/** @param {ReturnType<typeof ticketOf>} ticket @param {Words} words */
function ticketText({ number, status, subject }, words) {
  const states = /** @type {Record<string, string>} */ (words.states);
  const state = Object.hasOwn(states, status) ? states[status] : label(status);
  return `${words.ticket} ${number}: ${state} – ${subject}`;
}

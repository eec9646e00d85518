// A connection that comes back: backoff, heartbeat, resume.

/** Close codes: too many tabs; too many requests, as 4429 and as HTTP's 429. */
const REPLACED = 4409;
/** A message beyond what is taken, over WebSocket and by POST. */
const TOO_LARGE = new Set([1009, 413]);
const TOO_FAST = 429;

/**
 * Keeps a connection: opens it, says hello, notices when it is dead, opens it again.
 *
 * Waits are "full jitter" (a random part of a doubling limit), so that a restarted desk is not
 * met by everybody at once. Only `performance.now()` is asked for time: the clock may be wrong.
 */
class Link {
  /**
   * @param {() => Options & {server: string}} options
   * @param {{hello: () => Frame, cursor: () => number, isStuck: (now: number) => boolean,
   *   received: (frame: any) => void, tooLong: () => void,
   *   changed: (state: LinkState) => void}} conversation
   */
  constructor(options, conversation) {
    this.options = options;
    this.conversation = conversation;
    /** @type {LinkState} */
    this.state = "idle";
    /** @type {Transport | null} */
    this.transport = null;
    this.failures = 0;
    /** WebSockets in a row that failed before they opened; -1 once one has. */
    this.socketFailures = 0;
    this.silenceMs = SILENCE_MAX_MS;
    this.heardAt = 0;
    this.pingedAt = 0;
    /** @type {number | undefined} */
    this.retry = undefined;
    this.waitMs = 0;
    /** @type {number | undefined} */
    this.pulse = undefined;
  }

  /** @param {LinkState} state */
  become(state) {
    if (state === this.state) return;
    this.state = state;
    this.conversation.changed(state);
  }

  /** Connects now, or makes sure that the connection lives; not where there is none to be. */
  wake() {
    if (this.state === "idle" || this.state === "identity") return;
    if (!this.transport) this.connect();
    else if (this.state === "online") this.ping();
  }

  connect() {
    clearTimeout(this.retry);
    this.stopTransport();
    if (this.state !== "refused") this.become("connecting");
    this.heardAt = performance.now();
    this.pingedAt = 0;
    this.pulse = setInterval(() => this.beat(), TICK_MS);
    const isEvents = this.needsEvents;
    /** @type {TransportEvents} */
    const events = {
      opened: () => {
        if (!isEvents) this.socketFailures = -1;
        this.send(this.conversation.hello());
      },
      received: (frame) => this.conversation.received(frame),
      heard: () => {
        this.heardAt = performance.now();
        this.pingedAt = 0;
      },
      closed: (code) => this.closed(code, isEvents),
    };
    const { server } = this.options();
    try {
      this.transport = isEvents
        ? new EventsTransport(server, events, this.conversation.cursor)
        : new SocketTransport(server, events);
    } catch {
      // A page's policy may refuse the very construction.
      queueMicrotask(() => this.closed(0, isEvents));
    }
  }

  get needsEvents() {
    return this.options().transport === "events" || this.socketFailures >= 2;
  }

  settled() {
    this.failures = 0;
    this.waitMs = 0;
    this.become("online");
  }

  /** @param {Frame} frame */
  send(frame) { this.transport?.send(frame); }

  ping() {
    if (this.pingedAt) return;
    this.pingedAt = performance.now();
    this.send({ type: "ping", nonce: String(Math.round(this.pingedAt)) });
  }

  beat() {
    const now = performance.now();
    const isDead = this.pingedAt > 0 && now - this.pingedAt > PONG_MAX_MS;
    const isMute = this.state !== "online" && now - this.heardAt > CONNECT_MAX_MS;
    if (isDead || isMute || this.conversation.isStuck(now)) this.lost(0);
    else if (now - this.heardAt > this.silenceMs) this.ping();
  }

  /** @param {number} code @param {boolean} isEvents */
  closed(code, isEvents) {
    const hadOpened = isEvents ? this.state === "online" : this.socketFailures < 0;
    // Where neither way works, they take turns.
    if (isEvents && !hadOpened) this.socketFailures = 1;
    else if (!isEvents && !hadOpened) this.socketFailures += 1;
    if (!hadOpened) void this.diagnose();
    if (TOO_LARGE.has(code)) this.conversation.tooLong();
    this.lost(code);
  }

  /** @param {number} code */
  lost(code) {
    this.stopTransport();
    if (this.state === "identity") return;
    if (code === REPLACED) this.failures += 2;
    if (this.state !== "refused") this.become("waiting");
    // Too many tabs that all came back at once would only take turns.
    if (code === REPLACED) return;
    const limit = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    const least = code % 4_000 === TOO_FAST ? BACKOFF_MAX_MS : this.waitMs;
    this.waitMs = 0;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), least + Math.random() * limit);
  }

  /**
   * A refused origin looks like a dead network to a page. If the desk itself, not a proxy, serves
   * what every page may read, then it is this page that is not let in.
   */
  async diagnose() {
    const { server } = this.options();
    const plain = { credentials: /** @type {const} */ ("omit") };
    try {
      const { ok } = await fetch(new URL("widget.mjs", server), { cache: "no-store", ...plain });
      if (!ok) return;
    } catch { return; }
    const isAdmitted = await fetch(new URL("v1/chat/frames", server), {
      method: "POST", body: "[]", headers: { "Content-Type": "application/json" }, ...plain,
    }).then(() => true, () => false);
    if (isAdmitted || this.state === "online" || this.state === "idle") return;
    this.become("refused");
    console.error(
      `Frontdesk: ${server} does not let pages of ${location.origin} chat. `
      + "Its web.allowedOrigins must list this origin.");
  }

  /** Ends the connection for good.
   * @param {LinkState} [state] */
  stop(state = "idle") {
    clearTimeout(this.retry);
    this.stopTransport();
    this.become(state);
  }

  stopTransport() {
    clearInterval(this.pulse);
    this.transport?.close();
    this.transport = null;
  }
}

// WebSocket, and the same frames by POST and server-sent events.

/** What both transports have: somebody who listens until the end. */
class Channel {
  /** @param {TransportEvents} events */
  constructor(events) {
    /** @type {TransportEvents | undefined} */
    this.events = events;
  }

  close() { this.events = undefined; }

  /** @param {number} code */
  ended(code) {
    const { events } = this;
    this.close();
    events?.closed(code);
  }
}

/** Frames over a WebSocket. @implements {Transport} */
class SocketTransport extends Channel {
  /** @param {string} server @param {TransportEvents} events */
  constructor(server, events) {
    super(events);
    const url = new URL("v1/chat", server);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url, "chat.v1.json");
    this.socket = socket;
    this.timer = setTimeout(() => this.ended(0), CONNECT_MAX_MS);
    socket.addEventListener("open", () => {
      clearTimeout(this.timer);
      this.events?.opened();
    });
    socket.addEventListener("message", (event) => this.received(event.data));
    socket.addEventListener("close", (event) => this.ended(event.code));
  }

  /** @param {unknown} data */
  received(data) {
    this.events?.heard();
    const frame = parsed(data);
    if (frame !== undefined) this.events?.received(frame);
  }

  /** @param {Frame} frame */
  send(frame) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  close() {
    super.close();
    clearTimeout(this.timer);
    this.socket.close();
  }
}

/** @param {unknown} data @returns {unknown} undefined where there is no JSON */
function parsed(data) {
  try { return JSON.parse(text(data)); } catch { return undefined; }
}

/**
 * The same frames by POST, and what comes unasked from a stream of server-sent events, where
 * WebSocket is blocked. The stream is read with `fetch`, since `EventSource` has no headers.
 *
 * @implements {Transport}
 */
class EventsTransport extends Channel {
  /** @param {string} server @param {TransportEvents} events
   * @param {() => number} cursor seq of the last entry that is known */
  constructor(server, events, cursor) {
    super(events);
    this.server = server;
    this.cursor = cursor;
    this.token = "";
    /** @type {Frame[]} */
    this.queue = [];
    this.isPosting = false;
    this.isStreaming = false;
    this.abort = new AbortController();
    queueMicrotask(() => this.events?.opened());
  }

  /** @param {Frame} frame */
  send(frame) {
    if (frame.type === "typing") return;
    this.queue.push(frame);
    void this.post();
  }

  close() {
    super.close();
    this.abort.abort();
  }

  async post() {
    if (this.isPosting || !this.events) return;
    this.isPosting = true;
    try {
      while (this.queue.length && this.events) await this.exchange(this.queue.splice(0));
      if (this.token && !this.isStreaming) void this.stream();
    } catch {
      this.ended(0);
    }
    this.isPosting = false;
  }

  /** @param {Frame[]} frames */
  async exchange(frames) {
    const late = setTimeout(() => this.ended(0), ACK_MAX_MS);
    const response = await fetch(new URL("v1/chat/frames", this.server), {
      method: "POST", body: JSON.stringify(frames), signal: this.abort.signal,
      headers: { "Content-Type": "application/json", ...this.authorization() },
      credentials: "omit",
    }).finally(() => clearTimeout(late));
    const answers = parsed(await response.text());
    this.events?.heard();
    for (const frame of Array.isArray(answers) ? answers : []) this.received(frame);
    if (!response.ok) this.ended(response.status);
  }

  /** @param {any} frame */
  received(frame) {
    if (frame?.type === "welcome") this.token = text(frame.session_token);
    this.events?.received(frame);
  }

  /** @returns {Record<string, string>} */
  authorization() {
    return this.token ? { Authorization: `Bearer ${this.token}` } : {};
  }

  async stream() {
    this.isStreaming = true;
    try {
      const response = await fetch(
        new URL(`v1/chat/events?after=${this.cursor()}`, this.server), {
          headers: { Accept: "text/event-stream", ...this.authorization() },
          signal: this.abort.signal, credentials: "omit",
        });
      if (response.ok && response.body) await this.read(response.body.getReader());
      this.ended(response.ok ? 1001 : response.status);
    } catch {
      this.ended(0);
    }
  }

  /** Reads events until the stream ends (WHATWG HTML, 9.2.6).
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader */
  async read(reader) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.events?.heard();
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) this.event(block);
    }
  }

  /** @param {string} block */
  event(block) {
    const data = block.split(/\r?\n/).filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).replace(/^ /, "")).join("\n");
    const frame = data ? parsed(data) : undefined;
    if (frame !== undefined) this.received(frame);
  }
}

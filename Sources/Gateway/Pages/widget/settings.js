// The chat widget: these files as one script (WebAssets.swift), no dependency, no build step. It is
// served without these comments.
//
//   <script async src="https://desk.example/widget.js" data-lang="auto" data-theme="auto"></script>
//
// It speaks the chat protocol (docs/protocol.md) and is a guest on somebody's page. What the desk
// sends was written by strangers: it becomes text nodes and checked links, never HTML. Nothing is
// requested before the visitor opens the chat. Types are in Tests/Browser/widget.d.ts.
//
// What it goes by: waits in milliseconds, sizes in bytes.

const scope = /** @type {any} */ (globalThis);

const HISTORY_PAGE = 200;
const TRANSCRIPT_PAGES_MAX = 100;
/** The first wait before connecting again is up to this, then up to twice as much, … */
const BACKOFF_FIRST_MS = 500;
/** … but never more than this: a desk is found again soon after an hour's absence. */
const BACKOFF_MAX_MS = 30_000;
const CONNECT_MAX_MS = 10_000;
/** Silence after which the connection is asked whether it lives; the welcome may say less. */
const SILENCE_MAX_MS = 25_000;
/** A pong and an ack take no longer on a network that can be chatted over. */
const PONG_MAX_MS = 5_000;
const ACK_MAX_MS = 20_000;
const TICK_MS = 1_000;
/** Over two channels a frame may overtake another one: wait before asking. */
const GAP_PATIENCE_MS = 200;
const CONTENT_BYTES = 8_192;
/** Bytes of a frame, until the welcome says. */
const FRAME_BYTES = 65_536;
/** `typing` is repeated at most this often, and believed for this long. */
const TYPING_EVERY_MS = 4_000;
const TYPING_BELIEVED_MS = 8_000;
const THINKING_AFTER_MS = 400;
const MARKDOWN_DEPTH_MAX = 4;
const QUOTE = /^\s{0,3}>(?:\s*>)*\s?/;
const RULE = /^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const GROUP_MS = 300_000;
/** Stands among the histories that are asked for, by the number below which they end. */
const TICKETS = 0;

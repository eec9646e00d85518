// What the widget's code calls its values, for the type checker:
//
//   tsc --noEmit --allowJs --checkJs --strict --target es2022 --lib es2022,dom,dom.iterable \
//     Tests/Browser/widget.d.ts Sources/Gateway/Pages/widget/*.js

/** One protocol frame, as it came: nothing in it is trusted. */
type Frame = Record<string, any>;

/** One numbered line of the conversation, checked. */
interface Entry {
  seq: number;
  kind: "message" | "status" | "event" | "other";
  id: string;
  at: string;
  from: "customer" | "bot" | "agent" | "system";
  name: string;
  isMarkdown: boolean;
  text: string;
  lang: string;
  actions: { id: string; title: string }[];
  /** What kind of answer it is; empty where it is none. */
  answer: string;
  sources: { title: string; href: string | null }[];
  isRedacted: boolean;
  phase: string;
  position: number | null;
  event: string;
  ticket: { number: string; status: string; subject: string } | null;
  feedback: { id: string; value: string } | null;
}

/** What waits in the outbox until its ack. */
interface Parcel {
  /** The `client_message_id`; a resend keeps it. */
  id: string;
  /** Its order among the others, never a time. */
  place: number;
  frame: Frame;
  /** What the visitor sees of it; empty for votes and ratings. */
  text: string;
  /** The code that refused it; empty while it may still go. */
  error: string;
  /** `seq` of the entry it is believed to be already; 0 for none. */
  shadow: number;
}

type LinkState = "idle" | "connecting" | "online" | "waiting" | "refused" | "identity";

/** What a site may set: `data-…` attributes of the script tag, or `Frontdesk.configure`. */
interface Options {
  /** Where the desk is; its own address when loaded by a script tag. */
  server?: string;
  lang?: "auto" | "en" | "zh" | string;
  theme?: "auto" | "light" | "dark" | string;
  title?: string;
  /** What is said before the first message. */
  greeting?: string;
  /** First questions on offer, divided by `|`. */
  suggestions?: string;
  position?: "right" | "left" | string;
  /** `none` where the page has a button of its own. */
  launcher?: string;
  /** `events` to do without WebSocket. */
  transport?: "auto" | "events" | string;
}

interface Transport {
  send(frame: Frame): void;
  /** Says nothing more, not even that it closed. */
  close(): void;
}

interface TransportEvents {
  opened(): void;
  received(frame: unknown): void;
  /** Something came, if only a sign of life. */
  heard(): void;
  closed(code: number): void;
}

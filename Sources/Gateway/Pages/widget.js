// @ts-check
// The chat widget: one file, no dependency, no build step. It is served without these comments.
//
//   <script async src="https://desk.example/widget.js" data-lang="auto" data-theme="auto"></script>
//
// It speaks the chat protocol (docs/protocol.md) and is a guest on somebody's page. What the desk
// sends was written by strangers: it becomes text nodes and checked links, never HTML. Nothing is
// requested before the visitor opens the chat. Types are in Tests/Browser/widget.d.ts.

// This function keeps every name but `Frontdesk` off the page; its body is not indented.
(() => {
"use strict";

// Loaded twice, by two tags or a tag and a module: the first one stays.
const scope = /** @type {any} */ (globalThis);
if (scope.Frontdesk) return;

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

// MARK: Words

/** @typedef {typeof WORDS["en"]} Words */
const WORDS = {
  en: {
    open: "Open chat", close: "Close chat", title: "Chat with us", more: "More",
    greeting: "Hello! Ask anything; a person is never far away.", you: "You", bot: "Assistant",
    agent: "Our team", system: "Note", log: "Conversation", write: "Write a message",
    send: "Send", person: "Talk to a person", back: "Back to the assistant",
    rate: "Rate this conversation", save: "Save as text", ready: "Usually answers at once",
    connecting: "Connecting…", offline: "No connection. Messages are kept and sent later.",
    refused: "This page may not use this chat. Its address is not among those the desk allows:",
    identity: "Please sign in again to go on with this conversation.",
    restart: "Start a new one", retry: "Try again", again: "Send again", discard: "Delete",
    sending: "Sending…", sent: "Sent", unsent: "Not sent yet", failed: "Not sent",
    tooLong: "too long", badText: "has characters that cannot be sent",
    forgets: "This browser keeps nothing: the conversation ends when you leave this page.",
    earlier: "Earlier messages", newMessages: "New messages", up: "Helpful", down: "Not helpful",
    sources: "Source", waiting: "Waiting for a person", place: "place {n} in the queue",
    joined: "You are talking to a person",
    closed: "This conversation has ended. Write to go on with it.", ticket: "Ticket",
    leave: "Leave a message for our team",
    leaveAsk: "What is it about? You get a number, and our team sees to it.",
    tickets: "My tickets", noTickets: "There are none yet.", done: "Close",
    states: { new: "opened", open: "open", pending: "waits for you", solved: "solved",
      closed: "closed" },
    typing: "is typing", removed: "This message was removed.",
    rateAsk: "How was it?", rateOf: "{n} of 5", comment: "Anything to add?", skip: "Not now",
    left: "{n} bytes too many",
  },
  zh: {
    open: "打开聊天", close: "关闭聊天", title: "在线客服", more: "更多",
    greeting: "您好！请直接提问，也可以随时转人工。", you: "您", bot: "智能助手",
    agent: "客服团队", system: "提示", log: "对话", write: "输入您的问题",
    send: "发送", person: "转人工", back: "返回机器人", rate: "评价本次对话",
    save: "保存为文本", ready: "通常即时回复", connecting: "正在连接…",
    offline: "连接已断开。消息已保存，恢复后自动发送。",
    refused: "此页面不能使用在线客服，其地址不在允许的列表中：",
    identity: "请重新登录后继续本次对话。", restart: "开始新对话", retry: "重试", again: "重新发送",
    discard: "删除", sending: "发送中…", sent: "已发送", unsent: "尚未发送", failed: "未发送",
    tooLong: "内容过长", badText: "含有无法发送的字符",
    forgets: "此浏览器无法保存内容，离开页面后对话将结束。", earlier: "更早的消息",
    newMessages: "有新消息", up: "有帮助", down: "没有帮助",
    sources: "来源", waiting: "正在等待人工客服", place: "排在第 {n} 位",
    joined: "人工客服为您服务", closed: "对话已结束，继续输入即可恢复。",
    ticket: "工单", leave: "给客服留言",
    leaveAsk: "请描述您的问题。您会得到一个工单号，客服会跟进处理。",
    tickets: "我的工单", noTickets: "还没有工单。", done: "关闭",
    states: { new: "已提交", open: "处理中", pending: "等待您的回复", solved: "已解决",
      closed: "已关闭" },
    typing: "正在输入", removed: "此消息已被删除。", rateAsk: "您对本次服务满意吗？",
    rateOf: "{n} 分，满分 5 分", comment: "还有什么想说的？", skip: "以后再说",
    left: "超出 {n} 字节",
  },
};

/** @param {string | undefined} wish @returns {"en" | "zh"} */
function language(wish) {
  const tags = wish === "en" || wish === "zh"
    ? [wish] : [document.documentElement.lang, ...(navigator.languages ?? [])];
  for (const tag of tags) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    if (primary === "en" || primary === "zh") return primary;
  }
  return "en";
}

// MARK: Looks

// Colours of text keep 4.5:1 on what they stand on, borders of controls 3:1.
const STYLE = `
:host { all: initial !important; display: contents !important; }
* { box-sizing: border-box; }
.root {
  --accent: var(--frontdesk-accent, #2f5fe0); --on-accent: var(--frontdesk-on-accent, #fff);
  --paper: var(--frontdesk-paper, #fff); --ink: var(--frontdesk-ink, #1b2030);
  --soft: var(--frontdesk-soft, #5b6478); --line: var(--frontdesk-line, #e3e6ec);
  --edge: #858c9b; --tint: var(--frontdesk-tint, #f2f4f7); --alarm: #a8261a; --star: #b26a00;
  --radius: var(--frontdesk-radius, 18px); --shade: 18 24 40;
  color: var(--ink); color-scheme: light; font-size: medium; line-height: 1.5;
  font-family: var(--frontdesk-font, system-ui, -apple-system, "Segoe UI", Roboto,
    "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif);
  -webkit-text-size-adjust: 100%; text-align: start;
}
.root[data-theme="dark"] {
  --paper: var(--frontdesk-paper, #14171d); --ink: var(--frontdesk-ink, #e9ebf0);
  --soft: var(--frontdesk-soft, #a2a9b8); --line: var(--frontdesk-line, #2b303b);
  --edge: #7a8292; --tint: var(--frontdesk-tint, #212630); --alarm: #ffa79b; --star: #f0b250;
  --shade: 0 0 0; color-scheme: dark;
}
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { background: none; border: 0; padding: 0; cursor: pointer; touch-action: manipulation; }
svg { display: block; width: 1.375em; height: 1.375em; fill: none; stroke: currentColor;
  stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
[hidden] { display: none !important; }
.hush { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }

.launcher {
  position: fixed; z-index: var(--frontdesk-z, 2147483000);
  bottom: calc(var(--frontdesk-offset-y, 20px) + env(safe-area-inset-bottom));
  inset-inline-end: calc(var(--frontdesk-offset-x, 20px) + env(safe-area-inset-right));
  width: 3.5em; height: 3.5em; border-radius: 50%; display: grid; place-items: center;
  color: var(--on-accent); background: var(--accent);
  box-shadow: 0 1px 3px rgb(var(--shade) / .2), 0 8px 24px rgb(var(--shade) / .18);
  transition: transform .18s;
}
.launcher:hover { transform: translateY(-2px); }
.launcher svg { width: 1.625em; height: 1.625em; }
.launcher:focus-visible { outline-offset: 3px; box-shadow: 0 0 0 3px var(--paper); }
.badge { position: absolute; top: -.2em; inset-inline-end: -.2em; min-width: 1.7em; padding: 0 .4em;
  border-radius: 1em; background: #c4271b; color: #fff; font-size: .8125em; font-weight: 600;
  line-height: 1.7; text-align: center; box-shadow: 0 0 0 2px var(--paper); }
.left .launcher, .left .panel { inset-inline-end: auto;
  inset-inline-start: calc(var(--frontdesk-offset-x, 20px) + env(safe-area-inset-left)); }

.panel {
  position: fixed; z-index: var(--frontdesk-z, 2147483000); display: flex; flex-direction: column;
  bottom: calc(var(--frontdesk-offset-y, 20px) + env(safe-area-inset-bottom));
  inset-inline-end: calc(var(--frontdesk-offset-x, 20px) + env(safe-area-inset-right));
  width: 25em; height: min(42em, 100dvh - 2 * var(--frontdesk-offset-y, 20px));
  max-width: calc(100vw - 2 * var(--frontdesk-offset-x, 20px));
  background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 2px 6px rgb(var(--shade) / .08), 0 20px 56px rgb(var(--shade) / .2);
  overflow: hidden; animation: rise .22s cubic-bezier(.2, .8, .3, 1);
}
@keyframes rise { from { opacity: 0; transform: translateY(12px) scale(.985); } }

header { display: flex; align-items: center; gap: .25em; padding: .75em .75em .75em 1.25em;
  border-bottom: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 1em; font-weight: 650; line-height: 1.35; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.state, .by, .under, .note, .fate, .said-not { font-size: .8125em; color: var(--soft); }
.state { line-height: 1.4; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.icon { flex: none; width: 2.5em; height: 2.5em; border-radius: 50%; display: grid;
  place-items: center; color: var(--soft); }
.icon:hover, .icon[aria-expanded="true"] { background: var(--tint); color: var(--ink); }
.menu { position: absolute; z-index: 1; top: 3.75em; inset-inline-end: .75em; min-width: 13em;
  max-width: calc(100% - 1.5em); padding: .375em; background: var(--paper);
  border: 1px solid var(--line); border-radius: 14px;
  box-shadow: 0 12px 32px rgb(var(--shade) / .18); }
.menu button { display: block; width: 100%; padding: .55em .75em; border-radius: 9px;
  text-align: start; font-size: .9375em; }
.menu button:hover, .menu button:focus-visible { background: var(--tint); }

.strip { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .75em;
  padding: .6em 1.25em; background: var(--tint); border-bottom: 1px solid var(--line);
  font-size: .875em; overflow-wrap: anywhere; }
.strip span { flex: 1 1 12em; }
.strip.alarm span { color: var(--alarm); }
.text-button { min-height: 1.75em; font-weight: 600; text-decoration: underline;
  text-underline-offset: .2em; text-decoration-thickness: 1px; }

.log { flex: 1; min-height: 4em; overflow-y: auto; overscroll-behavior: contain;
  padding: 1.25em 1.25em .75em; display: flex; flex-direction: column; scrollbar-width: thin; }
.stack { margin-top: auto; display: flex; flex-direction: column; }
.row { display: flex; flex-direction: column; align-items: flex-start; margin-top: .25em; }
.row.lead { margin-top: 1em; }
.row.mine { align-items: flex-end; }
.by { margin: 0 .25em .25em; max-width: 100%;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.said { max-width: 88%; padding: .6em .95em; border-radius: 1.125em; background: var(--tint);
  overflow-wrap: anywhere; unicode-bidi: isolate; font-size: .9375em; }
.mine .said { background: var(--accent); color: var(--on-accent); white-space: pre-wrap; }
.said > .hush + * { margin-top: 0; }
.said > :last-child { margin-bottom: 0; }
.said p, .said ul, .said ol, .said pre, .wide { margin: .6em 0; }
.said ul, .said ol { padding-inline-start: 1.35em; }
.said li { margin: .3em 0; }
.wide { overflow-x: auto; overflow-wrap: break-word; }
.said table { border-collapse: collapse; }
.said :is(th, td) { padding: .25em .6em; border: 1px solid rgb(128 136 152 / .4);
  text-align: start; vertical-align: top; }
.said code { padding: .1em .3em; border-radius: .35em; background: rgb(128 136 152 / .18);
  font: .92em ui-monospace, Menlo, Consolas, monospace; }
.said blockquote { margin: .6em 0; padding-inline-start: .85em;
  border-inline-start: 3px solid rgb(128 136 152 / .4); }
.said hr { margin: .85em 0; border: 0; border-top: 1px solid rgb(128 136 152 / .4); }
.said blockquote > :first-child { margin-top: 0; }
.said blockquote > :last-child { margin-bottom: 0; }
.said pre { padding: .7em .85em; border-radius: .6em; background: rgb(128 136 152 / .14);
  white-space: pre-wrap; }
.said pre code { padding: 0; background: none; }
.said.gone { font-style: italic; color: var(--soft); background: none; }
a { color: inherit; text-decoration: underline; text-decoration-thickness: 1px;
  text-underline-offset: .2em; border-radius: 3px; }
a:hover { text-decoration-thickness: 2px; }
.under { display: flex; flex-wrap: wrap; align-items: center; gap: .125em .5em; max-width: 100%;
  margin: .25em .25em 0; }
.under a { padding: .15em 0; min-height: 24px; overflow-wrap: anywhere; }
.votes { display: inline-flex; gap: .125em; margin-inline-start: -.3em; }
.votes button { width: 1.875em; height: 1.875em; border-radius: 50%; display: grid;
  place-items: center; font-size: 1em; }
.votes svg { width: 1.125em; height: 1.125em; }
.votes button[aria-pressed="true"] { color: var(--ink); }
.votes button[aria-pressed="true"] svg { fill: currentColor; }
@media (hover: hover) {
  .row:not(.newest):not(:hover):not(:focus-within) .votes:not(.cast) { opacity: 0; }
}
.actions { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .625em; max-width: 100%; }
.chip { min-height: 2.25em; padding: .3em .95em; border: 1px solid var(--edge); border-radius: 1.2em;
  background: var(--paper); font-size: .9375em; line-height: 1.35; text-align: start;
  overflow-wrap: anywhere; max-width: 100%; }
.chip:hover { background: var(--tint); border-color: var(--ink); }
.chip.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.actions.choices { flex-direction: column; align-items: stretch; align-self: stretch; gap: .375em; }
.actions.choices .chip { border-radius: .85em; padding-block: .5em; }
.note { margin: 1em auto .25em; text-align: center; overflow-wrap: anywhere; unicode-bidi: isolate; }
.note.card { padding: .6em .9em; border: 1px solid var(--line);
  border-radius: .85em; text-align: start; }
.hello { margin: auto 0; padding: 1em 0; text-align: center; }
.hello p { margin: 0 auto 1.25em; max-width: 17em; font-size: 1.1875em; line-height: 1.45; }
.hello .actions { justify-content: center; }
.fate { margin: .25em .25em 0; min-height: 1.5em; }
.fate.bad { color: var(--alarm); }
.dots { display: inline-flex; gap: .3em; padding: .85em 1em; }
.dots i { width: .4em; height: .4em; border-radius: 50%; background: var(--soft);
  animation: breathe 1.2s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes breathe { 0%, 70%, 100% { opacity: .35; } 35% { opacity: 1; } }
.row.fresh { animation: appear .2s ease-out; }
@keyframes appear { from { opacity: 0; transform: translateY(4px); } }
.jump { position: absolute; z-index: 1; inset-inline: 0; margin-inline: auto; width: max-content;
  bottom: 100%; margin-bottom: .6em; box-shadow: 0 4px 14px rgb(var(--shade) / .16); }
.earlier { align-self: center; margin-bottom: .5em; }

.form { margin: 0; padding: 1em 1.25em; border: 0; border-top: 1px solid var(--line); }
.form legend { float: inline-start; width: 100%; padding: 0; font-weight: 600; }
.stars { clear: both; display: flex; gap: .25em; margin: .25em 0 0 -.5em; }
.stars label { position: relative; width: 2.5em; height: 2.5em; display: grid; place-items: center;
  cursor: pointer; border-radius: 50%; color: var(--edge); }
.stars svg { width: 1.625em; height: 1.625em; }
.stars input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.stars label:has(input:checked), .stars label:has(~ label input:checked) { color: var(--star); }
.stars label:has(input:checked) svg, .stars label:has(~ label input:checked) svg {
  fill: currentColor; }
.stars label:has(input:focus-visible) { outline: 2px solid var(--ink); }
.form textarea { width: 100%; margin-top: .5em; padding: .5em .75em; border: 1px solid var(--edge);
  border-radius: .75em; background: var(--paper); resize: none; font-size: 1em; }
.form .actions { margin-top: .5em; align-items: center; }
.form ul { clear: both; max-height: 12em; margin: 0; padding: .5em 0 0; overflow-y: auto;
  list-style: none; font-size: .9375em; }
.form li { padding: .25em 0; overflow-wrap: anywhere; }
.form .text-button { font-size: .9375em; }

.foot { position: relative; flex: none; border-top: 1px solid var(--line); }
.said-not { padding: .4em 1.25em 0; }
.composer { display: flex; align-items: flex-end; gap: .5em; padding: .75em; }
.composer textarea { flex: 1; min-width: 0; max-height: 8.5em; min-height: 2.75em; margin: 0;
  padding: .57em .95em; border: 1px solid var(--edge); border-radius: 1.375em; resize: none;
  background: var(--paper); line-height: 1.5; overflow-y: auto; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.composer textarea:focus-visible { outline-width: 1px; outline-offset: 0; border-color: var(--ink); }
.send { flex: none; width: 2.75em; height: 2.75em; border-radius: 50%; display: grid;
  place-items: center; background: var(--accent); color: var(--on-accent); }
.send[aria-disabled="true"] { background: var(--tint); color: var(--soft); }
.over { padding: 0 1.25em .6em; font-size: .8125em; color: var(--alarm); }

@media (max-width: 480px), (max-height: 430px) {
  .panel, .left .panel { inset: var(--top, 0) 0 auto 0; width: auto; max-width: none; height:
    var(--height, 100dvh); border: 0; border-radius: 0; padding: env(safe-area-inset-top)
    env(safe-area-inset-right) 0 env(safe-area-inset-left); }
  .composer { padding-bottom: max(.75em, env(safe-area-inset-bottom)); }
  .composer textarea, .form textarea { font-size: max(1em, 16px); }
  .root.is-open .launcher { display: none; }
}
@media (max-height: 430px) {
  header { padding-block: .25em; }
  .composer { padding-block: .4em; }
}
@media (prefers-reduced-motion: reduce) {
  *, .panel, .row.fresh, .dots i { animation: none !important; transition: none !important; }
  .dots i { opacity: .8; }
}
@media (forced-colors: active) {
  .panel, .said, .launcher, .send, .cast { border: 1px solid; }
}
@media print { .launcher, .panel { display: none; } }
`;

const ICONS = {
  chat: "M12 4c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7c-1 0-2-.15-2.9-.4L4.5 19.5l1.3-3.4C4.3 14.8 3.5 13"
    + " 3.5 11c0-3.9 3.8-7 8.5-7Z",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  send: "M12 19V5.5M6 11.5l6-6 6 6",
  up: "M8 10.5V20H4.5v-9.5H8Zm0 0 3.5-7c1.4 0 2.5 1.1 2.5 2.5V9h4.3c1.2 0 2.1 1.1 1.9 2.3l-1 6.5"
    + "c-.2 1.2-1.2 2.2-2.4 2.2H8",
  star: "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8Z",
};

const SVG = "http://www.w3.org/2000/svg";

/** @param {keyof typeof ICONS} name @param {number} [turned] Degrees. */
function icon(name, turned = 0) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  if (name === "more") path.setAttribute("stroke-width", "3");
  if (turned) path.setAttribute("transform", `rotate(${turned} 12 12)`);
  svg.append(path);
  return svg;
}

/**
 * Makes an element. Functions become listeners; `null`, `undefined` and `false` are left out;
 * strings among the children become text nodes. The names of fields are always literals here.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [fields]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, fields = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

// MARK: Storage

/**
 * What the browser remembers of this desk. Where local storage is full, forbidden or absent the
 * value stays in memory, and `onForgetful` hears of it once.
 */
class Shelf {
  /** @param {string} prefix @param {() => void} onForgetful */
  constructor(prefix, onForgetful) {
    this.prefix = prefix;
    this.isForgetful = false;
    /** @type {Map<string, string | null>} */
    this.memory = new Map();
    this.onForgetful = onForgetful;
  }

  /** @param {string} key @returns {string | null} */
  get(key) {
    const kept = this.memory.get(key);
    if (kept !== undefined) return kept;
    try { return localStorage.getItem(this.prefix + key); } catch { return null; }
  }

  /** @param {string} key @param {string | null} value null removes it. */
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(this.prefix + key);
      else localStorage.setItem(this.prefix + key, value);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, value);
      if (this.isForgetful) return;
      this.isForgetful = true;
      this.onForgetful();
    }
  }

  /** @param {string} start @returns {string[]} */
  keys(start) {
    const keys = new Set(this.memory.keys());
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key?.startsWith(this.prefix)) keys.add(key.slice(this.prefix.length));
      }
    } catch { /* Memory alone, then. */ }
    return [...keys].filter((key) => key.startsWith(start));
  }
}

// MARK: Text

/** Overrides of writing direction: in a name they could turn what follows. */
const DIRECTION_MARKS = /[\u202A-\u202E\u2066-\u2069]/g;
/** What the protocol refuses: C0 but TAB and LF, DEL, C1, and half a surrogate pair. */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\p{Cs}]/gu;
/** @param {string} content */
const sayable = (content) => content.replace(/\r\n?/g, "\n").replace(CONTROLS, "").trim();
/** @param {string} content */
const byteCount = (content) => new TextEncoder().encode(content).length;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** @param {unknown} value @returns {string} */
const text = (value) => typeof value === "string" ? value : "";

/** A name, title or label: one line without tricks.
 * @param {unknown} value */
const label = (value) => text(value).replace(DIRECTION_MARKS, "").replace(/\s+/g, " ").trim();

/**
 * `url` where it leads to a page, a mail or a call; else null. A path belongs to the desk.
 * Addresses with a user name are refused: they look like another site's.
 *
 * @param {unknown} url @param {string} base @returns {string | null}
 */
function safeAddress(url, base) {
  const wish = text(url).trim();
  const isPath = /^\/(?![/\\])/.test(wish);
  if (!isPath && !/^(https?:\/\/|mailto:|tel:)/i.test(wish)) return null;
  try {
    const address = new URL(isPath ? `.${wish}` : wish, base);
    const isPlain = !address.username && !address.password;
    return SCHEMES.has(address.protocol) && isPlain ? address.href : null;
  } catch { return null; }
}

/** @param {string} href @param {...(Node | string)} children */
function link(href, ...children) {
  return make("a", {
    href, title: href, target: "_blank", rel: "noopener noreferrer nofollow ugc",
  }, ...children);
}

/**
 * A small subset of Markdown as elements: paragraphs, lists, tables, quotes, rules, fenced and
 * inline code, emphasis, links. Every scan goes forward only: hostile text costs no more than its
 * length.
 */
class Markdown {
  /** @param {string} base The desk's address, which paths belong to. */
  constructor(base) { this.base = base; }

  /** @param {string} source @returns {DocumentFragment} */
  render(source) {
    const out = document.createDocumentFragment();
    const lines = source.replace(/\r\n?/g, "\n").split("\n");
    for (let at = 0; at < lines.length;) at = this.block(lines, at, out);
    return out;
  }

  /** Renders the block that starts at line `at`; returns where the next one does.
   * @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  block(lines, at, out) {
    const line = lines[at];
    if (!line.trim()) return at + 1;
    if (line.startsWith("```")) return this.fence(lines, at, out);
    if (RULE.test(line)) {
      out.append(make("hr"));
      return at + 1;
    }
    if (Markdown.item(line)) return this.list(lines, at, out);
    if (Markdown.isTable(lines, at)) return this.table(lines, at, out);
    if (QUOTE.test(line)) return this.quote(lines, at, out);
    return this.paragraph(lines, at, out);
  }

  /** @param {string} line */
  static item(line) {
    const found = /^\s{0,8}(?:([-*+])|(\d{1,9})[.)])\s+(\S.*)$/.exec(line);
    return found && { isOrdered: !found[1], start: Number(found[2] ?? 1), text: found[3] };
  }

  /** @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  fence(lines, at, out) {
    let end = at + 1;
    while (end < lines.length && !lines[end].startsWith("```")) end += 1;
    const code = lines.slice(at + 1, end).join("\n");
    out.append(make("pre", {}, make("code", {}, code)));
    return end + 1;
  }

  /** @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  list(lines, at, out) {
    const first = Markdown.item(lines[at]);
    const list = make(first?.isOrdered ? "ol" : "ul", {
      start: first?.isOrdered && first.start,
    });
    while (at < lines.length) {
      const item = Markdown.item(lines[at]);
      if (item && item.isOrdered === first?.isOrdered) {
        list.append(make("li", {}, this.inline(item.text)));
      } else if (!item && /^\s{2,}\S/.test(lines[at])) {
        list.lastElementChild?.append(make("br"), this.inline(lines[at].trim()));
      } else break;
      at += 1;
    }
    out.append(list);
    return at;
  }

  /** Whether a row of cells stands there, and below it the one of dashes that ends a head.
   * @param {string[]} lines @param {number} at */
  static isTable(lines, at) {
    const below = lines[at + 1] ?? "";
    return lines[at].includes("|") && /^[\s|:-]+$/.test(below)
      && below.includes("|") && below.includes("-");
  }

  /** The cells of a row; behind a backslash a bar is none between them.
   * @param {string} line */
  static cells(line) {
    const bare = line.trim().replace(/\\\|/g, "\u0000").replace(/^\||\|$/g, "");
    return bare.split("|").map((cell) => cell.trim().replace(/\u0000/g, "|"));
  }

  /** @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  table(lines, at, out) {
    const table = make("table");
    for (let row = at; row === at || lines[row]?.includes("|"); row += 1) {
      if (row === at + 1) continue;
      table.append(make("tr", {}, ...Markdown.cells(lines[row]).map(
        (cell) => make(row === at ? "th" : "td", {}, this.inline(cell)))));
    }
    // One that is too wide is scrolled, with the keyboard, too.
    out.append(make("div", { class: "wide", tabindex: "0" }, table));
    return at + table.rows.length + 1;
  }

  /** Quotes in a quote are one.
   * @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  quote(lines, at, out) {
    const inner = [];
    for (; QUOTE.test(lines[at] ?? ""); at += 1) inner.push(lines[at].replace(QUOTE, ""));
    out.append(make("blockquote", {}, this.render(inner.join("\n"))));
    return at;
  }

  /** @param {string[]} lines @param {number} at @param {DocumentFragment} out */
  paragraph(lines, at, out) {
    const paragraph = make("p", {}, this.inline(lines[at]));
    for (at += 1; at < lines.length; at += 1) {
      const line = lines[at];
      if (!line.trim() || line.startsWith("```") || Markdown.item(line)
        || QUOTE.test(line) || RULE.test(line) || Markdown.isTable(lines, at)) break;
      paragraph.append(make("br"), this.inline(line));
    }
    out.append(paragraph);
    return at;
  }

  /** @param {string} source @param {number} [depth] @returns {DocumentFragment} */
  inline(source, depth = 0) {
    const out = document.createDocumentFragment();
    const find = finder(source);
    let plain = 0;
    let at = 0;
    while (at < source.length) {
      const piece = depth < MARKDOWN_DEPTH_MAX ? this.piece(source, at, find, depth) : null;
      if (piece) {
        out.append(source.slice(plain, at), piece.node);
        at = piece.end;
        plain = at;
      } else at += 1;
    }
    out.append(source.slice(plain));
    return out;
  }

  /** @param {string} source @param {number} at @param {ReturnType<typeof finder>} find
   * @param {number} depth @returns {{node: Node | string, end: number} | null} */
  piece(source, at, find, depth) {
    switch (source[at]) {
      case "\\":
        return /[\\`*_[\]()#+.!-]/.test(source[at + 1] ?? "")
          ? { node: source[at + 1], end: at + 2 } : null;
      case "`": {
        const end = find("`", at + 1);
        return end > at + 1
          ? { node: make("code", {}, source.slice(at + 1, end)), end: end + 1 } : null;
      }
      case "*": case "_": return this.emphasis(source, at, find, depth);
      case "[": return this.namedLink(source, at, find, depth);
      // An image is a link.
      case "!": return this.namedLink(source, at + 1, find, depth);
      case "h": return this.bareLink(source, at);
      default: return null;
    }
  }

  /** @param {string} source @param {number} at @param {ReturnType<typeof finder>} find
   * @param {number} depth */
  emphasis(source, at, find, depth) {
    const mark = source[at];
    const isStrong = source[at + 1] === mark;
    const token = isStrong ? mark + mark : mark;
    const start = at + token.length;
    const end = find(token, start);
    const inWord = /[\p{L}\p{N}]/u;
    if (end <= start || /\s/.test(source[start]) || /\s/.test(source[end - 1])) return null;
    // snake_case is no emphasis.
    if (mark === "_" && (inWord.test(source[at - 1] ?? "")
      || inWord.test(source[end + token.length] ?? ""))) return null;
    const inner = this.inline(source.slice(start, end), depth + 1);
    return { node: make(isStrong ? "strong" : "em", {}, inner), end: end + token.length };
  }

  /** @param {string} source @param {number} at @param {ReturnType<typeof finder>} find
   * @param {number} depth */
  namedLink(source, at, find, depth) {
    const middle = source[at] === "[" ? find("](", at + 1) : -1;
    const end = middle < 0 ? -1 : find(")", middle + 2);
    if (end < 0 || middle === at + 1 || end - at > 2_500) return null;
    const name = source.slice(at + 1, middle);
    if (name.includes("[")) return null;
    // Behind the address may stand a title.
    const [address] = source.slice(middle + 2, end).trim().split(/\s/, 1);
    const href = safeAddress(address, this.base);
    const inner = this.inline(name, MARKDOWN_DEPTH_MAX - 1);
    return { node: href ? link(href, inner) : inner, end: end + 1 };
  }

  /** @param {string} source @param {number} at */
  bareLink(source, at) {
    if (/[\p{L}\p{N}]/u.test(source[at - 1] ?? "")) return null;
    const pattern = /https?:\/\/[^\s<>"'`\u3000-\u303F\uFF00-\uFFEF]{1,2000}/y;
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0].replace(/[.,;:!?)\]}*_]+$/, "");
    const href = found ? safeAddress(found, this.base) : null;
    return found && href ? { node: link(href, found), end: at + found.length } : null;
  }
}

/** Looks for tokens, forward only; what was not found once is not looked for again.
 * @param {string} source */
function finder(source) {
  /** @type {Record<string, number>} */
  const found = {};
  return (/** @type {string} */ token, /** @type {number} */ from) => {
    const last = found[token];
    if (last !== undefined && (last < 0 || last >= from)) return last;
    found[token] = source.indexOf(token, from);
    return found[token];
  };
}

// MARK: Entries

const KINDS = new Set(["message", "status", "event", "message_updated"]);
const SENDERS = new Set(["customer", "bot", "agent", "system"]);

/**
 * The entry in a durable frame, or null where it is none. This is the one place where frames are
 * looked into; a field of the wrong kind counts as absent.
 *
 * @param {any} frame @param {string} base @returns {Entry | null}
 */
function entryOf(frame, base) {
  if (!frame || !Number.isSafeInteger(frame.seq) || frame.seq < 1) return null;
  const type = text(frame.type);
  const ticket = frame.kind === "ticket" && frame.ticket;
  const feedback = frame.kind === "feedback" && frame.feedback;
  const sender = text(frame.sender?.type);
  return {
    seq: frame.seq,
    kind: type === "message_updated" ? "message" : KINDS.has(type) ? /** @type {any} */ (type)
      : "other",
    id: text(frame.message_id),
    at: text(frame.created_at),
    from: SENDERS.has(sender) ? /** @type {any} */ (sender) : "system",
    name: label(frame.sender?.name).slice(0, 80),
    isMarkdown: frame.content_type === "markdown" || frame.content_type === "choices",
    text: text(frame.content),
    lang: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(text(frame.lang)) ? frame.lang : "",
    actions: items(frame.actions).map(
      (action) => ({ id: text(action.action_id), title: label(action.title) }),
    ).filter((action) => action.id && action.title),
    answer: text(frame.answer?.kind),
    sources: items(frame.answer?.sources).map(
      (source) => ({ title: label(source.title), href: safeAddress(source.url, base) }),
    ).filter((source) => source.title),
    isRedacted: frame.redacted === true,
    phase: text(frame.conversation),
    position: Number.isSafeInteger(frame.position) ? frame.position : null,
    event: text(frame.kind),
    ticket: ticket ? ticketOf(ticket) : null,
    feedback: feedback ? { id: text(feedback.message_id), value: text(feedback.value) } : null,
  };
}

/** @param {any} ticket */
function ticketOf(ticket) {
  return {
    number: label(ticket.number), status: text(ticket.status), subject: label(ticket.subject),
  };
}

/** The objects of an array; more than twenty buttons are nobody's intention.
 * @param {unknown} value @param {number} [max] @returns {any[]} */
function items(value, max = 20) {
  const all = Array.isArray(value) ? value : [];
  return all.filter((item) => item && typeof item === "object").slice(0, max);
}

// MARK: Transports

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

// MARK: Link

/** Close codes: too many tabs; too many requests, as 4429 and as HTTP's 429. */
const REPLACED = 4409;
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
   *   received: (frame: any) => void, changed: (state: LinkState) => void}} conversation
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

// MARK: Timeline

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

// MARK: Conversation

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
      changed: (state) => this.linkChanged(state),
    });
    this.identity = "";
    this.id = "";
    this.isSynced = false;
    this.sentToken = "";
    this.contentBytes = CONTENT_BYTES;
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
    const bytes = frame.limits?.content;
    if (Number.isSafeInteger(bytes) && bytes > 0) this.contentBytes = bytes;
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
    if (parcel && byteCount(parcel.text) > this.contentBytes) {
      // The desk might hang up on it, again and again.
      this.failed({ client_message_id: parcel.id, code: "TOO_LONG" });
    } else if (parcel) {
      this.link.send(parcel.frame);
      this.onChange("underway");
    } else if (!this.outbox.underway && now < this.outbox.pausedUntil) {
      clearTimeout(this.resume);
      this.resume = setTimeout(() => this.pump(), this.outbox.pausedUntil - now + 5);
    }
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

// MARK: Panel

/** Where the panel covers the page; the style sheet says the same. */
const SHEET = matchMedia("(max-width: 480px), (max-height: 430px)");
const TOUCH = matchMedia("(hover: none) and (pointer: coarse)");
const END_PX = 48;

/** What this tab remembers across pages of the site.
 * @param {string} key */
function recall(key) {
  try { return sessionStorage.getItem(`frontdesk:${key}`) ?? ""; } catch { return ""; }
}

/** @param {string} key @param {string} value */
function remember(key, value) {
  try {
    if (value) sessionStorage.setItem(`frontdesk:${key}`, value);
    else sessionStorage.removeItem(`frontdesk:${key}`);
  } catch { /* Then the next page starts afresh. */ }
}

/** What is typed here is no shortcut of the page, which cannot see that it is typed in a field.
 * @param {Event} event */
const aside = (event) => event.stopPropagation();

class Panel {
  /**
   * @param {Conversation} conversation @param {Words} words
   * @param {Options & {server: string}} options @param {string} lang @param {() => void} close
   */
  constructor(conversation, words, options, lang, close) {
    this.conversation = conversation;
    this.words = words;
    this.options = options;
    this.lang = lang;
    this.close = close;
    this.markdown = new Markdown(options.server);
    this.clock = new Intl.DateTimeFormat(lang, { timeStyle: "short" });
    this.calendar = new Intl.DateTimeFormat(lang, { dateStyle: "long" });
    this.isAtEnd = true;
    this.hasNotice = false;
    /** @type {Entry | null} The entry that the last row shows. */
    this.latest = null;
    /** @type {HTMLElement | null} The latest row of the other side. */
    this.newest = null;
    /** @type {HTMLElement | null} */
    this.sent = null;
    /** @type {number | undefined} */
    this.thinking = undefined;
    this.state = make("div", { class: "state", role: "status" });
    this.menuButton = this.iconButton("more", words.more, () => this.toggleMenu());
    this.menu = make("div", { class: "menu", id: "menu", hidden: true });
    this.strip = make("div", { class: "strip", hidden: true });
    this.earlier = this.button(words.earlier, () => conversation.askEarlier(), "chip earlier");
    this.rows = make("div");
    // An echo becomes a row with its ack; that row is read out.
    this.echoes = make("div", { "aria-live": "off" });
    this.dots = make("div", { class: "row lead", hidden: true });
    this.stack = make("div", { class: "stack" });
    this.log = make("div", {
      class: "log", role: "log", "aria-label": words.log, tabindex: "0",
      scroll: () => this.scrolled(),
    });
    // What is asked above the composer: a rating, or what a ticket is about.
    this.form = make("fieldset", { class: "form", hidden: true });
    this.jump = this.button(words.newMessages, () => this.toEnd(), "chip jump");
    this.jump.hidden = true;
    this.notice = make("div", { class: "said-not", role: "status" });
    this.input = make("textarea", {
      rows: "1", "aria-label": words.write, placeholder: words.write, enterkeyhint: "send",
      autocomplete: "off", input: () => this.typed(), blur: () => conversation.typing("done"),
    });
    this.input.value = recall("draft");
    this.sendButton = make("button", {
      type: "submit", class: "send", "aria-label": words.send, title: words.send,
    }, icon("send"));
    this.over = make("div", { class: "over", role: "status" });
    this.element = make("section", {
      class: "panel", role: "dialog", "aria-labelledby": "title", lang,
      keydown: (/** @type {KeyboardEvent} */ event) => this.keyPressed(event),
      keyup: aside, keypress: aside,
      click: (/** @type {MouseEvent} */ event) => this.clickedBesideMenu(event),
    });
    this.arrange();
    this.rebuild();
  }

  // Elements

  arrange() {
    const { words } = this;
    this.menuButton.setAttribute("aria-expanded", "false");
    this.menuButton.setAttribute("aria-controls", "menu");
    this.stack.append(this.earlier, this.rows, this.echoes, this.dots);
    this.log.append(this.stack);
    const title = label(this.options.title) || words.title;
    this.element.append(
      make("header", {},
        make("div", { class: "who" }, make("h2", { id: "title" }, title), this.state),
        this.menuButton, this.iconButton("close", words.close, this.close)),
      this.menu, this.strip, this.log, this.form,
      make("div", { class: "foot" }, this.jump, this.notice, make("form", {
        class: "composer", submit: (/** @type {Event} */ event) => this.submitted(event),
      }, this.input, this.sendButton), this.over));
  }

  /** @param {keyof typeof ICONS} name @param {string} title @param {() => void} click */
  iconButton(name, title, click) {
    return make("button", { type: "button", class: "icon", "aria-label": title, title, click },
      icon(name));
  }

  /** @param {string} words @param {() => void} click @param {string} [className] */
  button(words, click, className = "text-button") {
    return make("button", { type: "button", class: className, click }, words);
  }

  // What the conversation tells

  /** @param {string} what @param {any} detail */
  changed(what, detail) {
    switch (what) {
      case "entry": this.append(detail); break;
      case "earlier": this.keepingPlace(() => this.rebuild()); break;
      case "cleared":
        this.emptyForm();
        this.subject = "";
        this.rebuild();
        break;
      case "rebuilt": this.rebuild(); break;
      case "outbox": this.renderEchoes(); break;
      case "underway": this.think(); break;
      case "typing": this.renderDots(); break;
      case "votes": this.renderVotes(); break;
      case "tickets": this.renderTickets(detail); break;
      case "synced": this.settled(); break;
      case "link": this.renderLink(); break;
      case "forgets": this.renderNotice(); break;
      default:
    }
  }

  rebuild() {
    this.rows.replaceChildren();
    this.latest = null;
    const entries = [...this.conversation.timeline.entries.values()];
    for (const entry of entries) this.appendRow(entry);
    this.renderLink();
    this.renderNotice();
    this.typed();
    this.toEnd();
  }

  settled() {
    this.renderLink();
    this.askForRating();
    this.refreshTickets();
    this.toEnd();
  }

  /** Once, of a conversation that is closed now, not of one that was. */
  askForRating() {
    const { isSynced, isRated, phase } = this.conversation;
    if (isSynced && !isRated && phase === "closed") this.offerRating(false);
  }

  /** @param {() => void} change */
  keepingPlace(change) {
    const fromEnd = this.log.scrollHeight - this.log.scrollTop;
    change();
    this.log.scrollTop = this.log.scrollHeight - fromEnd;
  }

  /** @param {Entry} entry */
  append(entry) {
    const wasAtEnd = this.isAtEnd;
    const row = this.appendRow(entry);
    if (entry.kind === "status") {
      this.renderLink();
      this.askForRating();
    }
    this.renderDots();
    if (entry.ticket) this.refreshTickets();
    if (!row) return;
    if (this.conversation.isSynced && entry.from !== "customer") row.classList.add("fresh");
    if (wasAtEnd || entry.from === "customer") this.toEnd(row);
    else this.jump.hidden = false;
  }

  // Rows

  /** @param {Entry} entry @returns {HTMLElement | null} */
  appendRow(entry) {
    if (entry.kind === "message" && entry.from === "customer") this.endOffers();
    const row = entry.kind === "message" ? this.messageRow(entry) : this.noteRow(entry);
    if (entry.event === "feedback") this.renderVotes();
    if (!row) return null;
    this.rows.append(...this.dayBefore(entry), row);
    this.latest = entry;
    this.renderHello();
    return row;
  }

  /** A newer row came; the former is known, not searched for among thousands. */
  supersede() {
    this.newest?.classList.remove("newest");
    this.sent?.remove();
  }

  /** Offers of the past are not to be taken any more. */
  endOffers() {
    this.supersede();
    for (const row of this.offers.splice(0)) row.remove();
  }

  /** @param {Entry} entry */
  dayBefore(entry) {
    const day = this.time(entry, this.calendar);
    const before = this.latest ? this.time(this.latest, this.calendar) : "";
    return day && before && day !== before ? [make("p", { class: "note" }, day)] : [];
  }

  /** @param {Entry} entry @param {Intl.DateTimeFormat} format */
  time(entry, format = this.clock) {
    const time = Date.parse(entry.at);
    return Number.isNaN(time) ? "" : format.format(time);
  }

  /** Whether `entry` opens a group of its sender.
   * @param {Entry} entry */
  isLead(entry) {
    const { latest } = this;
    return !latest || latest.kind !== "message" || latest.from !== entry.from
      || latest.name !== entry.name
      || Math.abs(Date.parse(entry.at) - Date.parse(latest.at)) > GROUP_MS;
  }

  /** @param {Entry} entry */
  messageRow(entry) {
    const isMine = entry.from === "customer";
    const isLead = this.isLead(entry);
    const name = senderName(entry, this.words);
    const row = make("div", {
      class: `row${isMine ? " mine" : ""}${isLead ? " lead" : ""}`, "data-seq": entry.seq,
    });
    if (!isMine && isLead) {
      row.append(make("div", { class: "by", "aria-hidden": "true" },
        [name, this.time(entry)].filter(Boolean).join(" · ")));
    }
    row.append(this.bubble(entry, name));
    if (isMine) {
      this.sent = make("div", { class: "fate", "aria-hidden": "true" }, this.words.sent);
      row.append(this.sent);
      return row;
    }
    this.supersede();
    this.newest = row;
    row.classList.add("newest");
    const actions = this.actionRow(entry);
    this.offers.push(...actions);
    row.append(...this.underRow(entry), ...actions);
    return row;
  }

  /** @param {Entry} entry @param {string} name */
  bubble(entry, name) {
    const content = entry.isRedacted ? this.words.removed : entry.text;
    return make("div", {
      class: `said${entry.isRedacted ? " gone" : ""}`, dir: "auto",
      lang: entry.isRedacted ? null : entry.lang || null, title: this.time(entry) || null,
    }, make("span", { class: "hush" }, `${name}: `),
    entry.isMarkdown && !entry.isRedacted ? this.markdown.render(content) : content);
  }

  /** @param {Entry} entry */
  underRow(entry) {
    const under = make("div", { class: "under" });
    if (entry.sources.length) {
      under.append(`${this.words.sources}: `);
      entry.sources.forEach((source, at) => under.append(at ? ", " : "",
        source.href ? link(source.href, source.title) : source.title));
    }
    if (entry.id && (entry.answer === "intent" || entry.answer === "knowledge")) {
      under.append(this.votes(entry));
    }
    return under.hasChildNodes() ? [under] : [];
  }

  /** @param {Entry} entry */
  votes(entry) {
    const vote = (/** @type {"up" | "down"} */ value) => make("button", {
      type: "button", "data-vote": value, "aria-label": this.words[value],
      title: this.words[value], "aria-pressed": "false",
      click: () => this.conversation.vote(entry, value),
    }, icon("up", value === "down" ? 180 : 0));
    const votes = make("span", { class: "votes", "data-message": entry.id },
      vote("up"), vote("down"));
    this.renderVote(votes);
    return votes;
  }

  renderVotes() {
    for (const votes of this.rows.querySelectorAll(".votes")) {
      this.renderVote(/** @type {HTMLElement} */ (votes));
    }
  }

  /** @param {HTMLElement} votes */
  renderVote(votes) {
    const value = this.conversation.votes.get(votes.dataset.message ?? "");
    votes.classList.toggle("cast", value !== undefined);
    for (const button of votes.children) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-vote") === value));
    }
  }

  /** @param {Entry} entry */
  actionRow(entry) {
    if (!entry.actions.length) return [];
    const isChoice = entry.answer === "clarify";
    return [make("div", { class: `actions${isChoice ? " choices" : ""}`, role: "group" },
      ...entry.actions.map((action) => this.button(action.title, () => {
        this.conversation.press(entry, action);
        this.focusComposer();
      }, "chip")))];
  }

  /** @param {Entry} entry */
  noteRow(entry) {
    const note = noteText(entry, this.words);
    if (!note) return null;
    return make("p", { class: entry.ticket ? "note card" : "note", "data-seq": entry.seq }, note);
  }

  renderHello() {
    this.hello?.remove();
    if (!this.conversation.isEmpty) return;
    const suggestions = text(this.options.suggestions).split("|").map(label).filter(Boolean);
    this.hello = make("div", { class: "hello" },
      make("p", {}, label(this.options.greeting) || this.words.greeting),
      make("div", { class: "actions" }, ...suggestions.map((words) => this.button(words, () => {
        this.conversation.say(words);
        this.focusComposer();
      }, "chip"))));
    this.stack.prepend(this.hello);
  }

  /** @type {HTMLElement | undefined} */
  hello = undefined;
  /** @type {HTMLElement[]} Buttons that end with the next message of the visitor. */
  offers = [];

  // What is under way

  renderEchoes() {
    const parcels = this.conversation.outbox.parcels.filter(
      (parcel) => parcel.text && !parcel.shadow);
    const buttons = () => [...this.echoes.querySelectorAll("button")];
    const focused = buttons().findIndex((button) => button === this.focused);
    this.echoes.replaceChildren(...parcels.map((parcel, at) => this.echo(parcel, at === 0)));
    if (buttons()[focused]) buttons()[focused].focus();
    else if (focused >= 0) this.focusComposer();
    if (parcels.length) this.endOffers();
    this.renderHello();
    this.renderDots();
    if (this.isAtEnd) this.toEnd();
  }

  /** @param {Parcel} parcel @param {boolean} isFirst */
  echo(parcel, isFirst) {
    return make("div", { class: `row mine${isFirst ? " lead" : ""}`, "data-parcel": parcel.id },
      make("div", { class: "said", dir: "auto" },
        make("span", { class: "hush" }, `${this.words.you}: `), parcel.text),
      this.fate(parcel));
  }

  /** @param {Parcel} parcel */
  fate(parcel) {
    const { words } = this;
    if (parcel.error) {
      const reasons = /** @type {Record<string, string>} */ ({
        TOO_LONG: words.tooLong, BAD_ARGUMENT: words.badText, INVALID_UTF8: words.badText,
      });
      return make("div", { class: "fate bad", role: "status" },
        [words.failed, reasons[parcel.error]].filter(Boolean).join(" – "), " ",
        this.button(words.again, () => this.conversation.sendAgain(parcel)), " ",
        this.button(words.discard, () => this.conversation.discard(parcel)));
    }
    const { state, failures } = this.conversation.link;
    const isHopeful = state === "online" || (state === "connecting" && failures === 0);
    if (isHopeful && navigator.onLine !== false) {
      return make("div", { class: "fate" }, words.sending);
    }
    return make("div", { class: "fate" }, `${words.unsent} · `,
      this.button(words.retry, () => this.conversation.sendAgain(parcel)));
  }

  think() {
    clearTimeout(this.thinking);
    this.thinking = setTimeout(() => this.renderDots(), THINKING_AFTER_MS);
  }

  renderDots() {
    const { outbox, phase, typist, isSynced } = this.conversation;
    const now = performance.now();
    const isAgent = typist !== null && typist.until > now;
    const isBot = isSynced && phase === "bot" && outbox.underway !== ""
      && now - outbox.sentAt >= THINKING_AFTER_MS;
    const name = isAgent ? typist.name || this.words.agent : this.words.bot;
    this.dots.hidden = !isAgent && !isBot;
    if (this.dots.hidden) return;
    this.dots.replaceChildren(
      make("div", { class: "by" }, `${name} ${this.words.typing}`),
      make("div", { class: "said dots", "aria-hidden": "true" },
        make("i"), make("i"), make("i")));
    if (isAgent) {
      clearTimeout(this.thinking);
      this.thinking = setTimeout(() => this.renderDots(), TYPING_BELIEVED_MS);
    }
    if (this.isAtEnd) this.toEnd();
  }

  // What is going on

  renderLink() {
    const { words, conversation: { phase, link: { state } } } = this;
    const isBarred = state === "refused" || state === "identity";
    const isBot = phase === "bot" || phase === "closed";
    const line = isBarred ? "" : state !== "online" ? words.connecting
      : isBot ? words.ready : words.agent;
    if (this.state.textContent !== line) this.state.textContent = line;
    // Until it is complete, what comes is old: nobody wants it read out.
    this.log.setAttribute("aria-live", state === "online" ? "polite" : "off");
    this.earlier.hidden = this.conversation.timeline.first <= 1;
    this.renderStrip();
    this.renderEchoes();
  }

  renderStrip() {
    const [words, alarm, ...buttons] = this.stripContent();
    const span = /** @type {HTMLElement | null} */ (this.strip.firstElementChild);
    const isSame = span?.textContent === words && !this.strip.hidden;
    this.strip.hidden = !words;
    this.strip.classList.toggle("alarm", alarm);
    if (!isSame) this.strip.replaceChildren(make("span", { role: "status" }, words), ...buttons);
  }

  /** @returns {[string, boolean, ...HTMLElement[]]} */
  stripContent() {
    const { words, conversation } = this;
    const { link: { state, failures }, phase, position } = conversation;
    switch (state) {
      case "refused": return [`${words.refused} ${location.origin}`, true];
      case "identity":
        return [words.identity, true, this.button(words.restart, () => this.restart())];
      default:
    }
    // One lost connection is nothing to speak of.
    if (navigator.onLine === false || (state !== "online" && failures > 1)) {
      return [words.offline, false, this.button(words.retry, () => conversation.link.wake())];
    }
    const back = () => this.button(
      words.back, () => conversation.turnTo("bot", words.back));
    if (phase === "waiting") {
      const place = position ? ` – ${words.place.replace("{n}", String(position))}` : "";
      return [`${words.waiting}${place}`, false, back()];
    }
    if (phase === "agent") return [words.joined, false, back()];
    return ["", false];
  }

  restart() {
    this.conversation.reset();
    this.conversation.connect();
    this.focusComposer();
  }

  renderNotice() {
    this.notice.textContent = this.conversation.shelf.isForgetful ? this.words.forgets : "";
    this.notice.hidden = !this.notice.textContent;
  }

  // The menu

  toggleMenu() {
    if (this.menu.hidden) this.openMenu();
    else this.closeMenu();
  }

  openMenu() {
    const { words, conversation } = this;
    const isBot = conversation.phase === "bot" || conversation.phase === "closed";
    const entries = [
      isBot ? this.menuEntry(words.person, () => conversation.turnTo("handoff", words.person))
        : this.menuEntry(words.back, () => conversation.turnTo("bot", words.back)),
      this.menuEntry(words.leave, () => this.askForTicket()),
      this.menuEntry(words.tickets, () => this.showTickets()),
    ];
    if (!conversation.isEmpty) {
      entries.push(
        this.menuEntry(words.rate, () => this.offerRating(true)),
        this.menuEntry(words.save, () => this.save()));
    }
    this.menu.replaceChildren(...entries);
    this.menu.hidden = false;
    this.menuButton.setAttribute("aria-expanded", "true");
    entries[0].focus();
  }

  /** @param {string} words @param {() => void} action */
  menuEntry(words, action) {
    return this.button(words, () => {
      this.closeMenu();
      action();
    }, "");
  }

  closeMenu() {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
    this.menuButton.focus();
  }

  /** @param {MouseEvent} event */
  clickedBesideMenu(event) {
    const target = /** @type {Node} */ (event.target);
    if (this.menu.hidden || this.menu.contains(target) || this.menuButton.contains(target)) return;
    this.menu.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  async save() {
    const content = await this.conversation.transcript(this.words);
    const url = URL.createObjectURL(new Blob([content, "\n"], { type: "text/plain" }));
    make("a", { href: url, download: "conversation.txt" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // The form

  /** @param {string} title @param {...Node} content */
  openForm(title, ...content) {
    this.tickets = undefined;
    this.form.replaceChildren(make("legend", {}, title), ...content);
    this.form.hidden = false;
    if (this.isAtEnd) this.toEnd();
  }

  emptyForm() {
    this.form.hidden = true;
    this.form.replaceChildren();
    this.tickets = undefined;
  }

  closeForm() {
    this.emptyForm();
    this.focusComposer();
    this.askForRating();
  }

  /** @param {boolean} isWished */
  offerRating(isWished) {
    const { words } = this;
    // Nobody is interrupted for it.
    if (!isWished && !this.form.hidden) return;
    const comment = this.field(words.comment);
    const stars = [1, 2, 3, 4, 5].map((score) => make("label", {
      title: words.rateOf.replace("{n}", String(score)),
    }, make("input", {
      type: "radio", name: "score", value: score,
      "aria-label": words.rateOf.replace("{n}", String(score)),
    }), icon("star")));
    this.openForm(words.rateAsk, make("div", { class: "stars" }, ...stars), comment,
      this.ends(() => this.rate(comment.value), () => this.endRating()));
    if (isWished) stars[0].querySelector("input")?.focus();
  }

  /** @param {string} comment */
  rate(comment) {
    /** @type {HTMLInputElement | null} */
    const chosen = this.form.querySelector("input:checked");
    if (!chosen) {
      this.form.querySelector("input")?.focus();
      return;
    }
    this.conversation.rate(Number(chosen.value), comment);
    this.endRating();
  }

  endRating() {
    this.conversation.isRated = true;
    this.closeForm();
  }

  askForTicket() {
    const subject = this.field(this.words.leaveAsk, "");
    subject.value = this.subject;
    subject.addEventListener("input", () => { this.subject = subject.value; });
    this.openForm(this.words.leaveAsk, subject, this.ends(() => {
      if (!this.conversation.openTicket(subject.value)) {
        subject.focus();
        return;
      }
      this.subject = "";
      this.closeForm();
    }, () => this.closeForm()));
    subject.focus();
  }

  /** What was typed of a ticket's subject. */
  subject = "";

  /** Opens the list, which the desk fills. */
  showTickets() {
    const { words } = this;
    const tickets = make("ul", {
      tabindex: "0", "aria-label": words.tickets, role: "list", "aria-live": "polite",
    }, make("li", {}, words.connecting));
    this.openForm(words.tickets, tickets,
      make("div", { class: "actions" }, this.button(words.done, () => this.closeForm())));
    this.tickets = tickets;
    tickets.focus();
    this.refreshTickets();
  }

  /** Asks for the tickets anew where they are shown. */
  refreshTickets() {
    if (this.tickets && !this.form.hidden) this.conversation.askTickets();
  }

  /** @param {ReturnType<typeof ticketOf>[]} tickets */
  renderTickets(tickets) {
    const { words } = this;
    const lines = tickets.map((ticket) => ticketText(ticket, words));
    this.tickets?.replaceChildren(
      ...(lines.length ? lines : [words.noTickets]).map((line) => make("li", {}, line)));
  }

  /** @type {HTMLElement | undefined} */
  tickets = undefined;

  /** @param {string} words @param {string} [placeholder] */
  field(words, placeholder = words) {
    return make("textarea", {
      rows: "2", "aria-label": words, placeholder, maxlength: "1000",
    });
  }

  /** @param {() => void} send @param {() => void} skip */
  ends(send, skip) {
    return make("div", { class: "actions" },
      this.button(this.words.send, send, "chip main"), this.button(this.words.skip, skip));
  }

  // The composer

  typed() {
    const { input } = this;
    const over = byteCount(input.value) - this.conversation.contentBytes;
    this.over.textContent = over > 0 ? this.words.left.replace("{n}", String(over)) : "";
    this.over.hidden = over <= 0;
    this.sendButton.setAttribute("aria-disabled", String(over > 0 || !input.value.trim()));
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 2}px`;
    if (input.value === recall("draft")) return;
    remember("draft", input.value.slice(0, 20_000));
    this.conversation.typing(input.value.trim() ? "active" : "done");
  }

  /** @param {Event} event */
  submitted(event) {
    event.preventDefault();
    if (this.sendButton.getAttribute("aria-disabled") === "true") return;
    const { value } = this.input;
    this.input.value = "";
    this.conversation.typing("done");
    this.isAtEnd = true;
    this.conversation.say(value);
    this.typed();
    this.toEnd();
  }

  /** @param {KeyboardEvent} event */
  keyPressed(event) {
    aside(event);
    // An input method is at work: its keys are not ours. Safari says so by the code alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && event.target === this.input && !event.shiftKey) {
      this.submitted(event);
    } else if (event.key === "Escape") {
      if (this.menu.hidden) this.close();
      else this.closeMenu();
    } else if (event.key === "Tab" && SHEET.matches) this.keepFocus(event);
  }

  get focused() {
    return /** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement;
  }

  /** Behind a sheet there is nothing to reach.
   * @param {KeyboardEvent} event */
  keepFocus(event) {
    const stops = /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll(
      "button, textarea, input, a[href], [tabindex='0']")])
      .filter((stop) => stop.getClientRects().length > 0);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    if (this.focused !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  focusComposer() {
    // On a touch screen focus opens the keyboard, which hides what was just said.
    if (TOUCH.matches) this.log.focus({ preventScroll: true });
    else this.input.focus({ preventScroll: true });
  }

  // Scrolling

  /** Goes to the end, or to the start of a row too long to be seen whole.
   * @param {HTMLElement} [row] */
  toEnd(row) {
    const isLong = row && row.offsetHeight > this.log.clientHeight - 24;
    this.log.scrollTop = isLong
      ? row.offsetTop - this.log.offsetTop - 12 : this.log.scrollHeight;
    this.jump.hidden = true;
    this.isAtEnd = true;
    this.onSeen();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < END_PX;
    if (!this.isAtEnd) return;
    this.jump.hidden = true;
    this.onSeen();
  }

  /** @type {() => void} */
  onSeen = () => {};
}

// MARK: Launcher

/** The button, the panel once it is wanted, and what the page may ask for. */
class Widget {
  /** @param {Options} options */
  constructor(options) {
    this.options = { ...options, server: "" };
    /** @type {Map<string, Set<(detail: any) => void>>} */
    this.listeners = new Map();
    /** @type {Conversation | null} */
    this.conversation = null;
    /** @type {Panel | null} */
    this.panel = null;
    this.isOpen = false;
    this.hasSynced = false;
    this.titlePrefix = "";
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.host = document.createElement("frontdesk-widget");
    this.badge = make("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.launcher = make("button", {
      type: "button", class: "launcher", "aria-haspopup": "dialog", click: () => this.toggle(),
    }, icon("chat"), this.badge);
    this.root = make("div", { class: "root" }, this.launcher);
  }

  get lang() { return language(this.options.lang); }

  get words() { return WORDS[this.lang]; }

  /** Sets options; once it knows a server the button appears.
   * @param {Options} options */
  configure(options) {
    const server = options.server ? new URL("./", options.server).href : this.options.server;
    Object.assign(this.options, options, { server });
    if (!server) return;
    if (this.host.shadowRoot) {
      // A page that changed its whole body has to ask for the button again.
      if (!this.host.isConnected) document.body.append(this.host);
      this.dress();
    } else if (document.body) this.appear();
    else document.addEventListener("DOMContentLoaded", () => this.configure({}), { once: true });
  }

  appear() {
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.root);
    document.body.append(this.host);
    this.dark.addEventListener("change", () => this.dress());
    this.dress();
    if (recall("open") && !SHEET.matches) this.open(false);
    dispatchEvent(new CustomEvent("frontdesk:ready", { detail: scope.Frontdesk }));
  }

  dress() {
    const { root, launcher } = this;
    const { theme, position } = this.options;
    const isDark = theme === "dark" || (theme !== "light" && this.dark.matches);
    root.dataset.theme = isDark ? "dark" : "light";
    root.classList.toggle("left", position === "left");
    root.lang = this.lang;
    launcher.hidden = this.options.launcher === "none" || this.isOpen;
    if (this.panel && this.panel.words !== this.words) this.replacePanel();
    this.showUnread();
  }

  replacePanel() {
    this.panel?.element.remove();
    this.panel = null;
    if (this.isOpen) this.showPanel();
  }

  // Opening and closing

  /** @param {boolean} [takesFocus] */
  open(takesFocus = true) {
    if (!this.host.shadowRoot || this.isOpen) return;
    this.isOpen = true;
    this.opener = /** @type {HTMLElement | null} */ (document.activeElement);
    remember("open", "1");
    this.showPanel();
    this.dress();
    this.root.classList.add("is-open");
    if (takesFocus) this.panel?.focusComposer();
    this.emit("open");
    this.start().connect();
  }

  close() {
    if (!this.isOpen || !this.panel) return;
    const hadFocus = this.host.shadowRoot?.activeElement;
    this.isOpen = false;
    remember("open", "");
    this.panel.element.remove();
    this.root.classList.remove("is-open");
    this.dress();
    if (hadFocus) (this.launcher.hidden ? this.opener : this.launcher)?.focus();
    this.emit("close");
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  showPanel() {
    const conversation = this.start();
    this.panel ??= new Panel(
      conversation, this.words, this.options, this.lang, () => this.close());
    this.panel.onSeen = () => this.seen();
    this.panel.element.setAttribute("aria-modal", String(SHEET.matches));
    this.root.append(this.panel.element);
    this.fit();
    this.panel.typed();
    this.panel.refreshTickets();
    this.panel.toEnd();
  }

  fit() {
    const view = window.visualViewport;
    const style = this.panel?.element.style;
    if (!view || !style) return;
    const isZoomed = view.scale > 1.01;
    style.setProperty("--height", isZoomed ? "100dvh" : `${view.height}px`);
    style.setProperty("--top", isZoomed ? "0px" : `${view.offsetTop}px`);
    if (this.panel?.isAtEnd) this.panel.toEnd();
  }

  // The conversation

  /** Makes the conversation, which still is no connection. */
  start() {
    if (this.conversation) return this.conversation;
    this.conversation = new Conversation(
      () => this.options, () => this.lang, (what, detail) => this.changed(what, detail));
    this.watchPage();
    return this.conversation;
  }

  watchPage() {
    const wake = () => {
      this.conversation?.link.wake();
      this.seen();
      this.showUnread();
    };
    addEventListener("online", wake);
    addEventListener("offline", () => this.panel?.renderLink());
    addEventListener("pageshow", wake);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") wake();
      else this.showUnread();
    });
    // An open socket would keep the page out of the back/forward cache.
    addEventListener("pagehide", () => {
      const { link } = this.conversation ?? {};
      if (link && link.state !== "idle") link.lost(0);
    });
    addEventListener("storage", (event) => this.stored(event));
    window.visualViewport?.addEventListener("resize", () => this.fit());
    window.visualViewport?.addEventListener("scroll", () => this.fit());
    SHEET.addEventListener("change", () => this.panel?.element.setAttribute(
      "aria-modal", String(SHEET.matches)));
  }

  /** @param {StorageEvent} event */
  stored(event) {
    const { conversation } = this;
    const prefix = conversation?.shelf.prefix;
    if (!conversation || !prefix) return;
    if (event.key === null) conversation.stored("token", null);
    else if (event.key.startsWith(prefix)) {
      conversation.stored(event.key.slice(prefix.length), event.newValue);
    }
  }

  /** @param {string} what @param {any} detail */
  changed(what, detail) {
    if (what === "earlier") this.conversation?.onEarlier?.();
    if (what === "reset" && this.isOpen) this.conversation?.connect();
    if (what === "synced") this.hasSynced = true;
    this.panel?.changed(what, detail);
    if (what === "entry" || what === "unread" || what === "synced") {
      this.seen();
      this.showUnread();
    }
    this.tell(what, detail);
  }

  /** What the page hears.
   * @param {string} what @param {any} detail */
  tell(what, detail) {
    if (what === "link") {
      this.emit("connection", detail);
      if (detail === "identity") this.emit("identity");
    } else if (what === "error") this.emit("error", detail);
    else if (what === "entry" && this.hasSynced) {
      const { kind, id, seq, from, name, text: content, at, phase, position, ticket } = detail;
      if (kind === "message") this.emit("message", { id, seq, from, name, text: content, at });
      else if (kind === "status") this.emit("status", { seq, phase, position });
      else if (ticket) this.emit("ticket", { seq, ...ticket });
    }
  }

  // What is unread

  seen() {
    const isSeen = this.isOpen && document.visibilityState === "visible";
    if (isSeen && this.panel?.isAtEnd && this.conversation?.isSynced) this.conversation.markRead();
  }

  showUnread() {
    const count = this.hasSynced ? this.conversation?.unread ?? 0 : 0;
    this.badge.textContent = count > 99 ? "99+" : String(count);
    this.badge.hidden = count === 0;
    const name = count ? `${this.words.open} (${count})` : this.words.open;
    this.launcher.setAttribute("aria-label", name);
    this.launcher.setAttribute("title", name);
    this.showInTitle(count);
    if (count !== this.toldUnread) this.emit("unread", count);
    this.toldUnread = count;
  }

  toldUnread = 0;

  /** @param {number} count */
  showInTitle(count) {
    const prefix = count ? `(${count}) ` : "";
    if (prefix === this.titlePrefix) return;
    const own = document.title.startsWith(this.titlePrefix)
      ? document.title.slice(this.titlePrefix.length) : document.title;
    document.title = prefix + own;
    this.titlePrefix = prefix;
  }

  // Events for the page

  /** @param {string} name @param {(detail: any) => void} listener */
  on(name, listener) {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => this.off(name, listener);
  }

  /** @param {string} name @param {(detail: any) => void} listener */
  off(name, listener) { this.listeners.get(name)?.delete(listener); }

  /** @param {string} name @param {any} [detail] */
  emit(name, detail) {
    for (const listener of this.listeners.get(name) ?? []) {
      // The page's mistakes are the page's.
      try { listener(detail); } catch (error) { setTimeout(() => { throw error; }); }
    }
  }
}

// MARK: What the page gets

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const widget = new Widget({ ...script?.dataset });

scope.Frontdesk = Object.freeze({
  version: 1,
  open: () => widget.open(),
  close: () => widget.close(),
  toggle: () => widget.toggle(),
  /** Opens the chat and asks.
   * @param {string} question */
  ask(question) {
    widget.open();
    widget.start().say(text(question));
  },
  /** Says who the visitor is, by a token that the site signed; connects nothing by itself.
   * @param {string} jwt */
  identify: (jwt) => widget.start().identify(text(jwt)),
  /** Forgets the conversation and the identity: for a sign-out. */
  reset() {
    widget.start().reset();
    remember("draft", "");
    if (widget.panel) widget.panel.input.value = "";
    if (widget.isOpen) widget.start().connect();
  },
  /** @param {string} name @param {(detail: any) => void} listener */
  on: (name, listener) => widget.on(name, listener),
  /** @param {string} name @param {(detail: any) => void} listener */
  off: (name, listener) => widget.off(name, listener),
  /** @param {Options} options */
  configure: (options) => widget.configure({ ...options }),
  get isOpen() { return widget.isOpen; },
  get unread() { return widget.toldUnread; },
  get connection() { return widget.conversation?.link.state ?? "idle"; },
});

if (script) widget.configure({ server: script.dataset.server || script.src });
})();

// Style sheet, icons, and how an element is made.

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

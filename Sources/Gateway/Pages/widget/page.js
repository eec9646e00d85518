// What the page gets.

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

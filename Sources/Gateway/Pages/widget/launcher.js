// The button on the page, its badge, and tabs that share a conversation.

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

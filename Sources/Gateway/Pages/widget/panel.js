// What is seen of a conversation once the chat is open.

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

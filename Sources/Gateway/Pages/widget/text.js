// From a stranger's text to nodes: checked links and a safe part of Markdown.

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

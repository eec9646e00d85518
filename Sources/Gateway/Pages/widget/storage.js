// What a browser keeps for the widget, where it may.

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

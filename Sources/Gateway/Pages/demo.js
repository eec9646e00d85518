// @ts-check
// The sample shop's page: its language, its questions, the snippet to copy.
"use strict";

{
  const wished = new URLSearchParams(location.search).get("lang");
  const isChinese = wished ? wished.startsWith("zh") : /^zh\b/.test(navigator.language);
  // Before the widget looks at it.
  document.documentElement.lang = isChinese ? "zh" : "en";

  /** @param {string} lang */
  const speak = (lang) => {
    document.documentElement.lang = lang;
    for (const element of document.querySelectorAll("[data-zh]")) {
      if (!(element instanceof HTMLElement || element instanceof SVGElement)) continue;
      const { dataset } = element;
      dataset.en ??= element.textContent ?? "";
      element.textContent = (lang === "zh" ? dataset.zh : dataset.en) ?? "";
    }
    for (const button of document.querySelectorAll("[data-choose]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-choose") === lang));
    }
    /** @type {any} */ (globalThis).Frontdesk?.configure({});
  };

  /** @param {HTMLElement} button @param {string} name */
  const inLanguage = (button, name) => document.documentElement.lang === "zh"
    ? button.dataset[`${name}Zh`] : button.dataset[name];

  /** @param {HTMLElement} button */
  const copy = async (button) => {
    const snippet = document.getElementById("snippet");
    const told = document.getElementById("copied");
    await navigator.clipboard?.writeText(snippet?.textContent ?? "");
    button.textContent = inLanguage(button, "done") ?? "";
    if (told) told.textContent = button.textContent;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const snippet = document.getElementById("snippet");
    if (snippet) {
      snippet.textContent = `<script async src="${new URL("widget.js", location.href)}"\n`
        + `        data-lang="auto" data-theme="auto"></${"script"}>`;
    }
    speak(document.documentElement.lang);
  });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.choose) speak(button.dataset.choose);
    if (button.dataset.ask) {
      /** @type {any} */ (globalThis).Frontdesk?.ask(inLanguage(button, "ask"));
    }
    if (button.id === "copy") void copy(button);
  });
}

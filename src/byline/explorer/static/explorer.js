// Choices count again without loading the page anew; the address bar holds the whole state. Without this
// script every form and link still works.
"use strict";
(() => {
  let asked = null;
  let shown = location.pathname + location.search;

  const parts = ["#content", "#pages", "#find"];

  async function show(address, { isNew = true } = {}) {
    asked?.abort();
    asked = new AbortController();
    const content = document.querySelector("#content");
    content.classList.add("is-counting");
    content.setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("#content")) throw new Error("no page");
    } catch (problem) {
      if (problem.name !== "AbortError") location.assign(address);
      return;
    }
    if (isNew) history.pushState({}, "", address);
    shown = location.pathname + location.search;
    document.title = page.title;
    const focused = document.activeElement?.id;
    for (const part of [...parts, "#choices-title", "#choices"]) {
      const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
      if (old && fresh) old.replaceWith(fresh);
    }
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    wire();
    const said = document.querySelector("#headline .big, #found, .error p");
    document.querySelector("#news").textContent = said ? said.innerText : document.title;
  }

  // Only what differs from the study stands in the address.
  function addressOf(form) {
    const query = new URLSearchParams();
    const countries = [...form.querySelectorAll("[name=countries]")];
    const isOwn = countries.every((select) => select.value === (select.dataset.own ?? ""));
    for (const field of form.elements) {
      if (!field.name || !field.value || (field.type === "checkbox" && !field.checked)) continue;
      if (field.name === "countries" ? isOwn : field.value === field.dataset.own) continue;
      query.append(field.name, field.value);
    }
    const text = query.toString();
    return form.getAttribute("action") + (text ? `?${text}` : "");
  }

  function wire() {
    const choices = document.querySelector("#choices");
    if (choices && !choices.dataset.wired) {
      choices.dataset.wired = "yes";
      choices.addEventListener("change", () => show(addressOf(choices)));
      choices.addEventListener("submit", (event) => {
        event.preventDefault();
        show(addressOf(choices));
      });
    }
    for (const form of document.querySelectorAll("form.search")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        show(addressOf(form));
      });
    }
    const copy = document.querySelector("#copy");
    if (copy && navigator.clipboard) copy.hidden = false;
  }

  document.querySelector("#copy")?.addEventListener("click", async (event) => {
    await navigator.clipboard.writeText(location.href);
    event.target.textContent = "Copied";
    document.querySelector("#news").textContent = "The address is copied.";
    setTimeout(() => { event.target.textContent = "Copy the address of this view"; }, 2000);
  });
  addEventListener("popstate", () => {
    // A link within the page fires it too; the page it stands on is shown already.
    if (location.pathname + location.search !== shown) show(location.href, { isNew: false });
  });
  addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.querySelector("#find-words")?.focus();
    }
  });
  document.addEventListener("submit", (event) => {
    const button = event.target.matches(".decide form") && event.target.querySelector("button[type=submit]");
    if (button) button.textContent = "Writing, and counting again …";
  });
  wire();
})();

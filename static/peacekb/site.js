/* What a page does better with a script, and nothing that it needs one for:
   1 suggestions while typing, 2 the key that leads to the search, 3 tab stops of tables,
   4 short addresses, 5 paragraphs of later parts of a text. */
"use strict";

/* 1 suggestions: a combobox as ARIA has it; without an answer the field stays a plain field */
const WAIT = 150;
const SHORTEST = 2;
const CHOOSE = document.documentElement.lang === "fr"
  ? "suggestions, flèches pour choisir" : "suggestions, arrow keys to choose";
let lists = 0;

function suggestions(input) {
  const into = input.dataset.suggest;   // of a filter: the kind of record that it takes
  const fills = into !== undefined;
  const list = document.createElement("ul");
  const said = document.createElement("span");
  list.id = `suggestions-${++lists}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.parentElement.classList.add("suggesting");
  input.parentElement.append(list, said);
  const told = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off" };
  for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
  let timer = 0;
  let asking = null;
  let at = -1;

  const typed = () => (fills ? input.value.split(",").pop() : input.value).trim();
  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  function take(found) {
    close();
    if (!fills) {
      location.assign(found.address);
      return;
    }
    const key = into ? found.key : `${found.record_kind}:${found.key}`;
    const before = input.value.split(",").slice(0, -1).map((one) => one.trim());
    input.value = [...before, key].join(", ");
  }

  function show(results) {
    list.replaceChildren(...results.map((found, number) => {
      const option = document.createElement("li");
      const kind = document.createElement("small");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      kind.textContent = found.kind;
      option.append(`${found.name} `, kind);
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(found); });
      option.take = () => take(found);
      return option;
    }));
    at = -1;
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(Boolean(results.length)));
    input.removeAttribute("aria-activedescendant");
    said.textContent = results.length ? `${results.length} ${CHOOSE}` : "";
  }

  async function ask() {
    const text = typed();
    if (asking) asking.abort();
    if (text.length < SHORTEST) {
      show([]);
      return;
    }
    asking = new AbortController();
    const query = new URLSearchParams({ q: text.slice(0, 200) });
    const day = input.form && input.form.elements.namedItem("as_of");
    if (into) query.set("kind", into);
    if (!fills && day && day.value) query.set("as_of", day.value);
    try {
      const answer = await fetch(`${address}?${query}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); options()[at].take(); }
  });
}

/* Pages of editors have searches of their own, and no such address. */
const address = document.currentScript.dataset.suggestions;
const boxes = 'form[role="search"] input[name="q"], input[data-suggest]';
if (address) document.querySelectorAll(boxes).forEach(suggestions);

/* 2 the stroke: to the search box, from anywhere but a field */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector(".mast input[name='q']");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/* 3 a table that has nothing to scroll is no stop for the tab key */
const seen = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".table").forEach((table) => seen.observe(table));

/* 4 a form sends what was filled in, so that its address can be read and kept */
document.querySelectorAll('form[method="get"]').forEach((form) => {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
});

/* 5 the permalink of a paragraph that stands in a later part of a long text */
const part = document.querySelector(".text-parts :target ~ a");
if (part) location.replace(part.href + location.hash);

/* 6 a private link brings its key behind «#»: it is handed over in a form, and in no address that is sent */
const asked = document.querySelector("form[data-key-of-link]");
if (asked && location.hash.length > 1) {
  asked.elements.key.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  asked.submit();
}
const opened = document.querySelector("[data-private-link]");
if (opened) history.replaceState(null, "", opened.dataset.privateLink); // to be kept, and read again

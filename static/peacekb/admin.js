/* Names for what Django's admin leaves nameless to screen readers, and a question before typing is lost. */

function columnName(cell) {
  const heads = cell.closest("table").querySelectorAll("thead th");
  const column = [...cell.classList].find((name) => name.startsWith("field-"));
  const head = column && [...heads].find((one) => one.classList.contains(`column-${column.slice(6)}`));
  return head ? head.firstChild.textContent.trim() : "";
}

function nameCells(root) {
  for (const cell of root.querySelectorAll(".tabular td")) {
    const name = cell.classList.contains("delete") ? "Delete" : columnName(cell);
    for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (name && !field.labels.length) field.setAttribute("aria-label", name);
    }
  }
}

function nameSearches(root) {
  for (const field of root.querySelectorAll(".select2-selection--multiple .select2-search__field")) {
    const select = field.closest(".select2").previousElementSibling;
    const label = document.querySelector(`label[for="${select.id}"]`);
    field.setAttribute("aria-label", label ? label.textContent.trim() : select.name);
  }
}

/* A choice that is still empty would be named by its own, empty, text. */
function nameChoices(root) {
  for (const choice of root.querySelectorAll(".select2-selection--single")) {
    const select = choice.closest(".select2").previousElementSibling;
    const label = document.querySelector(`label[for="${select.id}"]`);
    const name = label ? label.textContent.trim() : select.ariaLabel || select.name;
    choice.removeAttribute("aria-labelledby");
    for (const part of [choice, choice.querySelector(".select2-selection__rendered")]) {
      part.setAttribute("aria-label", name);
    }
  }
}

function nameHeads(root) {
  for (const head of root.querySelectorAll("th.original:empty")) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = "Row";
    head.append(name);
  }
}

function nameAll(root) {
  nameCells(root);
  nameSearches(root);
  nameChoices(root);
  nameHeads(root);
}

/* Leaving a form asks first where something was typed that is not saved. */
function askBeforeLeaving(form) {
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const opened = document.querySelector(".errornote") ? "" : typed();
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && typed() !== opened) event.preventDefault();
  });
}

/* A search box that is answered by the page of accounts shows nothing: most often the session has ended. */
function tellOfFailedSearch(_event, request) {
  const list = document.querySelector(".select2-container--open .select2-results__options");
  if (!list || request.responseJSON?.results || request.statusText === "abort") return;
  const told = document.createElement("li");
  told.className = "select2-results__option select2-results__message";
  told.setAttribute("role", "alert");
  told.textContent =
    "Nothing could be searched. If your session has ended, save: the page asks for your password, and what you typed stays.";
  setTimeout(() => list.replaceChildren(told)); // after the box itself has emptied its list
}

window.addEventListener("load", () => {
  django.jQuery(document).on("ajaxComplete", tellOfFailedSearch);
  setTimeout(() => {
    nameAll(document);
    const form = document.querySelector("body.change-form #content-main > form");
    if (form) askBeforeLeaving(form);
  });
});

const FIELDS = "input:not([type=hidden]), select:not(.select2-hidden-accessible), textarea, .select2-selection";

/* Who asks for a row by the link below all rows goes on in it, and not below it. */
document.addEventListener("formset:added", (event) => {
  const isAsked = document.activeElement?.closest(".add-row");
  setTimeout(() => {
    nameAll(event.target);
    if (isAsked) event.target.querySelector(FIELDS)?.focus();
  });
});

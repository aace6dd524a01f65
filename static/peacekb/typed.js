/* What is typed into a form is kept in this browser until it is saved, and offered when the form is
   opened again: after a session that ended, a closed tab, a refusal or an error of ours. */

const KEPT = "typed:";
const LONGEST = 14 * 24 * 3600 * 1000; // milliseconds

/* Of who is signed in: another at the same browser is not shown it. */
function keyOf() {
  const who = document.querySelector("#user-tools strong")?.textContent ?? "";
  return `${KEPT}${who}:${location.pathname}${location.search}`;
}

function isKept(field) {
  return field.name && !field.name.includes("__prefix__") && !["file", "password", "submit", "button"].includes(field.type)
    && !["csrfmiddlewaretoken", "base_version", "seen_version"].includes(field.name);
}

/* Of a choice what was chosen when the form was sent: without a word the first, as browsers do. */
function sentOptions(field) {
  const chosen = [...field.options].filter((one) => one.defaultSelected);
  return chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
}

/* Name, value, whether it is on, and of a choice its words: a search box knows no others. As it
   stands there, or as it was sent, whatever has been typed before this ran. */
function valuesIn(form, asSent = false) {
  return [...form.elements].filter(isKept).flatMap((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [[field.name, field.value, asSent ? field.defaultChecked : field.checked]];
    if (!(field instanceof HTMLSelectElement)) return [[field.name, asSent ? field.defaultValue : field.value]];
    const chosen = asSent ? sentOptions(field) : [...field.selectedOptions];
    return [[field.name, chosen.map((one) => [one.value, one.textContent])]];
  });
}

function addRows(form, values) {
  for (const [name, value] of values) {
    if (!name.endsWith("-TOTAL_FORMS")) continue;
    const prefix = name.slice(0, -"-TOTAL_FORMS".length);
    const link = form.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    const total = form.elements[name];
    for (let more = 50; link && total && Number(total.value) < Number(value) && more; more -= 1) link.click();
  }
}

function choose(select, options) {
  for (const one of select.options) one.selected = false;
  for (const [value, words] of options) {
    const held = [...select.options].find((one) => one.value === value);
    if (held) held.selected = true;
    else select.add(new Option(words, value, true, true));
  }
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function putBack(form, values) {
  addRows(form, values);
  for (const [name, value, isOn] of values) {
    const fields = [...form.elements].filter((one) => one.name === name && isKept(one));
    for (const field of fields) {
      if (field.type === "hidden") continue;
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.value === value) field.checked = isOn;
      } else if (field instanceof HTMLSelectElement) choose(field, value);
      else field.value = value;
    }
  }
}

function offer(form, key, kept) {
  const bar = document.createElement("div");
  bar.className = "help typed";
  bar.setAttribute("role", "status");
  const when = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const words = document.createElement("p");
  words.textContent = `What you typed here on ${when} was not saved. It is kept in this browser. `;
  const buttons = [
    ["Put it back", () => putBack(form, kept.values)],
    ["Forget it", () => localStorage.removeItem(key)],
  ].map(([label, act]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      bar.remove();
    });
    return button;
  });
  words.append(...buttons);
  bar.append(words);
  form.prepend(bar);
}

function held(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(form) {
  const key = keyOf();
  const opened = JSON.stringify(valuesIn(form, true));
  const kept = held(key);
  if (kept && !document.querySelector(".errornote") && JSON.stringify(kept.values) !== opened) offer(form, key, kept);
  let waiting = 0;
  const write = () => {
    const values = valuesIn(form);
    if (JSON.stringify(values) === opened) return;
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
    } catch {
      /* The browser has no room, or keeps nothing: the form works without. */
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 400);
  });
  form.addEventListener("change", write);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write();
    sessionStorage.setItem("sent", key);
  });
  write();
}

/* The page after a form was sent says whether it was taken. */
function forgetWhatWasTaken() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (sent && document.querySelector(".messagelist :is(.success, .info)")) localStorage.removeItem(sent);
}

function keptKeys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
}

function forgetWhatIsOld() {
  for (const key of keptKeys()) if (Date.now() - (held(key)?.at ?? 0) > LONGEST) localStorage.removeItem(key);
}

forgetWhatWasTaken();
forgetWhatIsOld();
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const key of keptKeys()) localStorage.removeItem(key);
});
const form = document.querySelector("body.change-form #content-main > form");
if (form) keep(form);

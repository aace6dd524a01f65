/* What is typed into a form is kept in this browser until it is saved, and offered when the form is
   opened again: after a session that ended, a closed tab, a refusal or an error of ours. It lies
   there sealed, by a key that only pages of whoever typed it bring: without a session nobody reads it. */

const KEPT = "typed:";
const ENDED = "session-ended";
const LONGEST = 14 * 24 * 3600 * 1000; // milliseconds
const { key: ownKey, idle } = document.currentScript.dataset;

/* Nothing where nobody is signed in, or where the browser has no cipher: at an address without TLS. */
const sealing = ownKey && globalThis.crypto?.subtle
  && crypto.subtle.importKey("raw", bytesOf(ownKey), "AES-GCM", false, ["encrypt", "decrypt"]);

function bytesOf(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

function textOf(bytes) {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

async function sealed(values) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = new TextEncoder().encode(JSON.stringify(values));
  return { iv: textOf(iv), sealed: textOf(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing, data)) };
}

async function unsealed(kept) {
  const way = { name: "AES-GCM", iv: bytesOf(kept.iv) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(way, await sealing, bytesOf(kept.sealed))));
}

/* Of this page and who is signed in: another at the same browser is not shown it, and nobody sees whose it is. */
async function placeOf() {
  const named = new TextEncoder().encode(`${ownKey} ${location.pathname}${location.search}`);
  return KEPT + textOf(await crypto.subtle.digest("SHA-256", named));
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

function offer(form, place, at, values) {
  const bar = document.createElement("div");
  bar.className = "help typed";
  bar.setAttribute("role", "status");
  const when = new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const words = document.createElement("p");
  words.textContent = `What you typed here on ${when} was not saved. It is kept in this browser. `;
  const buttons = [
    ["Put it back", () => putBack(form, values)],
    ["Forget it", () => localStorage.removeItem(place)],
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

function held(place) {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

/* What another key sealed is nobody's any more. */
async function heldValues(place) {
  try {
    return await unsealed(held(place));
  } catch {
    return null;
  }
}

async function keep(form) {
  const opened = JSON.stringify(valuesIn(form, true));
  const place = await placeOf();
  const kept = await heldValues(place);
  if (kept && !document.querySelector(".errornote") && JSON.stringify(kept) !== opened) offer(form, place, held(place).at, kept);
  let waiting = 0;
  let written = Promise.resolve(); // one after the other: the last that was typed stays
  const write = () => {
    const values = valuesIn(form);
    if (JSON.stringify(values) === opened) return;
    written = written.then(async () => {
      try {
        localStorage.setItem(place, JSON.stringify({ at: Date.now(), ...(await sealed(values)) }));
      } catch {
        /* The browser has no room, or keeps nothing: the form works without. */
      }
    });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 400);
  });
  form.addEventListener("change", write);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write();
    sessionStorage.setItem("sent", place);
  });
  write();
}

/* The page after a form was sent says whether it was taken. */
function forgetWhatWasTaken() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (sent && document.querySelector(".messagelist :is(.success, .info)")) localStorage.removeItem(sent);
}

function keptPlaces() {
  return Object.keys(localStorage).filter((place) => place.startsWith(KEPT));
}

function forgetWhatIsOld() {
  for (const place of keptPlaces()) {
    const kept = held(place);
    if (!kept?.sealed || Date.now() - kept.at > LONGEST) localStorage.removeItem(place);
  }
}

/* Without a session the page asks to sign in; what was typed is offered after that. */
function leave() {
  location.replace(location.pathname + location.search);
}

/* When somebody signs out in another tab, or types nothing for as long as a session lives unused. */
function leaveWithTheSession() {
  let waiting = 0;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(leave, Number(idle) * 1000);
  };
  addEventListener("input", wait);
  addEventListener("storage", (event) => {
    if (event.key === ENDED) leave();
  });
  wait();
}

forgetWhatWasTaken();
forgetWhatIsOld();
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const place of keptPlaces()) localStorage.removeItem(place);
  sessionStorage.setItem(ENDED, "here");
});
if (!ownKey && sessionStorage.getItem(ENDED)) {
  sessionStorage.removeItem(ENDED);
  localStorage.setItem(ENDED, Date.now());
}
const form = document.querySelector("body.change-form #content-main > form");
if (sealing) leaveWithTheSession();
if (sealing && form) keep(form);

// The form of any row but a story: nobody leaves unasked what they typed, and where a text may be long this
// browser keeps it until it is saved. A second press does nothing (press-once.js).
import { device } from "../../../js/parts/stored.js";
import { fill } from "../autosave/fill.js";
import { allEditors, editorOf } from "../editor/ckeditor.js";
import { onTyping } from "../editor/typing.js";

const PAUSE = 1_000;
const LONGEST = 30 * 86_400_000; // kept for a month
const SENT = "row-form-sent"; // under which name what was sent is kept, until a page says that it is saved
const place = document.querySelector("[data-row-form]");
const form = place?.closest("form");
const name = `row-form ${place?.dataset.rowForm} ${location.pathname}`;
const clock = (at) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: place.dataset.zone,
  }).format(at);

const isTyped = (field) => field && !/^_|^csrf/.test(field) && !form.querySelector(`[type=password][name="${CSS.escape(field)}"]`);
const values = () => {
  const found = {};
  const data = new FormData(form);
  // CKEditor spells HTML in its own way: only what was changed there is read from it.
  for (const editor of allEditors())
    if (editor.element.$.form === form && editor.status === "ready" && editor.checkDirty())
      data.set(editor.element.$.name, editor.getData());
  for (const [field, value] of data)
    if (isTyped(field) && typeof value === "string") (found[field] ??= []).push(value);
  return found;
};
const kept = () => {
  try {
    return JSON.parse(device.read(name));
  } catch {
    return null; // something that others wrote
  }
};

const put = (given) => {
  for (const [field, values] of Object.entries(given))
    for (const one of form.querySelectorAll(`[name="${CSS.escape(field)}"]:not([type=hidden])`)) {
      const editor = editorOf(one);
      if (editor) editor.setData(values[0]);
      else fill(one, values);
    }
};

const start = () => {
  const began = JSON.stringify(values());
  const keeps = form.querySelector("textarea") && !new URLSearchParams(location.search).has("_popup");
  const line = place.querySelector("[data-row-form-line]");
  const offer = place.querySelector("[data-row-form-offer]");
  let isTouched = false; // since it was opened, and not sent
  let timer = 0;

  const keep = () => {
    clearTimeout(timer);
    const now = values();
    if (!keeps || JSON.stringify(now) === began) return;
    const at = Date.now();
    if (!device.write(name, JSON.stringify({ at, values: now }))) return;
    line.hidden = false;
    line.firstElementChild.textContent = place.dataset.words.replace("{time}", clock(at));
  };
  onTyping(form, () => {
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    keep();
    if (kept()) device.write(SENT, name);
    isTouched = false;
  });
  addEventListener("pagehide", () => isTouched && keep());
  addEventListener("beforeunload", (event) => {
    if (isTouched && JSON.stringify(values()) !== began) event.preventDefault();
  });

  const earlier = kept();
  if (!earlier) return;
  if (JSON.stringify(earlier.values) === began || Date.now() - earlier.at > LONGEST) return device.forget(name);
  place.querySelector("[data-row-form-time]").textContent = clock(earlier.at);
  place.querySelector("[data-row-form-leave]").addEventListener("click", () => {
    device.forget(name);
    offer.hidden = true;
  });
  place.querySelector("[data-row-form-take]").addEventListener("click", () => {
    put(earlier.values);
    offer.hidden = true;
  });
  offer.hidden = false;
};

const sent = device.read(SENT);
if (sent && document.querySelector(".messagelist .success")) {
  device.forget(sent);
  device.forget(SENT);
}
if (form) start();

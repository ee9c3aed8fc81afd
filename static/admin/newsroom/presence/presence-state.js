// When something has happened to a story, its states and buttons become those of now; the texts, and
// what was chosen beside them, stay.
import { autosave } from "../autosave/autosave.js";

const STATES = "[data-language-panel] > .panel__body, [data-tab] .state, [data-history], [data-embargo]";
const form = document.querySelector("[data-editor]");
let isOld = false;

const place = (one) => one.closest("[data-language-panel], [data-tab]") ?? one;
const name = (one) => JSON.stringify([{ ...place(one).dataset }, one.className.split(" ")[0]]);
// The field or button of the same name in what took the place of another.
const twinOf = (field, twin) =>
  [...twin.querySelectorAll("button, input, select, textarea")].find(
    (one) => one.name === field.name && (one.type !== "submit" || one.value === field.value),
  );

const replace = (old, twin) => {
  const { activeElement } = document;
  for (const field of old.querySelectorAll("select, textarea, input:not([type=hidden])")) {
    const other = field.name && twinOf(field, twin);
    if (other) other.value = field.value;
  }
  const focused = old.contains(activeElement) && twinOf(activeElement, twin);
  twin.hidden = old.hidden;
  old.replaceWith(twin);
  if (focused) focused.focus();
};

const refresh = async () => {
  const saved = autosave.sent();
  const answer = await fetch(location.pathname, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (autosave.sent() !== saved) return; // saved meanwhile: this page is old
  const twins = new Map([...page.querySelectorAll(STATES)].map((one) => [name(one), one]));
  for (const old of form.querySelectorAll(STATES)) {
    const twin = twins.get(name(old));
    if (twin && twin.innerHTML !== old.innerHTML) replace(old, twin);
  }
  isOld = false;
};

// What failed is tried again with the next answer.
if (form)
  document.addEventListener("storynews", ({ detail }) => {
    isOld ||= detail.length > 0;
    if (isOld) refresh();
  });

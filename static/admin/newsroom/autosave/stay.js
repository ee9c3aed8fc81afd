// A form that goes on after it was saved: what stands around its texts is taken from the page as it is
// now (states, buttons, history, what was said); of the texts only what nobody has touched since.
import { autosave } from "./autosave.js";

const AROUND = "[data-language-panel], [data-history], [data-embargo]";
const form = document.getElementById("article_form");

const replaceAll = (fresh) => {
  for (const old of form.querySelectorAll(AROUND)) {
    const names = Object.entries(old.dataset).map(([name, value]) => [name, value]);
    const twin = [...fresh.querySelectorAll(AROUND)].find((one) =>
      names.every(([name, value]) => one.dataset[name] === value),
    );
    if (!twin) continue;
    twin.hidden = old.hidden;
    old.replaceWith(twin);
  }
  for (const tab of form.querySelectorAll("[data-tabs] [data-tab]")) {
    const twin = fresh.querySelector(`[data-tab="${tab.dataset.tab}"]`);
    if (twin) tab.innerHTML = twin.innerHTML;
  }
};

const fill = (fresh) => {
  for (const twin of fresh.querySelectorAll("#article_form :is(input, textarea)[name]")) {
    const field = form.elements[twin.name];
    if (!(field instanceof Element) || field.type === "checkbox" || field.type === "radio") continue;
    if (/^_(background|change)/.test(twin.name)) field.value = twin.value;
    else if (!twin.name.startsWith("_") && !field.matches("[data-rich-text]"))
      autosave.put(field, twin.value);
  }
};

const say = (page) => {
  document.querySelector("[data-after-saving]")?.remove();
  const said = page.querySelector("#content")?.parentElement.querySelector(":scope > .messagelist");
  if (!said) return;
  said.dataset.afterSaving = "";
  document.querySelector("#content").parentElement.querySelector(":scope > .messagelist")?.remove();
  document.querySelector("#content").before(said);
};

// `address` is where the save led: the same form.
export const stay = async (address) => {
  const saved = autosave.sent();
  const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  if (autosave.sent() !== saved) return; // saved once more meanwhile: this page is old
  const fresh = page?.getElementById("article_form");
  if (fresh) {
    replaceAll(fresh);
    fill(fresh);
    say(page);
    document.title = page.title;
  }
  history.replaceState(null, "", address);
};

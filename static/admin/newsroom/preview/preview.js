// The page beside the form that is being filled in: updated while one types, kept nowhere.
import { onTyping } from "../editor/typing.js";
import { typedData } from "../story/typed-data.js";
import { fillPreview, fitPreview } from "./preview-frame.js";

const PAUSE = 500; // milliseconds after the last key
const FORGOTTEN = 25_000;
const form = document.querySelector("[data-editor]");
const template = document.querySelector("[data-preview-pane]");
const me = Math.random().toString(36).slice(2);
const channel = form && template ? new BroadcastChannel(`preview-${me}`) : null;
const tabs = new Map(); // address → when it was asked for last
let pane = null;
let frame = null;
let asked = null;
let waiting = 0;

const choices = { language: "", theme: "", width: "" };
const addressOf = () => {
  const query = new URLSearchParams();
  if (choices.theme) query.set("theme", choices.theme);
  return template.dataset.page.replace("/xx/", `/${choices.language}/`) + (query.size ? `?${query}` : "");
};

const rendered = async (address, signal) => {
  const answer = await fetch(address, { method: "POST", body: await typedData(form), signal });
  // A page to sign in is no preview.
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.text();
};

const refresh = async () => {
  clearTimeout(waiting);
  asked?.abort();
  asked = new AbortController();
  const said = pane?.querySelector("[data-preview-said]");
  try {
    if (pane) {
      fillPreview(frame, await rendered(addressOf(), asked.signal));
      said.textContent = "";
    }
    for (const [address, moment] of tabs) {
      if (Date.now() - moment > FORGOTTEN) tabs.delete(address);
      else channel.postMessage({ address, html: await rendered(address, asked.signal) });
    }
  } catch (failed) {
    if (failed.name !== "AbortError" && said) said.textContent = said.dataset.failed;
  }
};

const typed = () => {
  if (!pane && !tabs.size) return;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
};

const press = (group, value) => {
  choices[group] = value;
  for (const button of pane.querySelectorAll(`[data-${group}]`))
    button.setAttribute("aria-pressed", String(button.dataset[group] === value));
  if (group === "width") {
    frame.dataset.width = value;
    fitPreview(frame);
    return;
  }
  const tab = pane.querySelector("[data-preview-in-tab]");
  if (tab) {
    tab.href = tab.dataset.address.replace("/xx/", `/${choices.language}/`)
      + `?from=${me}${choices.theme ? `&theme=${choices.theme}` : ""}`;
  }
  refresh();
};

const close = () => {
  pane?.remove();
  pane = null;
  document.body.classList.remove("has-preview");
  form.querySelector(`[data-preview-open="${choices.language}"]`)?.focus();
};

const open = (language) => {
  if (!pane) {
    pane = template.content.firstElementChild.cloneNode(true);
    document.body.append(pane);
    document.body.classList.add("has-preview");
    frame = pane.querySelector("[data-preview-frame]");
    pane.addEventListener("click", ({ target }) => {
      const { dataset } = target.closest("button") ?? {};
      if (dataset?.language) press("language", dataset.language);
      else if (dataset?.theme !== undefined) press("theme", dataset.theme);
      else if (dataset?.width !== undefined) press("width", dataset.width);
      else if (dataset?.previewClose !== undefined) close();
    });
    pane.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    press("width", choices.width);
    press("theme", choices.theme);
  }
  press("language", language);
  pane.querySelector(`[data-language="${language}"]`).focus();
};

if (form && template) {
  onTyping(form, typed);
  document.addEventListener("tabshown", ({ detail }) => {
    if (pane?.querySelector(`[data-language="${detail}"]`)) press("language", detail);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-preview-open]");
    if (!button) return;
    event.preventDefault();
    open(button.dataset.previewOpen);
  });
  channel.addEventListener("message", ({ data }) => {
    if (!data.want) return;
    const isNew = !tabs.has(data.want);
    tabs.set(data.want, Date.now());
    if (isNew) refresh();
  });
  addEventListener("pagehide", () => channel.postMessage({ gone: true }));
}

// Another language beside the one that is written: its texts, what changed in them, names to put in.
// What stands beside is remembered; on a narrow screen nothing does until it is asked for.
import { device } from "../../../js/parts/stored.js";
import { putIn } from "../editor/put-in.js";

const WIDE = matchMedia("(min-width: 1200px)");
const bars = document.querySelectorAll("[data-beside]");
const key = () => `beside-${WIDE.matches ? "wide" : "narrow"}`;

const clear = (panel) => {
  panel.classList.remove("has-beside");
  for (const one of panel.querySelectorAll(".beside, .beside__said")) one.remove();
};

const show = async (choice) => {
  const panel = choice.closest("[data-tab-panel]");
  const code = panel.dataset.tabPanel;
  const other = choice.querySelector("select").value;
  panel.dataset.besideShown = other;
  if (!other) return clear(panel);
  const answer = await fetch(`${choice.dataset.beside}?of=${other}`).catch(() => null);
  if (!answer?.ok || answer.redirected || panel.dataset.besideShown !== other) return;
  clear(panel);
  const { thumb } = JSON.parse(panel.querySelector("[data-rich-text]")?.dataset.richText ?? "{}").newsroom ?? {};
  const found = document.createElement("div");
  found.innerHTML = await answer.text();
  for (const one of thumb ? found.querySelectorAll("figure[data-image]") : []) {
    const picture = Object.assign(new Image(), { alt: "", loading: "lazy" });
    picture.src = thumb.replace("/0/", `/${one.dataset.image}/`);
    one.prepend(picture);
  }
  for (const one of found.querySelectorAll("[data-beside-line]"))
    panel.querySelector(`.field--${one.dataset.besideLine}_${code}`)?.prepend(one);
  choice.closest("[data-help]").after(found.querySelector(".beside__said"));
  panel.classList.add("has-beside");
  panel.dispatchEvent(new CustomEvent("besideshown", { bubbles: true }));
};

// What was chosen last, else the original of a translation on a wide screen.
const usual = (choice) => {
  const options = [...choice.querySelectorAll("option")].map((one) => one.value);
  const kept = device.read(key());
  if (kept === "" || (kept && options.includes(kept))) return kept;
  return WIDE.matches && choice.dataset.isTranslation ? options[1] : "";
};

const showShown = () => {
  for (const choice of bars) {
    const panel = choice.closest("[data-tab-panel]");
    if (panel.hidden || panel.dataset.besideShown !== undefined) continue;
    choice.querySelector("select").value = usual(choice);
    show(choice);
  }
};

for (const choice of bars) {
  choice.hidden = false;
  choice.addEventListener("change", ({ target }) => {
    device.write(key(), target.value);
    show(choice);
  });
  choice.closest("[data-tab-panel]").addEventListener("click", ({ target, currentTarget }) => {
    const name = target.closest("[data-put-in]");
    if (name) putIn(currentTarget.dataset.tabPanel, { text: name.dataset.putIn });
  });
}
document.addEventListener("tabshown", showShown);
showShown();

// One tab of the story at a time; which one stands in the address, so that it is remembered.
const form = document.querySelector("[data-editor]");
const bar = form?.querySelector("[data-tabs]");

const panelOf = (id) => {
  const target = id ? document.getElementById(id) : null;
  return target?.closest("[data-tab-panel]")?.dataset.tabPanel;
};

const show = (part) => {
  for (const panel of form.querySelectorAll("[data-tab-panel]"))
    panel.hidden = panel.dataset.tabPanel !== part;
  for (const tab of bar.children)
    tab.setAttribute("aria-current", tab.dataset.tab === part);
  const beside = [...form.querySelectorAll("[data-language-panel]")];
  const language = beside.some((one) => one.dataset.languagePanel === part)
    ? part
    : form.dataset.sourceTab;
  for (const panel of beside)
    panel.hidden = panel !== (beside.find((one) => one.dataset.languagePanel === language) ?? beside[0]);
  form.querySelector("[data-open-tab]").value = part;
  document.dispatchEvent(new CustomEvent("tabshown", { detail: part }));
};

const follow = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  show(panelOf(id) ?? "shared");
  const target = id ? document.getElementById(id) : null;
  if (target && !target.matches("[data-tab-panel]")) target.focus();
};

if (bar) {
  bar.hidden = false;
  form.classList.add("has-tabs");
  for (const heading of form.querySelectorAll("[data-tab-heading]")) heading.hidden = true;
  bar.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (!tab) return;
    event.preventDefault();
    history.replaceState(null, "", tab.hash);
    show(tab.dataset.tab);
  });
  addEventListener("hashchange", follow);
  // After an error the address has lost its hash; the form knows which tab was open.
  const wrong = bar.querySelector("[data-tab]:has(.tabs__errors)");
  if (!location.hash && wrong) show(wrong.dataset.tab);
  else follow();
  form.querySelector("[data-problems]")?.focus();
}

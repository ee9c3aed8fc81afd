/* Suggestions under the search field of the overlay: a list that the arrow keys walk through. */
const dialog = document.querySelector("[data-search]");
const field = dialog.querySelector("[data-suggest]");
const list = dialog.querySelector("[data-suggestions]");
const status = dialog.querySelector("[data-suggestions-status]");
const isLite = Boolean(field.form.elements.lite);
const PAUSE = 120;
let timer;
let asking;
let chosen = -1;

field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-expanded", "false");

function option({ label, kind, url }, number) {
  const link = document.createElement("a");
  link.id = `suggestion-${number}`;
  link.href = isLite ? `${url}?lite=1` : url;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.append(label);
  if (kind) {
    const small = document.createElement("small");
    small.textContent = kind;
    link.append(" ", small);
  }
  return link;
}

function choose(number) {
  chosen = number;
  for (const [place, link] of [...list.children].entries()) {
    link.setAttribute("aria-selected", String(place === number));
  }
  const link = list.children[number];
  if (!link) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", link.id);
  link.scrollIntoView({ block: "nearest" });
}

function show(suggestions) {
  list.replaceChildren(...suggestions.map(option));
  list.hidden = !suggestions.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  status.textContent = field.value.trim() ? status.dataset.words.replace("{number}", suggestions.length) : "";
  choose(-1);
}

async function ask() {
  asking?.abort();
  const query = field.value.trim();
  if (!query) return show([]);
  asking = new AbortController();
  const address = `${field.dataset.suggest}?q=${encodeURIComponent(query)}`;
  const answer = await fetch(address, { signal: asking.signal });
  if (answer.ok && field.value.trim() === query) show((await answer.json()).suggestions);
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => ask().catch(() => {
    // The next letter has been typed, or nobody answers: the form still searches.
  }), PAUSE);
});

field.addEventListener("keydown", (event) => {
  const last = list.children.length - 1;
  if (event.key === "Enter" && chosen >= 0) {
    event.preventDefault();
    list.children[chosen].click();
  } else if (event.key === "ArrowDown" && last >= 0) {
    event.preventDefault();
    choose(chosen === last ? -1 : chosen + 1);
  } else if (event.key === "ArrowUp" && last >= 0) {
    event.preventDefault();
    choose(chosen === -1 ? last : chosen - 1);
  }
});

dialog.addEventListener("close", () => show([]));

// Suggests colleagues after an @ in a note: arrows choose, Enter or Tab takes, Escape closes.
for (const field of document.querySelectorAll("textarea[data-mentions]")) {
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${field.id}_names`;
  list.role = "listbox";
  list.ariaLabel = field.dataset.words;
  list.hidden = true;
  field.parentElement.classList.add("has-names");
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let people;
  let chosen = 0;

  const load = () =>
    (people ??= fetch(field.dataset.people)
      .then((answer) => answer.json())
      .then((found) => found.people)
      .catch(() => (people = undefined) ?? []));
  const typed = () => /(?:^|[^\p{L}\p{N}_.@+/-])@([\p{L}\p{N}_.+-]*)$/u.exec(field.value.slice(0, field.selectionStart));
  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    chosen = (place + list.children.length) % list.children.length;
    for (const [at, one] of [...list.children].entries()) one.ariaSelected = at === chosen;
    list.children[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const take = (one) => {
    const begin = field.selectionStart - typed()[1].length;
    field.setRangeText(`${one.dataset.username} `, begin, field.selectionStart, "end");
    close();
    field.focus();
  };
  const option = (person, place) => {
    const one = document.createElement("li");
    one.role = "option";
    one.id = `${list.id}_${place}`;
    one.dataset.username = person.username;
    const role = document.createElement("small");
    role.textContent = `@${person.username} · ${person.role}`;
    one.append(person.name, role);
    one.addEventListener("pointerdown", (event) => event.preventDefault());
    one.addEventListener("click", () => take(one));
    return one;
  };

  field.addEventListener("input", async () => {
    if (!typed()) return close();
    const all = await load();
    const begun = typed()?.[1].toLowerCase();
    if (begun === undefined) return close();
    const fits = all.filter(({ username, name }) =>
      [username, ...name.split(" ")].some((word) => word.toLowerCase().startsWith(begun)),
    );
    list.replaceChildren(...fits.slice(0, 8).map(option));
    list.hidden = !fits.length;
    if (fits.length) choose(0);
    else close();
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) choose(chosen + moves[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
}

// The home desk without going to the server and back: putting stories on it, finding, taking off.
// Each of it is a button of the form as well, which works without this.
const desk = document.querySelector("[data-home-desk]");

if (desk) {
  const form = document.getElementById("desk");
  const leads = desk.querySelector("[data-leads]");
  const found = desk.querySelector("[data-found]");
  const field = desk.querySelector("[data-find-field]");
  const say = (words) => (desk.querySelector("[data-said]").textContent = words);
  const changed = () => desk.dispatchEvent(new Event("newsroom:changed"));

  const fragment = async (address, query) => {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return answer.text();
  };
  // Put a story on top, or as a link under a lead; `button` sends the form where that fails.
  const put = async ({ story, lead, before, button }) => {
    const list = lead ? desk.querySelector(`[data-links="${lead}"] ol`) : leads;
    const there = [...list.children].find((row) => row.dataset.rowOf === story);
    if (there || story === lead) return there?.querySelector("button, input:not([type=hidden])").focus();
    try {
      const html = await fragment(desk.dataset.row, lead ? { story, under: lead } : { story });
      const holder = document.createElement("template");
      holder.innerHTML = html;
      const row = holder.content.firstElementChild;
      list.insertBefore(row, before ?? null);
      row.dispatchEvent(new Event("newsroom:added", { bubbles: true }));
      say(desk.dataset.added);
      changed();
    } catch {
      if (button) form.requestSubmit(button);
    }
  };
  const find = async () => {
    const words = field.value;
    let html;
    try {
      html = await fragment(desk.dataset.find, { q: words });
    } catch {
      found.ariaBusy = false;
      return; // the list stays; the button asks again
    }
    if (words !== field.value) return; // more was typed meanwhile: another answer follows
    found.innerHTML = html;
    found.ariaBusy = false;
    found.dispatchEvent(new Event("newsroom:added", { bubbles: true }));
    for (const select of desk.querySelectorAll('select[name^="add_link-"]'))
      for (const { dataset } of found.querySelectorAll("[data-story]"))
        if (![...select.options].some((option) => option.value === dataset.story))
          select.add(new Option(dataset.title, dataset.story));
  };
  const takeOff = (row) => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    next?.querySelector("[data-grip], input:not([type=hidden])")?.focus();
    say(desk.dataset.removed);
    changed();
  };

  desk.addEventListener("newsroom:put", (event) => put(event.detail));
  desk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-add-link], [data-remove-row], [data-find-button]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row-of]");
    if ("add" in button.dataset) put({ story: button.closest("[data-story]").dataset.story, button });
    else if ("removeRow" in button.dataset) takeOff(row);
    else if ("findButton" in button.dataset) find();
    else {
      const select = button.parentElement.querySelector("select");
      if (select.value) put({ story: select.value, lead: row.dataset.rowOf, button });
    }
  });

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    found.ariaBusy = true;
    waiting = setTimeout(find, 250);
  });
  // Enter in the bar raises it, as its button does.
  desk.querySelector("[data-bar]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    form.requestSubmit(desk.querySelector("[data-bar-raise]"));
  });
  for (const place of [form, field])
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches('input:not([type="checkbox"], [type="radio"])')) return;
      event.preventDefault();
      if (event.target === field) find();
    });
}

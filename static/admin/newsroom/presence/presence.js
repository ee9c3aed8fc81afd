// Says every few seconds where one is in a story, and shows who else is in it, and in which field.
import { tab } from "../../../js/parts/stored.js";
import { eachEditor } from "../editor/ckeditor.js";

const EVERY = 8000; // milliseconds; the server forgets who is silent for 25 seconds
const AT_ONCE = 400; // after moving to another field
const section = document.querySelector("[data-presence]");
const form = document.querySelector("[data-editor]");
let place = "";
let known = 0;
let waiting = 0;
let shown = "";

const nameOfTab = () => {
  const random = () => Math.random().toString(36).slice(2);
  const name = tab.read("newsroom-tab") ?? random() + random();
  tab.write("newsroom-tab", name);
  return name;
};

const told = (more = {}) => {
  const data = new FormData();
  const { value: part } = form.querySelector("[data-open-tab]");
  const { value: token } = form.querySelector("[name=csrfmiddlewaretoken]");
  const { value: base } = form.elements.base ?? { value: "" };
  const said = { csrfmiddlewaretoken: token, tab: nameOfTab(), part, field: place, known, base };
  for (const [name, value] of Object.entries({ ...said, opened: section.dataset.opened, ...more }))
    data.set(name, value);
  return data;
};

const copy = (name) => section.querySelector(`[data-${name}]`).content.firstElementChild.cloneNode(true);

const show = (people) => {
  if (JSON.stringify(people) === shown) return; // what is said anew is read aloud anew
  shown = JSON.stringify(people);
  for (const mark of form.querySelectorAll(".person__mark")) mark.remove();
  section.querySelector("[data-people]").replaceChildren(...people.map((person) => {
    const item = copy("person");
    for (const name of ["initials", "name", "where", "since"])
      item.querySelector(`[data-${name}]`).textContent = person[name];
    const mark = copy("mark");
    mark.textContent = person.name;
    if (person.field) form.querySelector(`.field--${CSS.escape(person.field)} .field__top label`)?.after(mark);
    return item;
  }));
  section.querySelector(".presence__here").hidden = !people.length;
};

const beat = async () => {
  clearTimeout(waiting);
  waiting = setTimeout(beat, EVERY);
  const answer = await fetch(section.dataset.presence, { method: "POST", body: told() }).catch(() => null);
  if (answer?.status === 404) return document.dispatchEvent(new CustomEvent("storygone"));
  // A page to sign in, or a server that is away: nobody is known to be here.
  const said = answer?.ok && !answer.redirected ? await answer.json() : { people: [], news: [], known };
  known = said.known;
  show(said.people);
  document.dispatchEvent(new CustomEvent("storynews", { detail: said.news }));
  section.hidden = !said.people.length && !section.querySelector("[data-news]").children.length;
};

const move = (name) => {
  if (name === place) return;
  place = name;
  clearTimeout(waiting);
  waiting = setTimeout(beat, AT_ONCE);
};

if (section && form) {
  form.addEventListener("focusin", ({ target }) => target.name && move(target.name));
  eachEditor((editor) => editor.on("focus", () => move(editor.element.$.name)));
  addEventListener("pagehide", () => navigator.sendBeacon(section.dataset.presence, told({ gone: 1 })));
  addEventListener("pageshow", ({ persisted }) => persisted && beat());
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  beat();
}

// What happens to a story while one types in it: said in a line; what was saved can be taken in.
import { richText } from "../editor/put-in.js";

const section = document.querySelector("[data-presence]");
const form = document.querySelector("[data-editor]");
const list = section?.querySelector("[data-news]");

const line = (words) => {
  const item = section.querySelector("[data-event]").content.firstElementChild.cloneNode(true);
  item.querySelector("[data-words]").textContent = words;
  list.append(item);
  section.hidden = false;
  return item;
};

const put = (name, value) => {
  const field = form.elements[name];
  if (field.matches("[data-rich-text]")) return richText(field).set(value);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const filled = () => {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("[data-rich-text]")) data.set(field.name, richText(field).get());
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
};

const take = async (button) => {
  button.disabled = true;
  const answer = await fetch(section.dataset.takeIn, { method: "POST", body: filled() }).catch(() => null);
  const said = answer?.ok && !answer.redirected ? await answer.json() : { fields: {}, words: section.dataset.failed };
  for (const [name, value] of Object.entries(said.fields)) put(name, value);
  if (said.base) form.elements.base.value = JSON.stringify(said.base);
  line(said.words);
  button.disabled = false;
  if (said.base) for (const other of list.querySelectorAll("[data-take]")) other.remove();
};

const tell = ({ words, links, can_take: canTake }) => {
  const item = line(words);
  const place = item.querySelector("[data-links]");
  place.hidden = !links.length;
  links.forEach(({ words: label, address }, number) => {
    const link = Object.assign(document.createElement("a"), { href: address, target: "_blank", textContent: label });
    place.append(number ? ", " : "", link);
  });
  const button = item.querySelector("[data-take]");
  button.hidden = !canTake;
  button.addEventListener("click", () => take(button));
};

if (section && form) {
  document.addEventListener("storynews", ({ detail }) => detail.forEach(tell));
  document.addEventListener("storygone", () => line(section.dataset.gone), { once: true });
}

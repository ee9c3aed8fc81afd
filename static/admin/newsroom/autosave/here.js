// What the server refused (a text far too long) and this browser still holds is offered above its form,
// and put into it by hand of this script: the server has nothing to fill the form with.
import { editorOf } from "../editor/ckeditor.js";
import { autosave } from "./autosave.js";
import { split } from "./blocks.js";
import { fill } from "./fill.js";
import { local } from "./local.js";

export const fillForm = (form, { values = {}, bodies = {}, base }) => {
  form.elements.base.value = JSON.stringify(base);
  for (const [name, given] of Object.entries(values))
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) fill(field, given);
  for (const [name, { parts }] of Object.entries(bodies)) {
    const field = form.elements[name];
    if (String(split(field?.value ?? "")) === String(parts)) continue;
    const editor = editorOf(field);
    if (editor) editor.setData(parts.join("\n"));
    else if (field) fill(field, [parts.join("\n")]);
  }
};
const titleOf = ({ values = {} }) =>
  Object.entries(values).find(([name, [title]]) => /^title_/.test(name) && title)?.[1][0].slice(0, 110);

// `refused`: pairs of a record of local.js and the sentence that the server said.
export const offerHere = (place, refused) => {
  const { form } = autosave;
  const template = document.querySelector("[data-unsaved-here]").content;
  const mine = refused.filter(([{ article }]) => String(article ?? "") === place.dataset.article);
  for (const [record, sentence] of mine) {
    const section = template.firstElementChild.cloneNode(true);
    section.querySelector("[data-here-title]").textContent = titleOf(record) ?? place.dataset.title;
    section.querySelector("[data-here-why]").textContent = sentence;
    section.querySelector("[data-here-leave]").addEventListener("click", async () => {
      await local.drop(record.form);
      section.remove();
    });
    section.querySelector("[data-here-take]").addEventListener("click", async () => {
      fillForm(form, record);
      section.remove();
      await autosave.tell({ asks: true });
      const held = await local.all();
      const isHeld = held.some((one) => one.form === form.elements._form.value);
      if (isHeld || autosave.isKept()) await local.drop(record.form);
    });
    place.before(section);
  }
};

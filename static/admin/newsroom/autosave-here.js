// What the server refused (a text far too long) and this browser still holds is offered above its form,
// and put into it by hand of this script: the server has nothing to fill the form with.
"use strict";
{
  const fill = (field, values) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.options) {
      for (const value of values)
        if (![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
      for (const option of field.options) option.selected = values.includes(option.value);
    } else field.value = values[0] ?? "";
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const put = (form, { values = {}, bodies = {}, base }) => {
    form.elements.base.value = JSON.stringify(base);
    for (const [name, given] of Object.entries(values))
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) fill(field, given);
    for (const [name, { parts }] of Object.entries(bodies)) {
      const field = form.elements[name];
      if (String(window.newsroomBlocks.split(field?.value ?? "")) === String(parts)) continue;
      const editor = window.CKEDITOR?.instances[field?.id];
      if (editor) editor.setData(parts.join("\n"));
      else if (field) fill(field, [parts.join("\n")]);
    }
  };
  window.newsroomPutIn = put;
  const titleOf = ({ values = {} }) =>
    Object.entries(values).find(([name, [title]]) => /^title_/.test(name) && title)?.[1][0].slice(0, 110);

  // `refused`: pairs of a record of autosave-local.js and the sentence that the server said.
  window.newsroomOfferHere = (place, refused) => {
    const { form } = window.newsroomAutosave;
    const template = document.querySelector("[data-unsaved-here]").content;
    const mine = refused.filter(([{ article }]) => String(article ?? "") === place.dataset.article);
    for (const [record, sentence] of mine) {
      const section = template.firstElementChild.cloneNode(true);
      section.querySelector("[data-here-title]").textContent = titleOf(record) ?? place.dataset.title;
      section.querySelector("[data-here-why]").textContent = sentence;
      section.querySelector("[data-here-leave]").addEventListener("click", async () => {
        await window.newsroomLocal.drop(record.form);
        section.remove();
      });
      section.querySelector("[data-here-take]").addEventListener("click", async () => {
        put(form, record);
        section.remove();
        await window.newsroomAutosave.tell({ asks: true });
        const held = await window.newsroomLocal.all();
        const isHeld = held.some((one) => one.form === form.elements._form.value);
        if (isHeld || window.newsroomAutosave.isKept()) await window.newsroomLocal.drop(record.form);
      });
      place.before(section);
    }
  };
}

// A picture field by looking: the number is hidden, a thumbnail and two buttons take its place.
import { choosePictures } from "./chooser.js";

const start = (root) => {
  for (const field of root.querySelectorAll("[data-picture-field]")) dress(field);
};

const dress = (field) => {
  const input = field.querySelector("input");
  const thumb = field.querySelector("[data-thumb]");
  const label = field.querySelector("[data-label]");
  const remove = field.querySelector("[data-remove]");
  const choose = field.querySelector("[data-choose]");
  const show = (picture) => {
    input.value = picture?.id ?? "";
    label.textContent = picture?.label ?? "";
    thumb.hidden = !picture;
    remove.hidden = !picture;
    if (picture) thumb.src = picture.thumb;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  field.querySelector("[data-number]").hidden = true;
  choose.hidden = false;
  remove.hidden = !input.value;
  remove.addEventListener("click", () => show(null));
  const ask = async (files) => {
    const { chooser: address, title, cancel, failed } = field.dataset;
    const [picture] = await choosePictures({ address, title, cancel, failed, files });
    if (picture) show(picture);
  };
  choose.addEventListener("click", () => ask([]));
  // A file that is dropped on the field is uploaded in the dialog.
  field.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  field.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    ask([...event.dataTransfer.files]);
  });
};

start(document);
// A part of a page that came later.
document.addEventListener("newsroom:added", (event) => start(event.target));

// Forms that upload: files are chosen, dropped or pasted and go into their queue (upload-queue.js).
// `upload(form, zone)`: what is dropped or pasted anywhere in `zone` is the form's.
import { renewToken, signIn } from "../shared/sign-in-over.js";
import { uploads } from "./upload-queue.js";

const hasFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

export const upload = (form, zone) => {
  const queue = uploads(form);
  const input = form.querySelector("input[type=file]");
  form.querySelector("[data-without-script]")?.remove();
  queue.standIn(form);
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    queue.add(input.files);
    input.value = "";
  });

  let inside = 0; // enters less leaves: each child of the zone tells of its own
  const over = (by) => {
    inside = by ? Math.max(inside + by, 0) : 0;
    form.toggleAttribute("data-over", inside > 0);
  };
  const listen = (name, act) =>
    zone.addEventListener(name, (event) => hasFiles(event.dataTransfer) && act(event));
  listen("dragenter", () => over(1));
  listen("dragleave", () => over(-1));
  listen("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  listen("drop", (event) => {
    event.preventDefault();
    over(0);
    queue.add(event.dataTransfer.files);
  });
  zone.addEventListener("paste", ({ clipboardData }) => {
    // A field takes the words that came along.
    if (clipboardData.files.length) queue.add(clipboardData.files);
  });
  return queue;
};

// A page that is for uploading: all of it takes what is dropped.
const page = document.querySelector("form[data-upload]");
if (page) upload(page, document.body);

// The words of a picture, saved where it was uploaded.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest?.("[data-describe]");
  if (!form) return;
  event.preventDefault();
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.dataset.describe, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
    });
    const { state, sentence, token } = await answer.json();
    if (token) renewToken(token);
    said.textContent = state === "kept" ? form.dataset.saved : (sentence ?? form.dataset.failed);
    if (state === "signed_out" && (await signIn(form.closest("[data-whose]")?.dataset.whose ?? ""))) form.requestSubmit(button);
  } catch {
    said.textContent = form.dataset.failed;
  }
  button.disabled = false;
});

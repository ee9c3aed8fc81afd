// A note is sent from beside a story's form without leaving it: what is typed there stays.
const form = document.querySelector("[data-note-form]");
const notes = document.querySelector("[data-notes]");
const text = document.getElementById("note_text");
const said = notes?.querySelector("[data-notes-said]");

const send = async () => {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  });
  const words = await answer.text();
  if (answer.status === 422) return words;
  // Anything else that is not the list, a page to sign in for example, is no success.
  if (!answer.ok || !words.includes("data-said")) return said.dataset.failed;
  const list = notes.querySelector("[data-notes-list]");
  list.innerHTML = words;
  text.value = "";
  return list.querySelector("[data-said]").dataset.said;
};

if (form && notes) {
  notes.querySelector("[data-notes-write]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const buttons = notes.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    said.textContent = await send().catch(() => said.dataset.failed);
    for (const button of buttons) button.disabled = false;
    text.focus();
  });
}

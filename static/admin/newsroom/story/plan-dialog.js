// The plan of a language is changed in a dialog: what is typed in the story's form stays.
const dialog = document.createElement("dialog");
dialog.className = "panel plan-dialog";
let link;

const ask = async (address, options = {}) => {
  const headers = { "X-Requested-With": "fetch" };
  const answer = await fetch(address, { ...options, headers, redirect: "error" });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
  return { words: await answer.text(), isKept: options.method === "POST" && answer.ok };
};
const fail = () => {
  dialog.close();
  document.querySelector(`[data-plan="${link.dataset.planDialog}"]`).textContent = link.dataset.failed;
};

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-plan-dialog]");
  if (!pressed || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  link = pressed;
  document.body.append(dialog);
  try {
    dialog.innerHTML = (await ask(link.href)).words;
    dialog.showModal();
  } catch {
    fail();
  }
});
dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});
dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData(event.target);
  try {
    const { words, isKept } = await ask(event.target.action, { method: "POST", body });
    if (!isKept) return void (dialog.innerHTML = words);
    document.querySelector(`[data-plan="${link.dataset.planDialog}"]`).innerHTML = words;
    dialog.close();
  } catch {
    fail();
  }
});
dialog.addEventListener("close", () => link.focus());

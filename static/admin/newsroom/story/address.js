// The address of a story follows its title until the first publication: shown while one types.
const PAUSE = 500; // milliseconds after the last key
const address = document.querySelector("[data-editor]")?.dataset.address;
for (const field of document.querySelectorAll("[data-follows]")) {
  const title = document.getElementById(field.dataset.follows);
  if (!title) continue;
  let waiting = 0;
  title.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const query = new URLSearchParams({ title: title.value, language: title.lang });
      try {
        const answer = await fetch(`${address}?${query}`);
        if (answer.ok && !answer.redirected) field.placeholder = (await answer.json()).slug;
      } catch {
        // Without a connection the address waits for the next key, or for saving.
      }
    }, PAUSE);
  });
}

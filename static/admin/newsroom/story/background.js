// A background paragraph, found by typing and put where the cursor stands in the text.
import { putIn } from "../editor/put-in.js";

for (const button of document.querySelectorAll("[data-background]")) {
  const bar = button.closest("[data-help]");
  const code = bar.dataset.help;
  const ids = bar.querySelector("[data-background-ids]");
  const words = button.dataset;

  const choose = () => {
    const dialog = document.createElement("dialog");
    dialog.className = "chooser background";
    dialog.innerHTML =
      '<div class="chooser__head"><h2></h2><button type="button" class="quiet"></button></div>' +
      '<div class="chooser__body"><input type="search"><div data-found></div></div>';
    const [title, close, search, found] = dialog.querySelectorAll("h2, button, input, [data-found]");
    title.textContent = words.title;
    close.textContent = words.close;
    search.setAttribute("aria-label", words.search);
    search.placeholder = words.search;
    let asked = null;

    const load = async () => {
      asked?.abort();
      asked = new AbortController();
      const query = new URLSearchParams({ q: search.value, language: code });
      try {
        const answer = await fetch(`${words.background}?${query}`, { signal: asked.signal });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        found.innerHTML = await answer.text();
      } catch (error) {
        if (error.name !== "AbortError") found.textContent = words.failed;
      }
    };
    search.addEventListener("input", load);
    found.addEventListener("click", ({ target }) => {
      const one = target.closest("[data-html]");
      if (!one) return;
      dialog.close();
      putIn(code, { html: one.dataset.html });
      ids.value = `${ids.value} ${one.dataset.background}`.trim();
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    search.focus();
    load();
  };

  button.hidden = false;
  button.addEventListener("click", choose);
  document.addEventListener("backgroundwanted", ({ detail }) => detail === code && choose());
}

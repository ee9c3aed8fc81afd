// The library in a dialog: `choosePictures({ address, title, … })` promises the chosen pictures.
// `many` takes several in an order, `chosen` are those that are there already, `files` are uploaded at
// once. `none` names the button of who wants none, [null]; leaving the dialog gives []. What is loaded
// says by hooks what it is: [data-picture], [data-page], form[data-upload].
import { tab } from "../../../js/parts/stored.js";
import { chosenList } from "./chooser-chosen.js";
import { moveByArrows } from "./chooser-grid.js";
import { upload } from "./upload.js";

export const choosePictures = ({ address, title, cancel, insert, failed, none, many = false, chosen = [], files = [] }) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "chooser";
    dialog.innerHTML =
      '<div class="chooser__head"><h2></h2><button type="button" class="quiet"></button></div>' +
      '<div class="chooser__body"></div>' +
      '<div class="chooser__foot" hidden><button type="button"></button></div>';
    const [head, body, foot] = dialog.children;
    const done = foot.firstElementChild;
    const memory = `chooser ${address.split("?")[0]}`; // the last search, of this tab
    let strip = null;
    head.firstElementChild.textContent = title;
    head.lastElementChild.textContent = cancel;
    done.textContent = many ? insert : none;
    done.className = many ? "primary" : "quiet";

    const get = async (query) => {
      const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}${query}`);
      if (!answer.ok) throw new Error(answer.status);
      const holder = document.createElement("div");
      holder.innerHTML = await answer.text();
      return holder;
    };
    const mark = () => {
      for (const button of body.querySelectorAll("[data-picture]"))
        button.setAttribute("aria-pressed", Boolean(strip?.has(button.dataset.picture)));
    };
    const search = async (page = 1) => {
      const query = new URLSearchParams(new FormData(body.querySelector("[data-chooser-search]")));
      tab.write(memory, query);
      query.set("page", page);
      const results = body.querySelector("[data-results]");
      try {
        results.replaceChildren(...(await get(query)).querySelector("[data-results]").children);
        mark();
      } catch {
        results.textContent = failed;
      }
    };
    const finish = (pictures) => {
      dialog.close();
      dialog.remove();
      resolve(pictures);
    };
    const take = (button) => {
      if (button.ariaDisabled === "true") return;
      const { picture: id, thumb, label, kind } = button.dataset;
      if (!many) return finish([{ id, thumb, label, kind }]);
      strip.toggle({ id, thumb, label });
    };
    const open = async () => {
      try {
        body.replaceChildren(...(await get(tab.read(memory) ?? "")).children);
      } catch {
        body.textContent = failed;
        return;
      }
      foot.hidden = !many && !none;
      const form = body.querySelector("[data-upload]");
      if (many) {
        strip = chosenList({ row: body.querySelector("[data-chosen-row]"), chosen, changed: mark });
        foot.prepend(strip.element);
      }
      if (form) upload(form, dialog).add(files);
      mark();
      if (matchMedia("(pointer: fine)").matches) body.querySelector("[type=search]")?.focus();
    };

    body.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-chooser-search]")) return;
      event.preventDefault();
      search();
    });
    body.addEventListener("change", ({ target }) => target.matches("[data-chooser-search] select") && search());
    const clean = async (button) => {
      const row = button.closest("[data-file]");
      button.disabled = true;
      try {
        const headers = { Accept: "application/json", "X-CSRFToken": body.querySelector("[name=csrfmiddlewaretoken]").value };
        const answer = await (await fetch(button.dataset.clean, { method: "POST", headers })).json();
        if (answer.state === "kept") row.outerHTML = answer.html;
        else row.querySelector("[data-clean-said]").textContent = answer.sentence ?? failed;
      } catch {
        row.querySelector("[data-clean-said]").textContent = failed;
      }
      button.disabled = false;
    };

    body.addEventListener("click", ({ target }) => {
      const cleaning = target.closest("[data-clean]");
      if (cleaning) return clean(cleaning);
      const [pages, taken] = [target.closest("[data-page]"), target.closest("[data-take]")];
      const button = taken ? body.querySelector(`.uploads [data-picture="${taken.dataset.take}"]`) : target.closest("[data-picture]");
      if (pages) search(pages.dataset.page);
      if (button) take(button);
    });
    body.addEventListener("newsroom:uploaded", ({ detail: { id, label } }) => {
      const thumb = body.querySelector(`.uploads [data-picture="${id}"]`)?.dataset.thumb ?? "";
      if (many && !strip.has(String(id))) strip.toggle({ id: String(id), thumb, label });
      search();
    });
    moveByArrows(body);
    head.lastElementChild.addEventListener("click", () => finish([]));
    done.addEventListener("click", () => finish(strip ? strip.pictures() : [null]));
    dialog.addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, target } = event;
      if (strip && key === "Enter" && (ctrlKey || metaKey)) finish(strip.pictures());
      // A field for searching would only be emptied.
      if (key === "Escape" && target.type === "search") {
        event.preventDefault();
        finish([]);
      }
    });
    dialog.addEventListener("cancel", (event) => event.target === dialog && finish([]));
    document.body.append(dialog);
    dialog.showModal();
    open();
  });

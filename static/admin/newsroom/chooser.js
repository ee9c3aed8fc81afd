// The library in a dialog: `newsroomChooser({ address, title, … })` promises the chosen pictures.
"use strict";
window.newsroomChooser = ({ address, title, cancel, insert, failed, many = false }) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "chooser";
    dialog.innerHTML =
      '<div class="chooser__head"><h2></h2><button type="button" class="quiet"></button></div>' +
      '<div class="chooser__body"></div>';
    dialog.querySelector("h2").textContent = title;
    const [close, body] = dialog.querySelectorAll("button, .chooser__body");
    close.textContent = cancel;
    const chosen = new Map();
    let term = "";

    const load = async (page = 1, options = {}) => {
      const query = new URLSearchParams({ q: term, page });
      try {
        const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}${query}`, options);
        if (!answer.ok) throw new Error(answer.status);
        body.innerHTML = await answer.text();
      } catch {
        body.textContent = failed;
      }
      for (const button of body.querySelectorAll("[data-picture]"))
        button.setAttribute("aria-pressed", chosen.has(button.dataset.picture));
    };
    const finish = (pictures) => {
      dialog.close();
      dialog.remove();
      resolve(pictures);
    };

    body.addEventListener("submit", (event) => {
      event.preventDefault();
      term = new FormData(event.target).get("q");
      load();
    });
    body.addEventListener("change", (event) => {
      const form = event.target.closest("[data-chooser-upload]");
      if (form) load(1, { method: "POST", body: new FormData(form) });
    });
    body.addEventListener("click", (event) => {
      const pages = event.target.closest("[data-page]");
      const button = event.target.closest("[data-picture]");
      if (pages) load(pages.dataset.page);
      if (!button) return;
      const { picture: id, thumb, label } = button.dataset;
      if (!many) return finish([{ id, thumb, label }]);
      if (!chosen.delete(id)) chosen.set(id, { id, thumb, label });
      button.setAttribute("aria-pressed", chosen.has(id));
    });
    close.addEventListener("click", () => finish([]));
    dialog.addEventListener("cancel", () => finish([]));
    if (many) {
      const foot = document.createElement("div");
      const done = document.createElement("button");
      foot.className = "chooser__foot";
      Object.assign(done, { type: "button", className: "primary", textContent: insert });
      done.addEventListener("click", () => finish([...chosen.values()]));
      foot.append(done);
      dialog.append(foot);
    }
    document.body.append(dialog);
    dialog.showModal();
    load();
  });

// Asks for the address of a post or video, which the server says it can show, and for the picture
// that stands in its place until a reader presses: promises { address, still }, null for neither.
import { choosePictures } from "../admin/newsroom/pictures/chooser.js";

export const askAddress = ({ words, address, chooser, thumb, given = {} }) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "chooser chooser--small";
    dialog.innerHTML =
      '<form class="chooser__body"><label><span></span><input type="text" inputmode="url" autocomplete="off" required></label>' +
      '<p class="errornote" role="alert" hidden></p>' +
      '<fieldset class="chooser__still"><legend></legend><img alt="" width="96" height="64">' +
      '<button type="button" class="quiet" data-choose></button>' +
      '<button type="button" class="quiet" data-remove></button><p class="quiet-words"></p></fieldset>' +
      '<div class="ask__buttons"><button class="primary"></button>' +
      '<button type="button" class="quiet" data-cancel></button></div></form>';
    const find = (selector) => dialog.querySelector(selector);
    const [input, problem, image] = [find("input"), find(".errornote"), find("img")];
    const named = { "label span": "address", legend: "still", "[data-choose]": "choose", "[data-remove]": "remove",
      ".quiet-words": "still_help", ".primary": given.address ? "change" : "insert", "[data-cancel]": "cancel" };
    for (const [selector, word] of Object.entries(named)) find(selector).textContent = words[word];
    let still = "";
    const show = (id, source) => {
      still = id;
      image.hidden = find("[data-remove]").hidden = !id;
      if (id) image.src = source;
    };
    const finish = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const say = (sentence) => {
      problem.textContent = sentence;
      problem.hidden = false;
    };

    find("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const answer = await fetch(`${address}?${new URLSearchParams({ url: input.value })}`);
        if (answer.ok) finish({ address: (await answer.json()).address, still });
        else say(answer.status === 404 ? (await answer.json()).sentence || words.unknown : words.failed);
      } catch {
        say(words.failed);
      }
    });
    find("[data-choose]").addEventListener("click", async () => {
      const [picture] = await choosePictures({ ...words, address: chooser, title: words.choose });
      if (picture) show(picture.id, picture.thumb);
    });
    find("[data-remove]").addEventListener("click", () => show(""));
    find("[data-cancel]").addEventListener("click", () => finish(null));
    dialog.addEventListener("cancel", () => finish(null));
    input.value = given.address ?? "";
    show(given.still ?? "", thumb(given.still));
    document.body.append(dialog);
    dialog.showModal();
  });

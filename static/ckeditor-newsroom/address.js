// Asks for the address of a post or video; the server says whether it can be shown.
"use strict";
window.newsroomAddress = ({ words, address }) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "chooser chooser--small";
    dialog.innerHTML =
      '<form class="chooser__body"><label><span></span><input type="url" required></label>' +
      '<p class="errornote" role="alert" hidden></p><div class="ask__buttons">' +
      '<button class="primary"></button><button type="button" class="quiet"></button></div></form>';
    const find = (selector) => dialog.querySelector(selector);
    const [input, problem] = [find("input"), find("p")];
    find("span").textContent = words.address;
    find(".primary").textContent = words.insert;
    find(".quiet").textContent = words.cancel;
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
        if (answer.ok) finish((await answer.json()).address);
        else say(answer.status === 404 ? words.unknown : words.failed);
      } catch {
        say(words.failed);
      }
    });
    find(".quiet").addEventListener("click", () => finish(""));
    dialog.addEventListener("cancel", () => finish(""));
    document.body.append(dialog);
    dialog.showModal();
  });

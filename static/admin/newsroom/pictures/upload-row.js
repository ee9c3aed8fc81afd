// One file in the list of uploads: its name, how far it is, what became of it, its buttons.
export const uploadRow = (form, file, { cancel, retry, signIn }) => {
  const words = form.dataset;
  const row = form.querySelector("[data-upload-row]").content.firstElementChild.cloneNode(true);
  const find = (hook) => row.querySelector(`[data-${hook}]`);
  const [said, bar] = [find("said"), row.querySelector("progress")];
  const buttons = { cancel: find("cancel"), retry: find("retry"), "sign-in-now": find("sign-in-now"), "put-away": find("put-away") };
  const show = (state, sentence, ...shown) => {
    row.dataset.state = state;
    if (said.textContent !== sentence) said.textContent = sentence;
    for (const [name, button] of Object.entries(buttons)) button.hidden = !shown.includes(name);
    bar.hidden = state !== "sending" && state !== "waiting";
  };
  const fill = (template, named) => template.replace(/\{(\w+)\}/g, (_all, name) => named[name]);

  find("name").textContent = file.name;
  buttons.cancel.addEventListener("click", cancel);
  buttons.retry.addEventListener("click", retry);
  buttons["sign-in-now"].addEventListener("click", signIn);
  buttons["put-away"].addEventListener("click", () => row.remove());

  return {
    element: row,
    waits: () => {
      bar.value = 0;
      show("waiting", words.waits, "cancel");
    },
    progress: (part) => {
      bar.value = part;
      show("sending", part < 1 ? words.sending : words.checking, "cancel");
    },
    later: (state) => show("waiting", { busy: words.busy, unkept: words.unkept }[state] ?? words.again, "retry", "cancel"),
    failed: () => show("failed", words.failed, "retry", "cancel"),
    held: (state) => show("held", state === "another" ? words.another : words.signedOut, "sign-in-now", "cancel"),
    refused: (reason) => {
      find("name").hidden = true; // the sentence begins with it
      show("refused", fill(words.refused, { file: file.name, reason }), "put-away");
    },
    kept: ({ html }) => {
      show("kept", words.kept, "put-away");
      find("kept").innerHTML = html ?? "";
    },
  };
};

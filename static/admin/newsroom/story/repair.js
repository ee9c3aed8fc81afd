// Repairs the signs of all texts of a language, without saving; one press puts back what was there.
import { richText } from "../editor/put-in.js";

for (const button of document.querySelectorAll("[data-repair]")) {
  const bar = button.closest("[data-help]");
  const code = bar.dataset.help;
  const undo = bar.querySelector("[data-repair-undo]");
  const said = bar.querySelector("[data-help-said]");
  const names = ["title", "short_title", "social_title", "subtitle", "lead", "body"];
  const fields = new Map(
    names
      .map((name) => [name, document.getElementById(`id_${name}_${code}`)])
      .filter(([, field]) => field),
  );
  const text = (field) =>
    field.matches("[data-rich-text]")
      ? richText(field)
      : {
          get: () => field.value,
          set: (value) => {
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          },
        };
  let before = new Map();

  const put = (texts) => {
    for (const [name, value] of texts) text(fields.get(name)).set(value);
  };

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const sent = new FormData();
    sent.set("language", code);
    sent.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
    const now = new Map([...fields].map(([name, field]) => [name, text(field).get()]));
    for (const [name, value] of now) sent.set(name, value);
    try {
      const answer = await fetch(button.dataset.repair, { method: "POST", body: sent });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const repaired = Object.entries(await answer.json());
      before = new Map(repaired.map(([name]) => [name, now.get(name)]));
      put(repaired);
      undo.hidden = !repaired.length;
      said.textContent = repaired.length ? button.dataset.repaired : button.dataset.nothing;
    } catch {
      said.textContent = button.dataset.failed;
    }
  });
  undo.addEventListener("click", () => {
    put(before);
    undo.hidden = true;
    said.textContent = "";
    button.focus();
  });
}

// On return to a form: what this browser still holds goes to the server, and what was never saved is
// offered above the form, but for what another page of this browser is still holding.
import { autosave } from "./autosave.js";
import { fillForm, offerHere } from "./here.js";
import { local } from "./local.js";
import { tell } from "./tell.js";

const place = document.querySelector("[data-unsaved-offer]");
const me = document.querySelector("[data-autosave]");

// Returns what the server refused, and why.
const sync = async (alive) => {
  const refused = [];
  const person = autosave.whose.split(":")[0];
  for (const record of await local.all()) {
    if (record.person !== person || record.form === me.value || alive?.includes(record.form)) continue;
    if (record.follows === me.value) {
      // This very form, sent by the browser itself: what was typed until the page was there.
      fillForm(me.form, record);
      await local.drop(record.form);
      continue;
    }
    const told = { ...record, whose: autosave.whose, taken: "" };
    const { state, sentence } = await tell(me.dataset.autosave, told);
    if (state === "kept" || state === "saved") await local.drop(record.form);
    else if (state === "refused" || state === "full") refused.push([record, sentence]);
  }
  return refused;
};

const offer = async (alive) => {
  const taken = me.form.elements._taken.value;
  const query = new URLSearchParams({ article: me.dataset.article, form: me.value, taken });
  const answer = await fetch(`${place.dataset.unsavedOffer}?${query}`, { redirect: "manual" });
  if (!answer.ok) return;
  const mine = local.forms();
  place.innerHTML = await answer.text();
  for (const row of place.querySelectorAll("[data-unsaved]")) {
    const isDead = alive && mine.includes(row.dataset.unsaved) && !alive.includes(row.dataset.unsaved);
    const mayBeOpen = row.querySelector("[data-may-be-open]");
    if (alive?.includes(row.dataset.unsaved) || (mayBeOpen && !isDead)) row.remove();
    else mayBeOpen?.remove();
  }
  if (!place.querySelector("[data-unsaved]")) place.replaceChildren();
};

const start = async () => {
  const alive = await local.alive().catch(() => null);
  const refused = await sync(alive).catch(() => []);
  await offer(alive).catch(() => {});
  offerHere(place, refused);
};

place?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const row = event.target.closest("[data-unsaved]");
  const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target) }).catch(() => null);
  if (!answer?.ok) return event.target.submit();
  row.remove();
  if (!place.querySelector("[data-unsaved]")) place.replaceChildren();
});
if (place && autosave) start();

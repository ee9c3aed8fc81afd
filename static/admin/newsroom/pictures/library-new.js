// Pictures that were dropped on the library stand in it at once, where the list that is shown has a
// place for them: it is asked for anew. Those that stand there stay, chosen or not.
import { countChosen } from "./choose-several.js";

let isAsking = false;
let isAskedAgain = false;
const nameOf = (shot) => shot.querySelector("a").pathname;

const merge = (list, fresh) => {
  const known = new Map([...list.children].map((shot) => [nameOf(shot), shot]));
  const shots = [...fresh.children].map((shot) => known.get(nameOf(shot)) ?? document.adoptNode(shot));
  for (const shot of known.values()) if (!shots.includes(shot)) shot.remove();
  // One that keeps its place is not moved: it would lose the focus.
  for (const [at, shot] of shots.entries())
    if (list.children[at] !== shot) list.insertBefore(shot, list.children[at] ?? null);
};
const show = (page) => {
  const find = (selector) => [document, page].map((one) => one.querySelector(selector));
  const [list, fresh] = find(".shots");
  const [form, itsForm] = find("#changelist-form");
  if (!fresh) return;
  if (list) {
    merge(list, fresh);
    for (const pages of form.querySelectorAll(".paginator")) pages.remove();
    form.append(...itsForm.querySelectorAll(".paginator"));
  } else form.replaceWith(itsForm);
  const [count, counted] = find(".library-count");
  count.textContent = counted.textContent;
  countChosen();
};
const ask = async () => {
  isAskedAgain = isAsking;
  if (isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(location.href);
    if (answer.ok && !answer.redirected) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Without a connection the list waits for the next one; its own row says that a picture is kept.
  }
  isAsking = false;
  if (isAskedAgain) ask();
};

if (document.querySelector("[data-library]")) document.addEventListener("newsroom:uploaded", ask);

// Save sends the form in the background, so that the page stays until there is an answer: what is typed
// meanwhile stands in it and is kept. Before that its words are told, which shows whether the server
// takes them. A second press does nothing while the first is on its way.
import { allEditors } from "../editor/ckeditor.js";
import { renewToken, signIn } from "../shared/sign-in-over.js";
import { autosave } from "./autosave.js";
import { stay } from "./stay.js";

const PATIENCE = 60_000;
const LATE = 3_000; // longer no save waits for what is being told
const TAKEN = new Set(["kept", "heard", "full"]);
const SIGN_IN = new Set(["signed_out", "another"]);
const TEXT = "textarea, iframe, input:not([type=checkbox], [type=radio], [type=file])";

const form = autosave?.form;
let isAsking = false;
let isPage = false; // the browser sends the form itself
let waits = null; // the save that waits for somebody to sign in
let leaving = ""; // where the page is about to go

const filled = (button, more) => {
  const data = new FormData(form);
  // A text is written out only where it was changed: CKEditor spells HTML in its own way.
  for (const editor of allEditors())
    if (editor.element.$.form === form && editor.status === "ready" && editor.checkDirty())
      data.set(editor.element.$.name, editor.getData());
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  if (button?.name) data.append(button.name, button.value);
  return data;
};

const post = async (data, isSecond = false) => {
  let answer;
  try {
    const response = await fetch(form.getAttribute("action") ?? location.href, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const kind = response.headers.get("Content-Type") ?? "";
    if (kind.startsWith("text/html") && response.status < 500) return { state: "page" };
    if (response.status === 503) return { state: "away" }; // it has not begun, or was taken back
    answer = await response.json();
  } catch {
    return { state: "unknown" };
  }
  if (answer.state !== "token") return answer.state ? answer : { state: "unknown" };
  renewToken(answer.token);
  data.set("csrfmiddlewaretoken", answer.token);
  return isSecond ? { state: "away" } : post(data, true);
};

const once = async (button) => {
  autosave.saving();
  const late = new Promise((go) => setTimeout(go, LATE, { state: "untold" }));
  const told = await Promise.race([autosave.tell(), late]);
  if (told.state !== "untold" && !TAKEN.has(told.state)) return told;
  await Promise.race([autosave.hold(), late]);
  const more = autosave.send();
  return post(filled(button, more));
};
// What we cannot do the browser does: it sends the form itself.
const tried = (button) =>
  once(button).catch((failed) => {
    reportError(failed);
    return { state: "page" };
  });

const go = (address) => {
  leaving = address;
  const to = new URL(address, location);
  if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
  // To the page where one is, only the part after # would change.
  to.searchParams.set("saved", Date.now());
  location.replace(to);
};
const isTyping = () => form.contains(document.activeElement) && document.activeElement.matches(TEXT);

const follow = async (answer, button) => {
  await autosave.answered(answer);
  document.dispatchEvent(new CustomEvent("savedanswer"));
  if (answer.state === "page") {
    isPage = true;
    form.requestSubmit(button ?? undefined);
    isPage = false;
  } else if (answer.state === "saved") {
    const isForm = answer.address.split("#")[0] === answer.form;
    const isStaying = isForm && (autosave.hasMore() || (isTyping() && !answer.is_joined));
    if (isStaying) stay(answer.address);
    else go(answer.address);
  }
};

const save = async (button) => {
  isAsking = true;
  waits = null;
  try {
    let answer = await tried(button);
    if (SIGN_IN.has(answer.state)) {
      await autosave.answered(answer);
      if (await signIn(autosave.whose)) answer = await tried(button);
      else waits = { button };
    }
    await follow(answer, button);
  } finally {
    isAsking = false;
  }
};

if (form) {
  if (/^\?saved=\d+$/.test(location.search)) history.replaceState(null, "", location.pathname + location.hash);
  form.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (button?.formTarget || button?.hasAttribute("formaction")) return; // a preview
      if (isPage) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!isAsking) save(button);
    },
    true,
  );
  document.addEventListener("signedinagain", () => waits && save(waits.button));
  document.addEventListener("savedafterall", ({ detail }) => stay(detail.form + location.hash));
  // Somebody types on while the page is about to be loaded anew: it stays.
  document.addEventListener("storytyped", () => {
    if (!leaving || new URL(leaving, location).pathname !== new URL(form.getAttribute("action"), location).pathname) return;
    window.stop();
    stay(leaving);
    leaving = "";
  });
  addEventListener("pageshow", () => (leaving = ""));
}

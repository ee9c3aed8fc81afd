// Signing in over a page whose session is over: the pages of signing in in a frame, which says when
// one is back. The dialog stands in the page, or in a template of what was loaded into it.
let answer = null;

const dialog = () => {
  const there = document.querySelector("[data-sign-in]");
  if (there) return there;
  const template = document.querySelector("template[data-sign-in-dialog]");
  document.body.append(template.content.cloneNode(true));
  return document.querySelector("[data-sign-in]");
};
const close = (isIn) => {
  const shown = document.querySelector("[data-sign-in]");
  shown.close();
  shown.querySelector("[data-sign-in-frame]").removeAttribute("src");
  answer?.(isIn);
  answer = null;
};

// The token of every form of the page: a new session has another.
export const renewToken = (token) => {
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
};

// Resolves with whether the person of the form is signed in.
export const signIn = (whose) => {
  answer?.(false);
  const shown = dialog();
  const frame = shown.querySelector("[data-sign-in-frame]");
  const query = new URLSearchParams({ whose, language: document.documentElement.lang });
  frame.src = `${shown.dataset.signIn}?${query}`;
  shown.querySelector("[data-sign-in-close]").onclick = () => close(false);
  shown.oncancel = () => close(false);
  if (!shown.open) shown.showModal();
  return new Promise((resolve) => (answer = resolve));
};

addEventListener("message", ({ origin, source, data }) => {
  const frame = document.querySelector("[data-sign-in-frame]");
  if (origin !== location.origin || source !== frame?.contentWindow || !data?.signedInAgain) return;
  renewToken(data.signedInAgain);
  close(true);
});

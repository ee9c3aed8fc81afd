// Signing in over the form: the pages of signing in in a frame, which says when one is back.
"use strict";
{
  const dialog = document.querySelector("[data-sign-in]");
  const frame = dialog?.querySelector("[data-sign-in-frame]");
  let answer = null;

  const close = (isIn) => {
    dialog.close();
    frame.removeAttribute("src");
    answer?.(isIn);
    answer = null;
  };

  // Resolves with whether the person of the form is signed in.
  window.newsroomSignIn = (whose) => {
    answer?.(false);
    frame.src = `${dialog.dataset.signIn}?whose=${encodeURIComponent(whose)}`;
    if (!dialog.open) dialog.showModal();
    return new Promise((resolve) => (answer = resolve));
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || source !== frame?.contentWindow || !data?.signedInAgain) return;
    window.newsroomTell.renew(data.signedInAgain);
    close(true);
  });
  dialog?.querySelector("[data-sign-in-close]").addEventListener("click", () => close(false));
  dialog?.addEventListener("cancel", () => close(false));
  document.querySelector("[data-autosave-sign-in]")?.addEventListener("click", async () => {
    if (!(await window.newsroomSignIn(window.newsroomAutosave.whose))) return;
    await window.newsroomAutosave.tell({ asks: true });
    document.dispatchEvent(new CustomEvent("signedinagain"));
  });
}

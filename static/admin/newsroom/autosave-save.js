// Before the form is sent its words are kept, which shows whether the server will take them: if not,
// the form stays as it is and says why. A second press does nothing.
"use strict";
{
  const TAKEN = new Set(["kept", "heard", "full"]);

  const autosave = window.newsroomAutosave;
  const form = autosave?.form;
  let isAsking = false;
  let isSent = false;
  let waits = null; // the save that waits for somebody to sign in

  const go = (button) => {
    isSent = true;
    autosave.end();
    if (button) form.requestSubmit(button);
    else form.requestSubmit();
  };

  const save = async (button) => {
    isAsking = true;
    waits = null;
    window.newsroomSay("saving");
    let answer = await autosave.tell({ asks: true });
    if (answer.state === "signed_out" || answer.state === "another") {
      window.newsroomSay(`not_saved_${answer.state}`, answer);
      if (await window.newsroomSignIn(autosave.whose)) answer = await autosave.tell({ asks: true });
      else waits = { button };
    }
    isAsking = false;
    if (TAKEN.has(answer.state)) go(button);
    else window.newsroomSay(`not_saved_${answer.state}`, answer);
  };

  if (form) {
    form.addEventListener(
      "submit",
      (event) => {
        const button = event.submitter;
        if (button?.formTarget || button?.hasAttribute("formaction")) return; // a preview
        if (isSent && !event.defaultPrevented && !form.dataset.sent) {
          form.dataset.sent = "yes";
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!isAsking && !isSent) save(button);
      },
      true,
    );
    document.addEventListener("signedinagain", () => waits && save(waits.button));
    addEventListener("pageshow", () => {
      isSent = false;
      autosave.resume();
      delete form.dataset.sent;
    });
  }
}

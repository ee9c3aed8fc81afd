// The button beside the line of the words: signs in again, and what waits for it goes on.
import { signIn } from "../shared/sign-in-over.js";
import { autosave } from "./autosave.js";

document.querySelector("[data-autosave-sign-in]")?.addEventListener("click", async () => {
  if (!(await signIn(autosave.whose))) return;
  await autosave.tell({ asks: true });
  document.dispatchEvent(new CustomEvent("signedinagain"));
});

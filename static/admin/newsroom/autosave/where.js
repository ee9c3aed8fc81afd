// Where the words are: in this window only, in this browser, on the server, saved. What is typed is
// counted, and what each of them holds; the line near the main action says it.
import { say } from "./words.js";

const SILENCE = 500;

export const whereabouts = () => {
  const held = { typed: 0, here: 0, server: 0 };
  let kept = null; // what is said where the server has everything
  let trouble = null; // its last answer, where that took nothing
  let failed = null; // a save that came to nothing
  let sent = null; // how much a save holds that is on its way
  let isBroken = false; // this browser keeps nothing
  let isQuiet = true; // the line says nothing yet, and needs not for the first moment of typing

  const show = () => {
    const isHere = held.here >= held.typed;
    const isOnServer = held.server >= held.typed;
    if (sent !== null) say(held.typed === sent ? "saving" : isHere ? "saving_here" : "saving_window");
    else if (failed && (isHere || isOnServer)) say(failed.state, failed);
    else if (isOnServer) say(kept?.state ?? "", kept ?? {});
    else if (isHere) say(trouble?.state ?? "here", trouble ?? {});
    else if (trouble && isBroken) say("nowhere");
    else if (!isQuiet) say("window");
  };
  const speak = () => {
    isQuiet = false;
    show();
  };
  const then = (act) => (...given) => {
    act(...given);
    show();
  };

  return {
    typed: () => held.typed,
    isSaving: () => sent !== null,
    isOnServer: () => held.server >= held.typed,
    isNowhere: () => held.typed > Math.max(held.here, held.server),
    touch: then(() => {
      if (!held.typed++) setTimeout(speak, SILENCE);
      failed = null;
    }),
    here: then((at) => {
      isQuiet = false;
      held.here = Math.max(held.here, at);
      isBroken = false;
    }),
    notHere: then(() => (isBroken = true)),
    // `state` is what to say of it; without one it is what was said before.
    server: then((at, state, given) => {
      held.server = Math.max(held.server, at);
      if (state) kept = { ...given, state };
      trouble = null;
      if (state === "back" || state === "saved") failed = null;
    }),
    notTaken: then((answer) => (trouble = answer)),
    saving: then(() => {
      sent = held.typed;
      failed = null;
    }),
    answered: then((answer) => {
      sent = null;
      failed = answer.state === "saved" ? null : { ...answer, state: `not_saved_${answer.state}` };
    }),
  };
};

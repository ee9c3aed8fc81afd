// When what is typed is kept. In this browser as soon as typing pauses; on the server a few seconds
// later, at least every 20 seconds while it goes on, when the page is left or the connection is back.
import { onChoosing, onEditorsOf } from "../editor/typing.js";
import { autosave } from "./autosave.js";

const BREATH = 100; // in this browser
const LONGEST_BREATH = 1_000;
const PAUSE = 3_000;
const MOST = 20_000;
const BEAT = 60_000;
const ATTENTION = 2 * 3_600_000; // without a key for so long, a form does not keep its session alive

const heard = new WeakMap(); // a field → what it held at its last input
let lastKey = Date.now();

// Calls after a pause, but no later than `most` after the first key.
const afterPause = (pause, most, act) => {
  let timer = 0;
  let since = 0;
  return {
    start() {
      since ||= lastKey;
      clearTimeout(timer);
      timer = setTimeout(act, Math.max(0, Math.min(pause, since + most - lastKey)));
    },
    stop() {
      clearTimeout(timer);
      since = 0;
    },
  };
};
const keep = async () => {
  here.stop();
  await autosave.ready();
  autosave.keepHere();
};
const tell = (options) => {
  there.stop();
  return autosave.tell(options);
};
const idle = () => (window.requestIdleCallback ? requestIdleCallback(() => tell(), { timeout: 1000 }) : tell());
const here = afterPause(BREATH, LONGEST_BREATH, keep);
const there = afterPause(PAUSE, MOST, idle);

const typed = () => {
  lastKey = Date.now();
  autosave.touch();
  here.start();
  there.start();
};

if (autosave) {
  autosave.form.addEventListener("input", ({ target }) => {
    heard.set(target, target.value);
    typed();
  });
  // A text field says it once more when it is left, by a press on Save perhaps.
  autosave.form.addEventListener("change", ({ target }) => heard.get(target) !== target.value && typed());
  onChoosing(autosave.form, typed);
  onEditorsOf(autosave.form, typed);
  if (autosave.isUnsaved) typed();

  setInterval(() => {
    if (autosave.isKept() && Date.now() - lastKey < ATTENTION) autosave.hear(true);
  }, BEAT);
  document.addEventListener("savedanswer", () => autosave.isOnServer() || there.start());
  addEventListener("online", () => tell());
  document.addEventListener("visibilitychange", () => document.hidden && !autosave.isOnServer() && keep() && tell());
  addEventListener("beforeunload", (event) => {
    if (autosave.isNowhere()) autosave.keepHere();
    else if (!autosave.isSaving()) return;
    event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!autosave.isOnServer()) {
      autosave.keepHere();
      tell({ keepalive: true }).then(() => autosave.hear(false, { keepalive: true }));
    } else if (autosave.isKept()) autosave.hear(false, { keepalive: true });
  });
}

// Says near the main action when the words were last kept, and where.
const line = document.querySelector("[data-autosave-line]");
const status = line?.querySelector("[data-autosave-status]");
const button = line?.querySelector("[data-autosave-sign-in]");
const GOOD = new Set(["kept", "back", "here", "window", "saved", "saving", "saving_here", "saving_window"]);
const PASSING = new Set(["here", "window", "saving_here", "saving_window"]); // not to be read aloud each time

// The newsroom's time, as everywhere in the admin. Made while nobody types: it takes a slow laptop 40 ms.
let zoned = null;
const clock = () => {
  zoned ??= new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: line.dataset.zone });
  return zoned.format();
};
if (line) addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(() => clock()));

export const say = (state, given = {}) => {
  const key = state.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const words = { ...given, time: given.time ?? clock() };
  const sentence = (status.dataset[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
  line.hidden = !sentence;
  line.classList.toggle("autosave--trouble", !GOOD.has(state));
  if (!PASSING.has(state)) button.hidden = !/signed_out|another/.test(state);
  status.ariaLive = PASSING.has(state) ? "off" : "polite";
  if (status.textContent !== sentence) status.textContent = sentence;
};

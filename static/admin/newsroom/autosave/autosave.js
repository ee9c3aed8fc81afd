// Keeps what is typed into a story's form: in this browser at once, on the server one request at a
// time. when.js says when, where.js where the words are.
import { local } from "./local.js";
import { lookAt } from "./look.js";
import { tell } from "./tell.js";
import { whereabouts } from "./where.js";

const LATER = [5_000, 10_000, 20_000];
const LONGEST_WAIT = 5_000; // for the text editors to be read
const HERE = new Set(["away", "offline"]);
const breath = () => new Promise((go) => setTimeout(go)); // a key that waits comes first
const fresh = () => crypto.getRandomValues(new Uint32Array(4)).join("").slice(0, 40);

const form = document.getElementById("article_form");
const me = form?.querySelector("[data-autosave]");

const start = () => {
  const look = lookAt(form);
  const where = whereabouts();
  const whose = form.elements._whose.value;
  let began = "unsaved" in me.dataset ? look.nothing() : look.began();
  let known = began; // what the server knows of the form
  // Words typed after Save was pressed are told under another name than the form was sent under
  // (`me.value`): a save that comes late takes only its own with it.
  let name = me.value;
  let follows = "";
  let sent = null; // how the form stood when it was sent
  let isUnknown = false; // whether that was saved
  let row = ""; // what the server keeps of `name`
  let earlier = null; // how that was before the last save
  let number = 0;
  let taken = form.elements._taken.value;
  let wasAway = false;
  let failures = 0;
  let again = 0;

  const envelope = () => ({
    form: name,
    follows,
    whose,
    taken,
    article: Number(me.dataset.article) || null,
    base: JSON.parse(form.elements.base.value || "{}"),
  });
  const next = () => (number = Math.max(number + 1, Date.now()));
  const rename = () => {
    earlier = { name, row, known };
    follows = name;
    name = fresh();
    local.live(name);
    row = "";
    known = began;
  };

  const read = () => Promise.race([look.ready(), new Promise((go) => setTimeout(go, LONGEST_WAIT))]);
  const keepHere = () => {
    const at = where.typed();
    const told = look.changes(look.now(), began, { whole: true });
    const record = { ...told, ...envelope(), number: next(), person: whose.split(":")[0] };
    const done = look.isEmpty(told) ? local.drop(name) : local.put(record);
    return done.then(
      () => where.here(at),
      () => where.notHere(),
    );
  };
  // Nothing was sent, so nothing can come late.
  const takeBack = () => {
    local.drop(name).catch(() => {});
    ({ name, row, known } = earlier);
    follows = "";
  };
  const tryLater = (options) => {
    clearTimeout(again);
    again = setTimeout(() => line.add(options), LATER[Math.min(failures++, LATER.length - 1)]);
  };

  // The form was saved: what is typed now starts from there.
  const goOn = ({ article, form: address, base, at }) => {
    const old = me.value;
    form.elements.base.value = JSON.stringify({ ...envelope().base, ...base });
    form.elements._taken.value = taken = row = follows = "";
    form.setAttribute("action", address);
    me.dataset.article = form.dataset.article = article;
    me.value = name;
    isUnknown = false;
    if (sent) {
      began = known = sent.now;
      where.server(sent.at, "saved", { time: at });
    }
    (where.isOnServer() ? local.drop(name) : keepHere()).then(() => local.drop(old)).catch(() => {});
  };

  const isTaken = (answer, now, at) => {
    const wasUnknown = isUnknown;
    if (answer.saved && follows && (!sent || answer.saved.number >= sent.number)) goOn(answer.saved);
    if (answer.state === "kept") {
      known = now;
      taken = "";
      row = `${answer.row}:${answer.number}`;
    }
    const said = answer.state === "kept" && (wasAway ? "back" : "kept");
    if (said || !isUnknown) where.server(at, said, { time: answer.at });
    if (where.isOnServer()) local.drop(name).catch(() => {});
    wasAway = false;
    if (isUnknown) tryLater({ asks: true });
    else failures = 0;
    if (wasUnknown && !isUnknown) document.dispatchEvent(new CustomEvent("savedafterall", { detail: answer.saved }));
    return answer;
  };

  const isNotTaken = async (answer) => {
    wasAway = true;
    await keepHere();
    where.notTaken(answer);
    clearTimeout(again);
    if (HERE.has(answer.state)) tryLater();
    return answer;
  };

  // The server knows less than we thought, or has let the form go with a save.
  const learn = ({ state, names = [] }) => {
    if (state === "whole") for (const one of names) known.bodies[one] = undefined;
    else if (state === "saved") {
      rename();
      sent = null;
    } else known = look.nothing();
  };

  // `asks`: whether the server is there and takes a save, even where there is nothing to tell.
  const once = async ({ asks = false, keepalive = false } = {}) => {
    if (!keepalive) await read(); // a page that is being left waits for nothing
    let answer;
    let now;
    let at;
    let asked = name;
    for (let tries = 0; tries < 3; tries++) {
      at = where.typed();
      now = look.now();
      if (!keepalive) await breath();
      known = { values: { ...known.values }, bodies: { ...known.bodies } };
      const told = look.changes(now, known);
      const isNothing = look.isEmpty(told) || (isUnknown && at === sent.at);
      if (isNothing && !asks) {
        where.server(at);
        return { state: "kept" };
      }
      const said = isNothing ? { is_open: true } : { ...told, number: next() };
      answer = await tell(me.dataset.autosave, { ...envelope(), ...said }, { keepalive });
      if (name !== asked) return { state: "untold" }; // the form was sent meanwhile
      if (!["whole", "saved", "nonsense"].includes(answer.state)) break;
      learn(answer);
      if (answer.state === "saved") asked = name;
      answer = { state: "away" };
    }
    const took = answer.state === "kept" || answer.state === "heard";
    return took ? isTaken(answer, now, at) : isNotTaken(answer);
  };

  const line = {
    last: Promise.resolve(),
    waiting: 0,
    isOver: false, // a save is on its way
    add(options = {}) {
      if (line.isOver || (line.waiting && !options.asks)) return line.last;
      line.waiting++;
      line.last = line.last.then(() => {
        line.waiting--;
        return line.isOver ? { state: "untold" } : once(options);
      });
      line.last = line.last.catch((failed) => {
        reportError(failed);
        return { state: "untold" };
      });
      return line.last;
    },
  };

  local.live(me.value);
  local.ready().catch(() => {});
  return {
    form,
    whose,
    tell: line.add,
    touch() {
      where.touch();
      document.dispatchEvent(new CustomEvent("storytyped"));
    },
    keepHere,
    isNowhere: where.isNowhere,
    isOnServer: where.isOnServer,
    isKept: () => Boolean(row) && !line.isOver,
    isUnsaved: "unsaved" in me.dataset,
    ready: read,
    bodies: () => read().then(look.html), // name → HTML as it stands now
    hear: (isOpen, options) => tell(me.dataset.autosave, { ...envelope(), is_open: isOpen }, options),

    // A save: `saving` when it is pressed, `send` when the form is read for it, `answered` at last.
    saving: where.saving,
    isSaving: where.isSaving,
    async hold() {
      line.isOver = true;
      await line.last;
      await read();
    },
    send() {
      clearTimeout(again);
      const more = follows ? { _again: "yes", ...(row && { _taken: row }) } : {};
      earlier = null;
      if (!follows) rename();
      sent = { now: look.now(), at: where.typed(), number: next() };
      where.saving();
      return { ...more, _save: sent.number };
    },
    answered(answer) {
      line.isOver = false;
      if (answer.article) goOn(answer);
      else if (earlier && !["unknown", "page"].includes(answer.state)) takeBack();
      isUnknown = answer.state === "unknown";
      earlier = null;
      where.answered(answer);
      if (isUnknown) tryLater({ asks: true });
      return where.isOnServer() ? null : keepHere();
    },
    hasMore: () => where.typed() > sent.at,
    sent: () => sent,
    // A field that nobody touched since stands as it was saved.
    put(field, value) {
      if (sent.now.values[field.name]?.[0] !== field.value || field.value === value) return;
      sent.now.values[field.name] = [value];
      field.value = value;
    },
  };
};

export const autosave = me ? start() : null;

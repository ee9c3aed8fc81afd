// Keeps what is typed into a story's form, one request at a time: on the server, in this browser
// where the server does not take it. autosave-when.js says when.
"use strict";
{
  const LATER = [5_000, 10_000, 20_000];
  const LONGEST_WAIT = 5_000; // for the text editors to be read
  const HERE = new Set(["away", "offline"]);
  const breath = () => new Promise((go) => setTimeout(go)); // a key that waits comes first

  const form = document.getElementById("article_form");
  const me = form?.querySelector("[data-autosave]");
  const { tell } = window.newsroomTell;
  const local = window.newsroomLocal;

  const start = () => {
    const look = window.newsroomLook(form);
    const began = "unsaved" in me.dataset ? look.nothing() : look.began();
    const whose = form.elements._whose.value;
    let known = began; // what the server knows of the form
    let number = 0;
    let taken = form.elements._taken.value;
    let isKept = false; // the server has a row of this form
    let wasAway = false;
    let failures = 0;
    let again = 0;

    const envelope = () => ({
      form: me.value,
      whose,
      taken,
      article: Number(me.dataset.article) || null,
      base: JSON.parse(form.elements.base.value || "{}"),
    });
    const next = () => (number = Math.max(number + 1, Date.now()));

    const read = () => Promise.race([look.ready(), new Promise((go) => setTimeout(go, LONGEST_WAIT))]);
    const keepHere = (now) => {
      const told = look.changes(now, began, { whole: true });
      return local.put({ ...told, ...envelope(), number: next(), person: whose.split(":")[0] });
    };

    const isTaken = (answer, now) => {
      if (answer.state === "kept") {
        known = now;
        taken = "";
        isKept = true;
        window.newsroomSay(wasAway ? "back" : "kept", { time: answer.at });
      }
      if (wasAway) local.drop(me.value).catch(() => {});
      wasAway = false;
      failures = 0;
      return answer;
    };

    const isNotTaken = async (answer, now) => {
      wasAway = true;
      const isHere = await keepHere(now).then(() => true, () => false);
      window.newsroomSay(isHere ? answer.state : "nowhere", answer);
      clearTimeout(again);
      if (HERE.has(answer.state))
        again = setTimeout(line.add, LATER[Math.min(failures++, LATER.length - 1)]);
      return answer;
    };

    // The server knows less than we thought, or has let the form go with a save.
    const learn = ({ state, names = [] }) => {
      if (state === "whole") for (const name of names) known.bodies[name] = undefined;
      else if (state === "saved") {
        me.value = crypto.getRandomValues(new Uint32Array(4)).join("").slice(0, 40);
        local.live(me.value);
        known = began;
      } else known = look.nothing();
    };

    // `asks`: whether the server is there and takes a save, even where there is nothing to tell.
    const once = async ({ asks = false, keepalive = false } = {}) => {
      if (!keepalive) await read(); // a page that is being left waits for nothing
      let answer;
      let now;
      for (let tries = 0; tries < 3; tries++) {
        now = look.now();
        if (!keepalive) await breath();
        known = { values: { ...known.values }, bodies: { ...known.bodies } };
        const told = look.changes(now, known);
        if (look.isEmpty(told) && !asks) return { state: "kept" };
        const said = look.isEmpty(told) ? { is_open: true } : { ...told, number: next() };
        answer = await tell(me.dataset.autosave, { ...envelope(), ...said }, { keepalive });
        if (!["whole", "saved", "nonsense"].includes(answer.state)) break;
        learn(answer);
        answer = { state: "away" };
      }
      const took = answer.state === "kept" || answer.state === "heard";
      return took ? isTaken(answer, now) : isNotTaken(answer, now);
    };

    const line = {
      last: Promise.resolve(),
      waiting: 0,
      isOver: false, // a save has taken over
      add(options = {}) {
        if (line.isOver || (line.waiting && !options.asks)) return line.last;
        line.waiting++;
        line.last = line.last.then(() => {
          line.waiting--;
          return once(options);
        });
        return line.last;
      },
    };

    local.live(me.value);
    window.newsroomAutosave = {
      form,
      whose,
      tell: line.add,
      end: () => (line.isOver = true),
      resume: () => (line.isOver = false),
      bodies: () => read().then(look.html), // name → HTML as it stands now
      isKept: () => isKept && !line.isOver,
      isUnsaved: "unsaved" in me.dataset,
      hear: (isOpen, options) => tell(me.dataset.autosave, { ...envelope(), is_open: isOpen }, options),
    };
  };

  if (me) start();
}

// The files of a form that are on their way: two at a time, none lost. `uploads(form)` is its
// queue, which outlives the dialog that the form stands in: { add, list, busy }.
import { renewToken, signIn } from "../shared/sign-in-over.js";
import { uploadRow } from "./upload-row.js";
import { sendFile } from "./upload-send.js";

const AT_ONCE = 2;
const LATER = [2, 4, 8, 15, 30]; // seconds before each further try; then a button
const ENDS = new Set(["kept", "refused", "denied", "large"]);
const queues = new Map();

const make = (first) => {
  let form = first;
  let held = ""; // why nothing is sent: somebody has to sign in
  let running = 0;
  const waiting = [];
  const jobs = new Set();
  const list = document.createElement("ol");
  list.className = "uploads";

  const later = (job, state, seconds) => {
    // A busy server will have room, a store comes back; a line that stays dead is for a person to
    // look at.
    const wait = ["busy", "unkept"].includes(state) ? LATER[Math.min(job.failures, 2)] : LATER[job.failures];
    job.failures += 1;
    if (!wait) return job.row.failed();
    job.row.later(state);
    job.timer = setTimeout(() => again(job), 1000 * Math.max(wait, seconds ?? 0));
  };
  const again = (job) => {
    clearTimeout(job.timer);
    if (!jobs.has(job) || waiting.includes(job) || job.sent) return;
    waiting.push(job);
    job.row.waits();
    next();
  };
  const signInFirst = async (state) => {
    held = state;
    for (const job of waiting) job.row.held(state);
    if (!(await signIn(form.dataset.whose))) return;
    held = "";
    for (const job of waiting) job.row.waits();
    next();
  };
  const hear = (job, answer) => {
    if (!jobs.has(job)) return; // taken back meanwhile
    if (ENDS.has(answer.state)) jobs.delete(job);
    if (answer.state === "kept") {
      job.row.kept(answer);
      list.dispatchEvent(new CustomEvent("newsroom:uploaded", { detail: answer, bubbles: true }));
    } else if (ENDS.has(answer.state)) {
      job.row.refused(answer.sentence ?? form.dataset[answer.state]);
    } else if (answer.state === "token" && !job.hasNewToken) {
      job.hasNewToken = true;
      renewToken(answer.token);
      waiting.unshift(job);
    } else if (answer.state === "signed_out" || answer.state === "another") {
      waiting.unshift(job);
      if (held) job.row.held(held);
      else signInFirst(answer.state);
    } else later(job, answer.state, answer.seconds);
  };
  const send = async (job) => {
    running += 1;
    job.row.progress(0);
    const token = form.elements.csrfmiddlewaretoken.value;
    job.sent = sendFile({ address: form.dataset.upload, token, file: job.file, progress: job.row.progress });
    const answer = await job.sent.answer;
    job.sent = null;
    running -= 1;
    hear(job, answer);
    next();
  };
  const next = () => {
    while (!held && running < AT_ONCE && waiting.length) send(waiting.shift());
  };
  const cancel = (job) => {
    jobs.delete(job);
    clearTimeout(job.timer);
    if (waiting.includes(job)) waiting.splice(waiting.indexOf(job), 1);
    job.sent?.cancel();
    job.row.element.remove();
  };
  const add = (file) => {
    const job = { file, failures: 0 };
    const retry = () => {
      job.failures = 0;
      again(job);
    };
    job.row = uploadRow(form, file, { cancel: () => cancel(job), retry, signIn: () => signInFirst(held) });
    list.append(job.row.element);
    if (!file.size) return job.row.refused(form.dataset.empty);
    if (file.size > Number(form.dataset.most)) return job.row.refused(form.dataset.large);
    jobs.add(job);
    waiting.push(job);
    if (held) job.row.held(held);
    else job.row.waits();
    next();
  };

  addEventListener("online", () => {
    for (const job of jobs) again(job);
  });
  addEventListener("beforeunload", (event) => jobs.size && event.preventDefault());
  return {
    list,
    add: (files) => [...files].forEach(add),
    // The dialog was opened anew: its form has a fresh token, and what was kept is in the library.
    standIn: (now) => {
      form = now;
      for (const row of list.querySelectorAll('[data-state="kept"]')) row.remove();
      form.after(list);
    },
  };
};

export const uploads = (form) => {
  const { upload } = form.dataset;
  if (!queues.has(upload)) queues.set(upload, make(form));
  return queues.get(upload);
};

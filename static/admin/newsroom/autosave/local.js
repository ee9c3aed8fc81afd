// What is typed is kept in this browser at once, until the server has it.
import { device } from "../../../js/parts/stored.js";

const NAME = "newsroom";
const STORE = "unsaved";
const FORMS = "newsroom-forms"; // which forms were open in this browser
const MOST = 100;

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
let base = null; // stays open: a page that is being left cannot wait for it
let opening = null;
const opened = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "form" });
  return done(request).then(
    (found) => {
      const forget = () => (base = opening = null);
      found.onclose = forget;
      found.onversionchange = () => forget() ?? found.close();
      return (base = found);
    },
    (failed) => {
      opening = null;
      throw failed;
    },
  );
};
// Resolves once it is written for good.
const acted = (mode, act) => {
  const moves = base.transaction(STORE, mode);
  const request = act(moves.objectStore(STORE));
  moves.commit?.();
  return new Promise((resolve, reject) => {
    moves.oncomplete = () => resolve(request.result);
    moves.onabort = () => reject(moves.error);
  });
};
// Where the browser has no base for us, the promise is refused; nothing throws.
const within = async (mode, act) => {
  if (!base) await (opening ??= opened());
  return acted(mode, act);
};
const forms = () => {
  try {
    return JSON.parse(device.read(FORMS)) ?? [];
  } catch {
    return []; // something that others wrote
  }
};

export const local = {
  ready: () => within("readonly", (store) => store.count()),
  put: (record) => within("readwrite", (store) => store.put(record)),
  drop: (form) => within("readwrite", (store) => store.delete(form)),
  all: () => within("readonly", (store) => store.getAll()),
  forms,
  // A form is alive while its page holds the lock of its name, however long it says nothing.
  live(form) {
    device.write(FORMS, JSON.stringify([...forms(), form].slice(-MOST)));
    // Refused, the server goes by when it heard of the form.
    navigator.locks?.request(`form-${form}`, () => new Promise(() => {})).catch(() => {});
  },
  async alive() {
    const state = await navigator.locks?.query();
    return state ? state.held.map(({ name }) => name.replace(/^form-/, "")) : null;
  },
};

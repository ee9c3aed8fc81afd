// What the server did not take is kept in this browser until it does.
"use strict";
{
  const NAME = "newsroom";
  const STORE = "unsaved";
  const FORMS = "newsroom-forms"; // which forms were open in this browser
  const MOST = 100;

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opened = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "form" });
    return done(request);
  };
  const within = async (mode, act) => {
    const base = await opened();
    try {
      return await done(act(base.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      base.close();
    }
  };
  const forms = () => {
    try {
      return JSON.parse(localStorage.getItem(FORMS)) ?? [];
    } catch {
      return [];
    }
  };

  window.newsroomLocal = {
    put: (record) => within("readwrite", (store) => store.put(record)),
    drop: (form) => within("readwrite", (store) => store.delete(form)),
    all: () => within("readonly", (store) => store.getAll()),
    forms,
    // A form is alive while its page holds the lock of its name, however long it says nothing.
    live(form) {
      try {
        localStorage.setItem(FORMS, JSON.stringify([...forms(), form].slice(-MOST)));
      } catch {
        // Full, or forbidden: the server goes by when it heard of the form.
      }
      navigator.locks?.request(`form-${form}`, () => new Promise(() => {}));
    },
    async alive() {
      const state = await navigator.locks?.query();
      return state ? state.held.map(({ name }) => name.replace(/^form-/, "")) : null;
    },
  };
}

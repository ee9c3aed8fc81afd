/* What a browser keeps for us, on the device or as long as a tab is open. Where it refuses (a policy, a
   private window, a full disk) nothing throws, and it is kept as long as the page. */
function storage(area) {
  const refused = new Map();
  return {
    /* The words kept under a name, or null. */
    read(name) {
      try {
        return refused.get(name) ?? window[area].getItem(name);
      } catch (forbidden) {
        return null;
      }
    },
    forget(name) {
      refused.delete(name);
      try {
        window[area].removeItem(name);
      } catch (forbidden) {
        // Nothing is there, either.
      }
    },
    /* Tells whether the browser keeps them, too. */
    write(name, words) {
      try {
        window[area].setItem(name, words);
        return refused.delete(name) || true;
      } catch (forbidden) {
        refused.set(name, String(words));
        return false;
      }
    },
  };
}

export const device = storage("localStorage");
export const tab = storage("sessionStorage");

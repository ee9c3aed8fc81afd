// Arrows move through the pictures of a grid as they stand in it; from the search field down into it.
export const moveByArrows = (body) => {
  const STEPS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);
  const middle = (button) => {
    const box = button.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  // The nearest one in the next row, up or down.
  const beside = (all, from, way) => {
    const [x, y] = middle(from);
    const further = all.filter((one) => (middle(one)[1] - y) * way > from.offsetHeight / 2);
    const far = (one) => {
      const [left, top] = middle(one);
      return Math.abs(top - y) * 10_000 + Math.abs(left - x);
    };
    return further.reduce((best, one) => (!best || far(one) < far(best) ? one : best), null);
  };

  body.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!STEPS.has(key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const grid = target.closest("[data-grid]") ?? body.querySelector("[data-grid]");
    const all = [...(grid?.querySelectorAll("[data-picture]") ?? [])];
    const at = all.indexOf(target);
    let next;
    if (at < 0) next = target.type === "search" && key === "ArrowDown" ? all[0] : null;
    else if (key === "Home") next = all[0];
    else if (key === "End") next = all.at(-1);
    else if (key === "ArrowUp" || key === "ArrowDown") next = beside(all, target, key === "ArrowUp" ? -1 : 1);
    else {
      const isForward = (key === "ArrowRight") === (getComputedStyle(body).direction === "ltr");
      next = all[at + (isForward ? 1 : -1)];
    }
    // From the first row back to the words that were searched for.
    if (!next && at >= 0 && key === "ArrowUp") next = body.querySelector("[type=search]");
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
};

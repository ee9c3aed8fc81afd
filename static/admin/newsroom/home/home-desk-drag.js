// Rows of the home desk are dragged by their grips, stories from the list into the page.
const desk = document.querySelector("[data-home-desk]");

if (desk) {
  const EDGE = 70; // pixels from the edge of the window, where it scrolls along
  const START = 6; // pixels before a press is a drag

  const rowAt = (list, y, but) =>
    [...list.children].find((row) => {
      const box = row.getBoundingClientRect();
      return row !== but && y < box.top + box.height / 2;
    });
  const scrollAlong = (y) => {
    if (y < EDGE) scrollBy(0, -14);
    else if (y > innerHeight - EDGE) scrollBy(0, 14);
  };
  // Follow the pointer until it is let go; `drop` hears the last event, or nothing on Escape.
  const follow = (move, drop) => {
    const ending = new AbortController();
    const end = (event) => {
      ending.abort();
      document.body.classList.remove("is-dragging");
      drop(event);
    };
    const { signal } = ending;
    document.body.classList.add("is-dragging");
    addEventListener("pointermove", (event) => (scrollAlong(event.clientY), move(event)), { signal });
    addEventListener("pointerup", end, { signal });
    addEventListener("pointercancel", () => end(), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && end(), { signal });
  };

  const dragRow = (row) => {
    const [list, next] = [row.parentElement, row.nextElementSibling];
    row.classList.add("is-lifted");
    const move = ({ clientY }) => {
      const before = rowAt(list, clientY, row) ?? null;
      if (before !== row.nextElementSibling) list.insertBefore(row, before);
    };
    follow(move, (event) => {
      row.classList.remove("is-lifted");
      if (!event) list.insertBefore(row, next);
      else if (row.nextElementSibling !== next) desk.dispatchEvent(new Event("newsroom:changed"));
    });
  };

  const dragStory = (story, began) => {
    let ghost;
    let target;
    const move = ({ clientX, clientY }) => {
      if (!ghost && Math.hypot(clientX - began.clientX, clientY - began.clientY) < START) return;
      if (!ghost) {
        ghost = document.body.appendChild(document.createElement("div"));
        ghost.className = "home-ghost";
        ghost.textContent = story.dataset.title;
      }
      ghost.style.translate = `${clientX + 12}px ${clientY + 8}px`;
      target?.classList.remove("is-target");
      target = document.elementFromPoint(clientX, clientY)?.closest("[data-links], [data-leads]");
      target?.classList.add("is-target");
    };
    follow(move, (event) => {
      ghost?.remove();
      target?.classList.remove("is-target");
      if (!event || !target) return;
      const detail = { story: story.dataset.story, lead: target.dataset.links };
      if (!detail.lead) detail.before = rowAt(target, event.clientY);
      desk.dispatchEvent(new CustomEvent("newsroom:put", { detail }));
    });
  };

  desk.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const grip = event.target.closest("[data-grip]");
    const story = event.target.closest("[data-story]");
    if (grip) dragRow(grip.closest("[data-row-of]"));
    // Fingers scroll the list; they have its buttons.
    else if (story && event.pointerType === "mouse" && !event.target.closest("button")) {
      event.preventDefault();
      dragStory(story, event);
    }
  });
  const dress = (root) => {
    for (const story of root.querySelectorAll("[data-story]")) story.dataset.grab = "";
  };
  dress(desk);
  document.addEventListener("newsroom:added", (event) => dress(event.target));
}

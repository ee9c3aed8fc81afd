// The board looks again by itself: what is new is put in row by row, so that nothing flickers and
// neither the focus nor the place on the page is lost.
const board = document.querySelector("[data-board]");
let tag = "";

const sameAttributes = (old, fresh) => {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
};

// Make an element like a fresh one; its children are known by their data-key, else by their place.
const morph = (old, fresh) => {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
  sameAttributes(old, fresh);
  const known = new Map([...old.children].filter((one) => one.dataset.key).map((one) => [one.dataset.key, one]));
  let place = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = child.dataset?.key;
    const mine = key ? known.get(key) : place?.dataset?.key ? null : place;
    if (!mine) {
      old.insertBefore(child, place);
      continue;
    }
    if (mine === place) place = place.nextSibling;
    else old.insertBefore(mine, place);
    morph(mine, child);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
};

const put = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const token = board.querySelector("[name=csrfmiddlewaretoken]")?.value;
  // A token is written in other letters every time and means the same.
  if (token) for (const one of fresh.getElementsByName("csrfmiddlewaretoken")) one.setAttribute("value", token);
  const focused = document.activeElement;
  for (const part of board.querySelectorAll("[data-live]")) {
    const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (other) for (const name of part.getAttributeNames()) other.setAttribute(name, part.getAttribute(name));
    if (other) morph(part, other);
  }
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
};

const look = async () => {
  if (document.hidden) return;
  const answer = await fetch(board.dataset.board, { headers: { "If-None-Match": tag } }).catch(() => null);
  if (answer?.status === 304) return;
  if (answer?.ok && !answer.redirected) {
    tag = answer.headers.get("ETag") ?? "";
    put(await answer.text());
  } else {
    const words = board.querySelector("[data-stale]");
    words.textContent = words.dataset.stale;
  }
};

if (board) {
  setInterval(look, board.dataset.every * 1000);
  document.addEventListener("visibilitychange", look);
}

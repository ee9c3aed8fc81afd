// A preview in a tab of its own follows the form that it was opened from, while that is open.
import { fillPreview } from "./preview-frame.js";

const tab = document.querySelector("[data-preview-tab]");
const from = new URLSearchParams(location.search).get("from");

if (tab && from) {
  const channel = new BroadcastChannel(`preview-${from}`);
  const frame = tab.querySelector("[data-preview-frame]");
  const said = tab.querySelector("[data-preview-said]");
  const address = frame.getAttribute("src");

  channel.addEventListener("message", ({ data }) => {
    if (data.gone) said.textContent = said.dataset.gone;
    if (data.address !== address) return;
    fillPreview(frame, data.html);
    said.textContent = said.dataset.live;
  });
  const ask = () => channel.postMessage({ want: address });
  ask();
  // The form forgets who has not asked for a while.
  setInterval(ask, 10_000);
}

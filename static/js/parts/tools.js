/* Copy link, print, and the device's own share sheet where it has one. */
const copy = document.querySelector("[data-copy]");
const share = document.querySelector("[data-share]");
const canonical = document.querySelector('link[rel="canonical"]');

function address() {
  return canonical ? canonical.href : location.href.split("#")[0];
}

function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  copy.focus();
  return done;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    // Not over plain http, not in old browsers.
    return copyOldWay(text);
  }
}

copy.addEventListener("click", async () => {
  const words = (await copied(address())) ? copy.dataset.copied : copy.dataset.failed;
  document.dispatchEvent(new CustomEvent("toast", { detail: words }));
});

document.querySelector("[data-print]").addEventListener("click", () => window.print());

share.addEventListener("click", (event) => {
  if (!navigator.share) return; // The link leads to the networks below the text.
  event.preventDefault();
  navigator.share({ title: document.title, url: address() }).catch(() => {
    // The reader closed the sheet.
  });
});

/* A list of stories that grows as the reader goes on: what stream.js and newest.js have in common.
   It runs before each of them, in the same block (templates/bundles.toml). */
const root = document.documentElement;
const inFooter = () => document.activeElement?.closest(".site-footer") && document.activeElement;

class Growing {
  /* `link` leads to the next page; there is none when the list is whole. */
  constructor({ place, list, status, link, margin }) {
    Object.assign(this, { place, list, status, link });
    this.watcher = new IntersectionObserver((seen) => {
      // Who walks through the footer by keys is not to lose it.
      if (!inFooter() && seen.some((one) => one.isIntersecting)) this.more();
    }, { rootMargin: margin });
    this.press = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.more();
    };
    link?.addEventListener("click", this.press);
  }

  isShown(id) {
    return document.querySelector(`[data-edition="${Number(id)}"]`) !== null;
  }

  async page(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /* The stories of a page that are not shown yet, ready to stand in this one. */
  fresh(page) {
    const items = Array.from(page.querySelectorAll("[data-stream-list] > li:not([data-ad-item])"));
    const unknown = items.filter((one) => !this.isShown(one.querySelector("[data-edition]").dataset.edition));
    return unknown.map((one) => document.adoptNode(one));
  }

  /* Does one piece of work at a time: says that it loads, offers it again where it failed. `work` is
     told whether the reader had pressed. */
  async load(work) {
    if (this.isLoading) return;
    this.isLoading = true;
    const hadFocus = [this.link, this.status].some((one) => one?.contains(document.activeElement));
    if (this.link) this.watcher.unobserve(this.link);
    this.status.textContent = this.place.dataset.loading;
    // What stands below is not seen while it moves.
    root.dataset.growing = "";
    try {
      await work(hadFocus);
      inFooter()?.scrollIntoView({ block: "nearest" });
    } catch (failed) {
      this.offerAgain(work, hadFocus);
    }
    this.isLoading = false;
    requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.growing));
  }

  offerAgain(work, hadFocus) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "action";
    button.textContent = this.place.dataset.again;
    button.addEventListener("click", () => this.load(work));
    this.status.textContent = `${this.place.dataset.failed} `;
    this.status.append(button);
    if (hadFocus) button.focus({ preventScroll: true });
  }
}

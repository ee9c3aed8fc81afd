/* More of a story's category as the reader goes on; after some pages a link leads to the rest. */
const PAGES = 3;

class Newest extends Growing {
  constructor(place) {
    const find = (hook) => place.querySelector(`[data-newest-${hook}]`);
    super({ place, list: find("list"), status: find("status"), link: find("more"), margin: "600px" });
    this.whole = this.link.href;
    this.loads = 0;
    this.watcher.observe(this.link);
  }

  more() {
    return this.load(async (hadFocus) => {
      const page = await this.page(this.link.href);
      this.loads += 1;
      const items = this.fresh(page);
      this.list.append(...items);
      this.goOn(page.querySelector("[data-stream-next]"));
      if (hadFocus) items[0]?.querySelector("a")?.focus({ preventScroll: true });
    });
  }

  goOn(next) {
    this.status.textContent = next ? "" : this.place.dataset.left;
    this.link.hidden = !next;
    if (!next) return;
    if (this.loads < PAGES) {
      this.link.href = new URL(next.getAttribute("href"), this.link.href).href;
      this.watcher.observe(this.link);
      return;
    }
    this.link.href = this.whole;
    this.link.textContent = this.place.dataset.all;
    this.link.removeEventListener("click", this.press);
  }

  offerAgain(work, hadFocus) {
    super.offerAgain(work, hadFocus);
    this.link.hidden = true;
  }
}

new Newest(document.querySelector("[data-newest]"));

/* A stream that grows as the reader scrolls, page by page; static/js/parts/stream-place.js keeps the place. */
const PAGES_BY_THEMSELVES = 3;

class Stream extends Growing {
  constructor(place) {
    const find = (hook) => place.querySelector(`[data-stream-${hook}]`);
    super({ place, list: find("list"), status: find("status"), link: find("next"), margin: "800px" });
    this.first = this.last = Number(place.dataset.page);
    this.loads = 0;
    this.mark(this.list.firstElementChild, this.first, document.title);
    place.addEventListener("stream-restore", (event) => this.restore(event.detail));
    if (this.link && !history.state?.stream) this.watcher.observe(this.link);
  }

  more() {
    return this.load(async (hadFocus) => {
      const before = this.list.lastElementChild;
      for (const page of await this.pages(this.last + 1)) this.append(page);
      this.loads += 1;
      if (hadFocus) before.nextElementSibling?.querySelector("a").focus({ preventScroll: true });
      this.goOn();
    });
  }

  /* Brings back the pages that were shown when the reader left. */
  restore({ first, last }) {
    return this.load(async () => {
      while (this.first > first) this.prepend(await this.numbered(this.first - 1));
      while (this.last < last && this.link) this.append(await this.numbered(this.last + 1));
      this.loads = last - first;
      this.goOn();
    }).then(() => this.place.dispatchEvent(new Event("stream-restored")));
  }

  goOn() {
    this.status.textContent = this.link ? "" : this.place.dataset.left;
    // After some pages the footer must be reachable: from then on the reader presses.
    if (this.link && this.loads < PAGES_BY_THEMSELVES) this.watcher.observe(this.link);
  }

  address(number) {
    const url = new URL(location.href);
    if (number > 1) url.searchParams.set("page", number);
    else url.searchParams.delete("page");
    return url.href;
  }

  async numbered(number) {
    try {
      return await this.page(this.address(number));
    } catch (failed) {
      // Stories were taken off the site meanwhile: the page before is the last one now.
      if (failed.status === 404 && number > this.first) return this.numbered(number - 1);
      throw failed;
    }
  }

  /* The page, and those before it from which stories slid to pages that are shown already. */
  async pages(number) {
    const page = await this.numbered(number);
    const { before } = page.querySelector("[data-stream]").dataset;
    if (!before || this.isShown(before) || number - 1 < this.first) return [page];
    return [...(await this.pages(number - 1)), page];
  }

  append(page) {
    const items = this.fresh(page);
    this.last = Math.max(this.last, Number(page.querySelector("[data-stream]").dataset.page));
    if (items[0]) this.mark(items[0], this.last, page.title);
    this.list.append(...items);
    const next = page.querySelector("[data-stream-next]");
    if (next) this.link.href = this.address(this.last + 1);
    else this.link = this.link?.parentElement.remove();
  }

  prepend(page) {
    const items = this.fresh(page);
    this.first -= 1;
    if (items[0]) this.mark(items[0], this.first, page.title);
    this.list.prepend(...items);
    const newer = this.place.querySelector("[data-stream-newer]");
    if (this.first > 1) newer.href = this.address(this.first - 1);
    else newer?.parentElement.remove();
  }

  mark(item, number, title) {
    Object.assign(item.dataset, { address: this.address(number), title, pageNumber: number });
  }
}

const place = document.querySelector("[data-stream]");
if (place) new Stream(place);

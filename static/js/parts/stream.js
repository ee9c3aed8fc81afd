/* A stream that grows as the reader scrolls, page by page; static/js/parts/stream-place.js keeps the place. */
const PAGES_BY_THEMSELVES = 3;
const root = document.documentElement;
const inFooter = () => document.activeElement?.closest(".site-footer") && document.activeElement;
const shown = new Set(Array.from(document.querySelectorAll("[data-edition]"), (one) => one.dataset.edition));

class Stream {
  constructor(place) {
    this.place = place;
    this.list = place.querySelector("[data-stream-list]");
    this.status = place.querySelector("[data-stream-status]");
    this.link = place.querySelector("[data-stream-next]");
    this.first = this.last = Number(place.dataset.page);
    this.loads = 0;
    this.mark(this.list.firstElementChild, this.first, document.title);
    this.watcher = new IntersectionObserver((seen) => {
      // Who walks through the footer by keys is not to lose it.
      if (inFooter()) return;
      if (seen.some((one) => one.isIntersecting)) this.more();
    }, { rootMargin: "800px" });
    this.link?.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.more();
    });
    place.addEventListener("stream-restore", (event) => this.restore(event.detail));
    if (this.link && !history.state?.stream) this.watcher.observe(this.link);
  }

  more() {
    return this.load(async () => {
      const hadFocus = document.activeElement === this.link;
      const before = this.list.lastElementChild;
      for (const page of await this.pages(this.last + 1)) this.append(page);
      this.loads += 1;
      if (hadFocus) before.nextElementSibling?.querySelector("a").focus({ preventScroll: true });
    });
  }

  /* Brings back the pages that were shown when the reader left. */
  restore({ first, last }) {
    return this.load(async () => {
      while (this.first > first) this.prepend(await this.fetch(this.first - 1));
      while (this.last < last && this.link) this.append(await this.fetch(this.last + 1));
      this.loads = last - first;
    }).then(() => this.place.dispatchEvent(new Event("stream-restored")));
  }

  async load(work) {
    if (this.isLoading) return;
    this.isLoading = true;
    if (this.link) this.watcher.unobserve(this.link);
    this.status.textContent = this.place.dataset.loading;
    root.dataset.growing = "";
    try {
      await work();
      inFooter()?.scrollIntoView({ block: "nearest" });
      this.status.textContent = this.link ? "" : this.place.dataset.left;
      // After some pages the footer must be reachable: from then on the reader presses.
      if (this.link && this.loads < PAGES_BY_THEMSELVES) this.watcher.observe(this.link);
    } catch (failed) {
      this.offerAgain(work);
    }
    this.isLoading = false;
    requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.growing));
  }

  address(number) {
    const url = new URL(location.href);
    if (number > 1) url.searchParams.set("page", number);
    else url.searchParams.delete("page");
    return url.href;
  }

  async fetch(number) {
    const answer = await fetch(this.address(number));
    // Stories were taken off the site meanwhile: the page before is the last one now.
    if (answer.status === 404 && number > this.first) return this.fetch(number - 1);
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /* The page, and those before it from which stories slid to pages that are shown already. */
  async pages(number) {
    const page = await this.fetch(number);
    const { before } = page.querySelector("[data-stream]").dataset;
    if (!before || shown.has(before) || number - 1 < this.first) return [page];
    return [...(await this.pages(number - 1)), page];
  }

  fresh(page) {
    const items = Array.from(page.querySelectorAll("[data-stream-list] > li:not([data-ad-item])"));
    return items.filter((item) => {
      const { edition } = item.querySelector("[data-edition]").dataset;
      return !shown.has(edition) && shown.add(edition);
    });
  }

  append(page) {
    const items = this.fresh(page);
    this.last = Math.max(this.last, Number(page.querySelector("[data-stream]").dataset.page));
    if (items[0]) this.mark(items[0], this.last, page.title);
    this.list.append(...items.map((item) => document.adoptNode(item)));
    const next = page.querySelector("[data-stream-next]");
    if (next) this.link.href = this.address(this.last + 1);
    else this.link = this.link?.parentElement.remove();
  }

  prepend(page) {
    const items = this.fresh(page);
    this.first -= 1;
    if (items[0]) this.mark(items[0], this.first, page.title);
    this.list.prepend(...items.map((item) => document.adoptNode(item)));
    const newer = this.place.querySelector("[data-stream-newer]");
    if (this.first > 1) newer.href = this.address(this.first - 1);
    else newer?.parentElement.remove();
  }

  mark(item, number, title) {
    Object.assign(item.dataset, { address: this.address(number), title, pageNumber: number });
  }

  offerAgain(work) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "action";
    button.textContent = this.place.dataset.again;
    button.addEventListener("click", () => this.load(work));
    this.status.textContent = `${this.place.dataset.failed} `;
    this.status.append(button);
  }
}

const place = document.querySelector("[data-stream]");
if (place) new Stream(place);

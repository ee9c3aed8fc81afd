/* A stream that grows as the reader scrolls: takes the stories of the next page's address. */
const PAGES_BY_THEMSELVES = 3;
const shown = new Set(Array.from(document.querySelectorAll("[data-edition]"), (one) => one.dataset.edition));

class Stream {
  constructor(place) {
    this.place = place;
    this.list = place.querySelector("[data-stream-list]");
    this.status = place.querySelector("[data-stream-status]");
    this.link = place.querySelector("[data-stream-next]");
    this.loads = 0;
    this.link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.load();
    });
    this.watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.load();
    }, { rootMargin: "400px" });
    this.watcher.observe(this.link);
  }

  async load() {
    if (this.isLoading) return;
    this.isLoading = true;
    this.watcher.unobserve(this.link);
    this.say(this.place.dataset.loading);
    try {
      this.take(await this.fetch());
    } catch (failed) {
      this.offerAgain();
    }
    this.isLoading = false;
  }

  async fetch() {
    const answer = await fetch(this.link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  take(page) {
    const base = this.link.href;
    for (const item of page.querySelectorAll("[data-stream-list] > li")) {
      const edition = item.querySelector("[data-edition]").dataset.edition;
      if (shown.has(edition)) continue;
      shown.add(edition);
      this.list.append(document.adoptNode(item));
    }
    const next = page.querySelector("[data-stream-next]");
    this.loads += 1;
    this.say(next ? "" : this.place.dataset.left);
    if (!next) return this.link.remove();
    this.link.href = new URL(next.getAttribute("href"), base).href;
    // After some pages the footer must be reachable: from then on the reader presses.
    if (this.loads < PAGES_BY_THEMSELVES) this.watcher.observe(this.link);
  }

  say(words) {
    this.status.textContent = words;
  }

  offerAgain() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "action";
    button.textContent = this.place.dataset.again;
    button.addEventListener("click", () => this.load());
    this.say(`${this.place.dataset.failed} `);
    this.status.append(button);
  }
}

for (const place of document.querySelectorAll("[data-stream]")) {
  if (place.querySelector("[data-stream-next]")) new Stream(place);
}

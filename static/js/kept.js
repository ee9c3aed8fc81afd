/* The stories that are kept on the device, the last read first. */
const list = document.querySelector("[data-kept]");
const empty = document.querySelector("[data-kept-none]");

async function line(cache, request) {
  const html = await (await cache.match(request)).text();
  const story = new DOMParser().parseFromString(html, "text/html");
  const link = document.createElement("a");
  link.href = new URL(request.url).pathname;
  link.lang = story.documentElement.lang;
  const label = story.querySelector(".article-head .label");
  link.append(...(label ? [label] : []), story.querySelector("h1").textContent);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

async function show() {
  const cache = await caches.open("stories");
  const kept = (await cache.keys()).reverse();
  list.append(...(await Promise.all(kept.map((request) => line(cache, request)))));
  empty.hidden = kept.length > 0;
}

if ("caches" in window) show();

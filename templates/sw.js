/* Reading without a connection. Network first: what is kept is shown only when the network itself
   fails. Keeps the last stories read, the last home page of each language, and their files; looks
   at no other address: not at the admin, not at views, not at previews. */
const STORIES = "stories", HOMES = "homes", FILES = "files", STATE = "state";
const MOST_STORIES = 30;
const MOST_FILES = 400;
const LANGUAGES = {{ prefixes }};
const story = new RegExp(`^/(${LANGUAGES.join("|")})/post/[^/]+/$`);
const home = new RegExp(`^/(${LANGUAGES.join("|")})/$`);
const page = new RegExp(`^/(?:$|(${LANGUAGES.join("|")})(?:/|$))`);
const fallback = (path) => `/${(page.exec(path) || [])[1] || LANGUAGES[0]}/offline/`;
const shelf = (path) => (story.test(path) ? STORIES : home.test(path) ? HOMES : null);
const isFile = (path) => path.startsWith("{{ static_url }}") || path.startsWith("{{ media_url }}");

/* The address under which a page is kept: what follows links from elsewhere is cut off. */
function plain(address) {
  const { origin, pathname, searchParams } = new URL(address);
  return origin + pathname + (searchParams.get("lite") === "1" ? "?lite=1" : "");
}

async function trim(name, most) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

/* Puts an answer at the end of its shelf; keeps nothing that is not everybody's. */
async function put(name, address, answer, most) {
  if (answer.status !== 200 || answer.redirected || /no-store|private/.test(answer.headers.get("Cache-Control"))) return;
  const cache = await caches.open(name);
  await cache.delete(address);
  await cache.put(address, answer);
  await trim(name, most);
}

async function keepPage(address, answer) {
  const name = shelf(new URL(address).pathname);
  if (!name) return;
  if (answer.status === 404 || answer.status === 410 || answer.redirected) return forget(address);
  await put(name, plain(address), answer, name === STORIES ? MOST_STORIES : 2 * LANGUAGES.length);
}

async function forget(address) {
  for (const name of [STORIES, HOMES]) await (await caches.open(name)).delete(plain(address));
}

/* A page that says it is the one kept: the words stand in it, this shows them. */
async function asKept(answer) {
  const html = (await answer.text()).replace("<html ", "<html data-offline ");
  return new Response(html, { headers: answer.headers });
}

async function navigate(event) {
  const { url } = event.request;
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (failed) {
    return offline(url);
  }
  const copy = answer.clone();
  event.waitUntil(keepPage(url, copy).then(checkIfBack));
  return answer;
}

/* What leads to a reader's own language leads to the home page read last. */
async function lastHome(otherwise) {
  const homes = await (await caches.open(HOMES)).keys();
  return homes.length ? homes[homes.length - 1] : otherwise;
}

async function offline(url) {
  await (await caches.open(STATE)).put("/offline", new Response(""));
  const isDoor = new URL(url).pathname === "/";
  const kept = await caches.match(isDoor ? await lastHome(url) : plain(url));
  if (kept) return asKept(kept);
  const other = await caches.match(fallback(new URL(url).pathname));
  return other || Response.error();
}

async function file(event) {
  const { url } = event.request;
  try {
    const answer = await fetch(event.request);
    if (answer.type === "basic") event.waitUntil(put(FILES, url, answer.clone(), MOST_FILES));
    return answer;
  } catch (failed) {
    return (await caches.match(url)) || Response.error();
  }
}

async function checkIfBack() {
  if (await (await caches.open(STATE)).delete("/offline")) await check();
}

/* Asks for every kept page again; one that was taken off the site goes. */
async function check() {
  for (const name of [STORIES, HOMES]) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const answer = await fetch(url, { cache: "no-cache" }).catch(() => null);
      if (!answer) return;
      if (answer.status === 404 || answer.status === 410 || answer.redirected) await cache.delete(url);
      else if (answer.status === 200) await cache.put(url, answer);
    }
  }
}

/* The first page was loaded before there was a worker: it tells what it is and has. */
async function keepOpen(address, files) {
  const name = shelf(new URL(address).pathname);
  if (name && !(await caches.match(plain(address)))) await keepPage(address, await fetch(address));
  await addFiles(files);
}

async function addFiles(addresses) {
  const cache = await caches.open(FILES);
  for (const address of addresses) {
    const { origin, pathname } = new URL(address, location.href);
    if (origin !== location.origin || !isFile(pathname) || (await cache.match(address))) continue;
    await cache.add(address).catch(() => {});
  }
}

/* The pages for when nothing is kept, with their styles. */
async function prepare() {
  const cache = await caches.open(FILES);
  for (const language of LANGUAGES) {
    const answer = await fetch(`/${language}/offline/`);
    const html = await answer.clone().text();
    await cache.put(`/${language}/offline/`, answer);
    await addFiles(Array.from(html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg)[^"]*)"/g), (one) => one[1]));
  }
}

async function tidy() {
  const known = [STORIES, HOMES, FILES, STATE];
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !known.includes(name)).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  const { back, address, files } = event.data;
  event.waitUntil((back ? check() : keepOpen(address, files)).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && page.test(pathname)) event.respondWith(navigate(event));
  else if (mode !== "navigate" && isFile(pathname)) event.respondWith(file(event));
});

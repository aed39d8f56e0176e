// Keeps the stories that were read last, and what they look like, for when there is no network. While
// there is one, every page comes from it: what is kept is never shown in its place.
const STORIES = "kept-stories";
const ASSETS = "kept-assets";
const MOST = 20;
const LONGEST = 30 * 24 * 60 * 60 * 1000;
const OFFLINE = "/offline/";
const SHELL = __SHELL__;
const STORY = /^\/\d{4}\/\d\d\/[^/]+\/$/;

// What is kept changes one page after the other: two that are opened at once would take each other's away.
let turns = Promise.resolve();
const inTurn = (change) => (turns = turns.then(change, change));

const isOld = (story) => !(Date.now() - Date.parse(story?.headers.get("x-kept")) <= LONGEST);

// Of what is kept, what is too much or too old.
const letGo = async () => {
  const stories = await caches.open(STORIES);
  const all = await stories.keys();
  for (const [at, one] of all.entries()) {
    if (at < all.length - MOST || isOld(await stories.match(one, { ignoreVary: true }))) await stories.delete(one);
  }
};

const keep = async (path, answer) => {
  const headers = new Headers(answer.headers);
  headers.set("x-kept", new Date().toISOString());
  const story = new Response(await answer.blob(), { headers });
  await inTurn(async () => {
    const stories = await caches.open(STORIES);
    await stories.delete(path);
    await stories.put(path, story);
    await letGo();
  });
};

// A story that moved or was taken down is not kept any more; what fails for a moment changes nothing.
const follow = async (path, answer) => {
  if (answer.ok && !answer.redirected) return keep(path, answer);
  const moved = answer.redirected || answer.type === "opaqueredirect";
  if (moved || answer.status === 404 || answer.status === 410)
    return inTurn(async () => (await caches.open(STORIES)).delete(path));
};

const kept = async (path) => {
  await inTurn(letGo);
  const found = await (await caches.open(STORIES)).match(path, { ignoreVary: true });
  if (!found) return;
  const at = found.headers.get("x-kept");
  const html = (await found.text()).replace("<html ", `<html data-kept="${at}" `);
  return new Response(html, { headers: found.headers });
};

const page = async (event, path) => {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (STORY.test(path)) event.waitUntil(follow(path, answer.clone()));
    return answer;
  } catch {
    return (await kept(path)) ?? (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
};

const asset = async (event) => {
  const { request } = event;
  const found = await caches.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  // A part of a file cannot be kept, and where there is no room left nothing is: the page has it all the same.
  if (answer.status === 200) {
    const copy = answer.clone();
    event.waitUntil(caches.open(ASSETS).then((assets) => assets.put(request, copy)));
  }
  return answer;
};

// Of earlier editions of the site, what no kept story names is let go; fonts stay, as style sheets name them.
const tidy = async () => {
  const stories = await (await caches.open(STORIES)).matchAll();
  const texts = await Promise.all(stories.map((story) => story.text()));
  const named = new Set([...SHELL, OFFLINE, ...(texts.join().match(/\/assets\/[\w.-]+/g) ?? [])]);
  const assets = await caches.open(ASSETS);
  for (const { url } of await assets.keys()) {
    const { pathname } = new URL(url);
    if (!named.has(pathname) && !pathname.endsWith(".woff2")) await assets.delete(url);
  }
};

addEventListener("install", (event) => {
  const shell = [OFFLINE, ...SHELL].map((path) => new Request(path, { cache: path === OFFLINE ? "reload" : "default" }));
  event.waitUntil(caches.open(ASSETS).then((assets) => assets.addAll(shell)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  // The page is asked for while the worker starts: nobody waits for it.
  event.waitUntil(Promise.all([registration.navigationPreload?.enable(), clients.claim(), tidy()]));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/assets/")) event.respondWith(asset(event));
});
// The page that brought the worker was there before it.
addEventListener("message", (event) => {
  if (STORY.test(event.data)) event.waitUntil(fetch(event.data).then((answer) => follow(event.data, answer)));
});

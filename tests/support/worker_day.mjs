// A day of a service worker in Node, with caches and a network of its own: what it answers and keeps.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const ORIGIN = "https://news.example";
const DAY = 24 * 60 * 60 * 1000;
let now = Date.parse("2026-11-01T12:00:00Z");
let isFull = false;
let slow = 0;
let network;

const ticks = async (many) => {
  for (let n = 0; n < many; n++) await new Promise((done) => setImmediate(done));
};

class Kept {
  #files = new Map();
  #key(of) {
    return new URL(of.url ?? of, ORIGIN).href;
  }
  async match(of) {
    const found = this.#files.get(this.#key(of));
    await ticks(2 * slow);
    return found?.clone();
  }
  async put(of, answer) {
    if (isFull) throw new Error("there is no room left");
    await ticks(slow);
    this.#files.set(this.#key(of), answer);
  }
  async delete(of) {
    return this.#files.delete(this.#key(of));
  }
  async keys() {
    return [...this.#files.keys()].map((url) => ({ url }));
  }
}

const opened = new Map();
const caches = {
  async open(name) {
    if (!opened.has(name)) opened.set(name, new Kept());
    return opened.get(name);
  },
  async match(of) {
    for (const cache of opened.values()) {
      const found = await cache.match(of);
      if (found) return found;
    }
  },
};
class Clock extends Date {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
  static now() {
    return now;
  }
}

const told = {};
vm.runInNewContext(readFileSync(0, "utf8"), {
  ...{ caches, URL, Headers, Request, Response, Date: Clock, location: { origin: ORIGIN } },
  addEventListener: (name, work) => (told[name] = work),
  fetch: async () => network(),
});

const answers = (status, words) => () => new Response(words, { status });
const isAway = () => {
  throw new TypeError("there is no network");
};
const asked = async (path, mode = "navigate", method = "GET") => {
  let answer = null;
  const work = [];
  told.fetch({
    request: { url: ORIGIN + path, mode, method },
    preloadResponse: Promise.resolve(),
    respondWith: (made) => (answer = made),
    waitUntil: (made) => work.push(made.catch(() => null)),
  });
  const made = await answer?.then((one) => one.text(), () => "failed");
  await Promise.all(work);
  return made ?? "not touched";
};
const stories = async () => (await (await caches.open("kept-stories")).keys()).map(({ url }) => new URL(url).pathname);

const seen = {};
network = answers(200, "<html lang=en>As it was");
for (const path of ["/2026/11/one/", "/", "/desk/", "/api/v1/articles", "/desk/2026/11/one/"]) await asked(path);
seen.posted = await asked("/2026/11/two/", "navigate", "POST");
seen.read = await stories();
for (const status of [403, 429, 503]) {
  network = answers(status, "Not now");
  await asked("/2026/11/one/");
}
seen.refused = await stories();
network = isAway;
seen.away = await asked("/2026/11/one/");
seen.desk_away = await asked("/desk/");
isFull = true;
network = answers(200, "p {}");
seen.full = await asked("/assets/site.css", "no-cors");
isFull = false;
network = answers(206, "p");
seen.part = await asked("/assets/font.woff2", "no-cors");
network = answers(200, "<html>Two");
now += 20 * DAY;
await asked("/2026/11/two/");
now += 20 * DAY;
network = isAway;
await asked("/");
seen.old = await stories();
network = answers(404, "Gone");
await asked("/2026/11/two/");
seen.gone = await stories();
// Two stories that are opened at once, and one the more after the other.
network = answers(200, "<html>Both");
await asked("/2026/11/before/");
slow = 3;
seen.at_once = [];
for (let apart = 0; apart < 30; apart++) {
  const later = ticks(apart).then(() => asked("/2026/11/two/"));
  await Promise.all([asked("/2026/11/one/"), later]);
  seen.at_once.push((await stories()).length);
}
process.stdout.write(JSON.stringify(seen));

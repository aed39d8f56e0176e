// What is typed is kept: every three seconds by the desk, and in this browser until the desk has it.
// Nothing here ever changes what is in a field that somebody types in.

const form = document.querySelector("#write");
const said = document.querySelector("#write-words");
const EVERY = 3000, SOON = 400, AGAIN = 5000, HERE = 30000, LONGEST_LAST = 60000, PATIENCE = 15000;
const OURS = /^_/;

const words = Object.fromEntries(
  [...said.content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]),
);
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
const { person, article } = said.dataset;
const story = form.elements._story.value;
const screen = form.elements._screen.value;
const box = `desk-copy:${person}:${story}:`;
const address = `/desk/copies/${encodeURIComponent(story)}`;

let token = form.elements._csrf.value;
let sequence = Number(form.elements._sequence.value);
let dirty = false, leaving = false, local = false, sure = false;
let sending = Promise.resolve();
let timer = 0, keptAt = 0, state = "";

// What was typed, by fields; and what this page is, beside it.

function typed() {
  return [...new FormData(form)].filter(([name, value]) => !OURS.test(name) && value.trim());
}

function body(pairs, more = {}) {
  const { _seen, _based_on } = form.elements;
  const ours = { _story: story, _screen: screen, _sequence: sequence, _seen: _seen.value, _based_on: _based_on.value, ...more };
  return new URLSearchParams([...Object.entries(ours), ...pairs]);
}

// In this browser

function keepHere() {
  const { _seen, _based_on } = form.elements;
  // As what will be sent next: what was sent last may have been without these words.
  const kept = { at: Date.now(), sequence: sequence + (dirty ? 1 : 0), seen: _seen.value, basedOn: _based_on.value, fields: typed() };
  try {
    localStorage.setItem(box + screen, JSON.stringify(kept));
    local = true;
  } catch {
    local = false; // switched off, or full
  }
  return local;
}

function forgetHere(key = box + screen) {
  try {
    localStorage.removeItem(key);
  } catch {}
}

function keptHere() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(box) && key !== box + screen);
    return keys.map((key) => ({ key, screen: key.slice(box.length), ...JSON.parse(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
}

// By the desk

function post(path, data, more = {}) {
  return fetch(path, {
    method: "POST", body: data, credentials: "same-origin",
    headers: { accept: "application/json", "x-desk-csrf": token },
    ...more,
  });
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  return (sending = sending.then(send));
}

async function send() {
  if (!dirty || leaving) return;
  dirty = false;
  form.elements._sequence.value = ++sequence;
  try {
    show("saving");
    const answer = await post(address, body(typed()), { signal: AbortSignal.timeout(PATIENCE) });
    await understood(answer);
  } catch {
    missed("offline");
  }
  if (dirty) timer ||= setTimeout(keep, state === "saved" ? EVERY : AGAIN);
}

async function understood(answer) {
  if (answer.ok) {
    const told = await answer.json();
    if (told.outcome === "elsewhere") return missed("elsewhere");
    keptAt = Date.now();
    document.querySelector("#elsewhere").hidden = true;
    if (!dirty) forgetHere();
    return show("saved");
  }
  if (answer.status === 401 || answer.status === 403) return missed("signed_out");
  return missed(answer.status === 413 ? "too_long" : "offline");
}

function missed(why) {
  dirty = true;
  const here = keepHere();
  if (why === "elsewhere") document.querySelector("#elsewhere").hidden = false;
  show(here ? why : "nowhere");
  if (why === "signed_out") setTimeout(renew, AGAIN);
}

// Whoever signed in again, in another tab, goes on here: with the token of the new session.
async function renew() {
  if (state !== "signed_out") return;
  try {
    const told = await asked();
    if (told && told.person === person) {
      token = told.csrf;
      for (const one of document.querySelectorAll("input[name=_csrf]")) one.value = token;
      return keep();
    }
  } catch {}
  setTimeout(renew, AGAIN);
}

async function asked() {
  const answer = await fetch(address, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? answer.json() : null;
}

// What is said of it; to those who listen only when something else is the matter.
function show(now) {
  const status = document.querySelector("#kept");
  if (now !== state && now !== "saving") {
    document.querySelector("#kept-said").textContent = now === "saved" ? "" : sentence(now);
  }
  if (now !== "saving") state = now;
  status.textContent = sentence(now);
  status.classList.toggle("field-error", !["saved", "saving"].includes(now));
  if (now === "signed_out") {
    const link = document.createElement("a");
    Object.assign(link, { href: "/desk/sign-in", target: "_blank", rel: "noopener", textContent: words.sign_in });
    status.append(" ", link);
  }
}

function sentence(now) {
  if (now === "saved") return say("saved", { seconds: Math.max(0, Math.round((Date.now() - keptAt) / 1000)) });
  return words[now === "elsewhere" ? "offline_elsewhere" : now] ?? "";
}

setInterval(() => state === "saved" && !dirty && show("saved"), 1000);

// What somebody does

let soon = 0;
form.addEventListener("input", (event) => {
  if (OURS.test(event.target.name)) return;
  dirty = true;
  timer ||= setTimeout(keep, EVERY);
  soon ||= setTimeout(() => {
    soon = 0;
    if (dirty) keepHere();
  }, SOON);
});
form.addEventListener("change", (event) => {
  if (OURS.test(event.target.name) || event.target.matches("input:not([type]), [type=text], [type=search], textarea")) return;
  dirty = true;
  timer ||= setTimeout(keep, EVERY);
});

// Before anything is sent: is the session still there, and the network? If not, the page stays.
form.addEventListener("submit", async (event) => {
  if (!sure) {
    event.preventDefault();
    dirty = true;
    await keep();
    if (["signed_out", "offline", "nowhere"].includes(state)) return document.querySelector("#kept").scrollIntoView();
    sure = true;
    return form.requestSubmit(event.submitter);
  }
  form.elements._sequence.value = ++sequence;
  leaving = true;
  sure = false;
});
addEventListener("pageshow", () => { leaving = false; });
addEventListener("online", keep);
addEventListener("focus", () => (state === "signed_out" ? renew() : keep()));
document.addEventListener("visibilitychange", last);
addEventListener("pagehide", last);

// A browser may end the page without another word: what is not kept yet goes out at once.
function last() {
  if (document.visibilityState === "visible" || !dirty || leaving) return;
  keepHere();
  form.elements._sequence.value = ++sequence;
  const data = body(typed());
  if (data.toString().length < LONGEST_LAST) post(address, data, { keepalive: true }).catch(() => {});
}

addEventListener("beforeunload", (event) => {
  if (dirty && !local && !leaving) event.preventDefault();
});

// Words that only this browser has are offered, until somebody decides.
async function offer() {
  const found = keptHere();
  if (!found.length) return;
  const told = await asked().catch(() => null);
  const here = JSON.stringify(typed());
  for (const one of found) {
    const arrived = told?.covers[one.screen] >= one.sequence;
    if (arrived || JSON.stringify(one.fields) === here) forgetHere(one.key);
    else offered(one);
  }
}

function offered(one) {
  const notice = document.createElement("div");
  notice.className = "notice mind desk-bar";
  const text = Object.assign(document.createElement("p"), { className: "grow" });
  const at = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  text.textContent = say("local", { when: at });
  const take = Object.assign(document.createElement("button"), { type: "button", textContent: words.take });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "danger", textContent: words.drop });
  take.addEventListener("click", () => takeUp(one));
  drop.addEventListener("click", () => {
    forgetHere(one.key);
    notice.remove();
  });
  notice.append(text, take, drop);
  form.before(notice);
}

// They become the working copy, or, where there is another one, are shown beside it.
async function takeUp(one) {
  const ours = { _screen: one.screen, _sequence: one.sequence + 1, _based_on: one.basedOn };
  if (!dirty) {
    const answer = await post(address, body(one.fields, { ...ours, _seen: one.seen }));
    const told = answer.ok ? await answer.json() : { outcome: "elsewhere" };
    if (told.outcome !== "elsewhere") {
      forgetHere(one.key);
      leaving = true;
      return location.reload();
    }
  }
  await keep();
  const sent = Object.assign(document.createElement("form"), { method: "post", action: `${address}/compare` });
  for (const [name, value] of body(one.fields, { ...ours, _seen: one.seen, _csrf: token })) {
    const field = Object.assign(document.createElement("textarea"), { name, value, hidden: true });
    sent.append(field);
  }
  document.body.append(sent);
  sent.submit();
}

// Other tabs of this browser
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(box) : null;
tabs?.addEventListener("message", ({ data }) => {
  if (data.screen === screen) return;
  notice("another-tab", words.another);
  if (data.asks) tabs.postMessage({ screen });
});
tabs?.postMessage({ screen, asks: true });

function notice(id, text) {
  let shown = document.getElementById(id);
  if (!shown) {
    shown = Object.assign(document.createElement("p"), { id, className: "notice mind" });
    shown.setAttribute("role", "status");
    form.before(shown);
  }
  shown.textContent = text;
}

// Colleagues, and what they saved

async function here() {
  if (!article || document.visibilityState !== "visible") return;
  try {
    const answer = await post(`/desk/stories/${article}/write/here`, new URLSearchParams());
    if (!answer.ok) return;
    const told = await answer.json();
    document.querySelector("#writers").hidden = !told.others.length;
    document.querySelector("#writers-names").textContent = told.others.join(", ");
    if (told.version > Number(form.elements._based_on.value)) {
      notice("newer", say("newer", { name: told.by, number: told.version }));
    }
  } catch {}
}
if (article) setInterval(here, HERE);

offer();

// Moderating with keys: a decision holds at once on the page, and goes out behind it, in order.
// Without this module the same forms and links do the same.

const MOST = 25;
const FEW = 10;
const POLL = 20000;
const LONGEST_PAUSE = 30000;
const form = document.getElementById("queue");
const told = document.getElementById("decided");
const fresh = document.getElementById("new-comments");
const token = document.querySelector("meta[name=desk-csrf]")?.content ?? "";
const list = form?.querySelector("ol");
const waiting = [];
const history = [];
let sending = false;
let pause = 1000;
let loading;
let ended = false;

const items = () => [...list.children].filter((item) => item.dataset.id && !item.hidden);
const here = () => document.activeElement?.closest?.(".comment-item");

function focus(item) {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = items();
  const at = all.indexOf(here());
  focus(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
}

// Which failures there were stays to be read until the next page.
function tell(words) {
  told.firstChild?.nodeType === Node.TEXT_NODE && told.firstChild.remove();
  told.prepend(words);
}

function name(problem) {
  const line = document.createElement("span");
  line.className = "field-error";
  line.textContent = ` ${told.dataset.failed} ${problem}`;
  told.append(line);
}

function decide(item, action) {
  if (!item || !told.dataset[action]) return;
  const all = items();
  const next = all[all.indexOf(item) + 1] ?? all[all.indexOf(item) - 1];
  item.hidden = true;
  item.querySelector("[name=id]").checked = false;
  const decision = { item, action, key: crypto.randomUUID() };
  history.push(decision);
  waiting.push(decision);
  focus(next);
  tell(`${told.dataset[action]} (${items().length})`);
  send();
  if (items().length <= FEW && !ended) more().then((found) => next || focus(found[0]));
}

function undo() {
  const last = history.pop();
  if (!last) return;
  last.item.hidden = false;
  focus(last.item);
  tell(told.dataset.undone);
  const at = waiting.indexOf(last);
  // What is on its way already is undone there; what is not, never goes out.
  if (at >= 0 && !last.sent) waiting.splice(at, 1);
  else waiting.push({ item: last.item, action: "undo", key: crypto.randomUUID(), of: last });
  send();
}

// Neighbours with the same decision go out together; a repeated request has the same key.
function batch() {
  const first = waiting[0];
  const some = [];
  for (const one of waiting.slice(0, MOST)) {
    if (one.action !== first.action || (first.sent && !one.sent) || some.some((s) => s.item === one.item)) break;
    some.push(one);
  }
  return some;
}

async function send() {
  if (sending || !waiting.length) return;
  sending = true;
  while (waiting.length) {
    const some = batch();
    for (const one of some) one.sent = true;
    const answered = await post(some[0].action, some);
    if (!answered) {
      tell(told.dataset.waiting);
      await new Promise((go) => {
        const timer = setTimeout(go, pause);
        addEventListener("online", () => (clearTimeout(timer), go()), { once: true });
      });
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      continue;
    }
    pause = 1000;
    if (told.textContent.includes(told.dataset.waiting)) tell("");
    waiting.splice(0, some.length);
    settle(some, answered);
  }
  sending = false;
  // Who was quicker than the network was given nothing new while it was behind.
  await loading;
  // A list that was long enough again would find nothing new, and take that for the end.
  if (items().length <= FEW && !ended) {
    const [first] = await more();
    if (document.activeElement === document.body) focus(first);
  }
}

async function post(action, some) {
  const body = new URLSearchParams({ _key: some[0].key, do: action });
  for (const one of some) body.append("id", one.item.dataset.id);
  try {
    const answer = await fetch("/desk/comments/decide", {
      method: "POST",
      body,
      headers: { accept: "application/json", "x-desk-csrf": token },
      keepalive: true,
    });
    if (answer.status >= 500 || answer.status === 429) return undefined;
    const json = await answer.json();
    return answer.ok ? json : some.map((one) => ({ id: one.item.dataset.id, problem: json.detail }));
  } catch {
    return undefined;
  }
}

function settle(some, answered) {
  for (const one of answered) {
    const decision = some.find((s) => s.item.dataset.id === one.id);
    if (!one.problem || !decision) continue;
    // It stands as it stood: it is shown again, and why is said.
    const at = history.indexOf(decision);
    if (at >= 0) history.splice(at, 1);
    decision.item.hidden = decision.action === "undo";
    const who = decision.item.querySelector("label").textContent;
    name(`${who}: ${one.problem}`);
  }
}

// What comes next in the queue is put at its end: nothing moves that somebody reads.
function more() {
  loading ??= load().finally(() => (loading = undefined));
  return loading;
}

async function load() {
  const isBehind = waiting.length > 0;
  const address = new URL(location.href);
  address.searchParams.delete("cursor");
  address.searchParams.delete("done");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...page.querySelectorAll(".comment-item")].filter((item) => !document.getElementById(item.id));
    list.append(...found.map((item) => document.importNode(item, true)));
    const since = page.getElementById("new-comments")?.dataset.since;
    if (since) fresh.dataset.since = since;
    // What is still on its way stands on that page, too, and may hide what comes after it.
    ended = !found.length && !isBehind;
    return found.map((item) => document.getElementById(item.id));
  } catch {
    return [];
  }
}

async function context(link) {
  const item = link.closest(".comment-item");
  const shown = item.querySelector(".comment-context");
  if (shown) return shown.remove();
  try {
    const answer = await fetch(link.dataset.context, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    item.append(document.importNode(page.querySelector(".comment-context"), true));
  } catch {
    location.assign(link.href);
  }
}

async function look() {
  if (document.hidden) return;
  const here = new URL(location.href).searchParams;
  const asked = new URLSearchParams({ since: fresh.dataset.since });
  for (const one of ["queue", "story", "signal"]) if (here.get(one)) asked.set(one, here.get(one));
  try {
    const answer = await fetch(`/desk/comments/new?${asked}`, { headers: { accept: "application/json" } });
    if (answer.ok) announce((await answer.json()).count);
  } catch {
    // The next look is soon.
  }
}

function announce(count) {
  const words = count === 1 ? fresh.dataset.one : fresh.dataset.many.replace("{count}", count);
  if (!count || fresh.dataset.said === words) return;
  fresh.dataset.said = words;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = fresh.dataset.show;
  button.addEventListener("click", async () => {
    if (!list) return location.reload();
    const [first] = await more();
    fresh.replaceChildren();
    delete fresh.dataset.said;
    focus(first);
  });
  fresh.replaceChildren(`${words} `, button);
}

const KEYS = { a: "approve", r: "reject", s: "spam" };

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("textarea, select, input:not([type=checkbox])")) return;
  const item = here() ?? items()[0];
  const doing = {
    j: () => move(1),
    k: () => move(-1),
    u: undo,
    x: () => item?.querySelector("[name=id]").click(),
    c: () => item && context(item.querySelector("[data-context]")),
  }[event.key];
  if (KEYS[event.key]) decide(item, KEYS[event.key]);
  else if (doing) doing();
  else return;
  event.preventDefault();
}

if (form) {
  form.querySelector(".keys").hidden = false;
  const all = form.querySelector("[data-all]");
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const item of items()) item.querySelector("[name=id]").checked = event.target.checked;
  });
  form.addEventListener("submit", (event) => {
    const action = event.submitter?.dataset.do;
    const item = event.submitter?.closest(".comment-item");
    if (!item || action === "undo") return;
    event.preventDefault();
    decide(item, action);
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-context]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    context(link);
  });
  addEventListener("keydown", pressed);
  addEventListener("beforeunload", (event) => waiting.length && event.preventDefault());
  focus(items()[0]);
}
if (fresh) setInterval(look, POLL);

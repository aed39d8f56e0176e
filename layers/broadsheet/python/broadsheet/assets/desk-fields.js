// Beside the fields of a story: how long it is, names that there are, and other stories to link.

const form = document.querySelector("#write");
const said = document.querySelector("#write-words");
const words = (name) => said.content.querySelector(`[data-word=${name}]`).textContent;

// Fields grow with what is typed into them, where the browser knows how.
for (const area of form.querySelectorAll("textarea")) area.style.fieldSizing = "content";

// How long it is

const WORDS = /[\p{L}\p{N}_]+(?:['’.-][\p{L}\p{N}_]+)*/gu;
const SIGNS = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;
const ADDRESSES = /\]\([^)\s]*(?:\s+"[^"]*")?\)|<[^>]*>|https?:\/\/\S+/g;
const RIGHT_TO_LEFT = /^(?:ar|arc|arz|ckb|dv|fa|he|iw|ks|lrc|mzn|nqo|pnb|prs|ps|sd|syr|ug|ur|yi)(?:-|$)/i;

function measure() {
  const read = form.elements.body.value.replace(ADDRESSES, " ");
  const signs = read.match(SIGNS)?.length ?? 0;
  const count = read.replace(SIGNS, " ").match(WORDS)?.length ?? 0;
  const length = document.querySelector("#length");
  length.querySelector("[data-words]").textContent = count + signs;
  length.querySelector("[data-characters]").textContent = [...read.trim().replace(/\s+/g, " ")].length;
  length.querySelector("[data-minutes]").textContent = Math.max(1, Math.round(count / 230 + signs / 500));
  for (const list of form.querySelectorAll("[data-measures]")) {
    const long = [...form.elements[list.dataset.measures].value.trim()].length;
    for (const limit of list.children) {
      limit.querySelector("[data-length]").textContent = long;
      limit.classList.toggle("cut", long > Number(limit.dataset.shown));
    }
  }
}

let soon = 0;
form.addEventListener("input", () => {
  soon ||= setTimeout(() => {
    soon = 0;
    measure();
  }, 400);
});

form.elements.language.addEventListener("change", ({ target }) => {
  const story = form.querySelector("[data-story]");
  story.dir = RIGHT_TO_LEFT.test(target.value.trim()) ? "rtl" : "ltr";
  if (target.value.trim()) story.lang = target.value.trim();
});

// One more field whenever the last is filled, and what there is that begins so.

const rows = form.querySelector("[data-rows]");
form.querySelector("[data-more]")?.remove();
rows.addEventListener("input", () => {
  const last = rows.lastElementChild;
  if (!last.value || rows.children.length >= 20) return;
  const next = last.cloneNode();
  next.value = "";
  next.removeAttribute("aria-invalid");
  next.removeAttribute("aria-describedby");
  rows.append(next);
});

let asking = 0;
form.addEventListener("input", ({ target }) => {
  const list = target.list;
  if (!list || target.value.length < 2) return;
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const kind = list.id === "known-tags" ? "tag" : "author";
    const found = await look({ kind, q: target.value });
    const there = new Set([...list.options].map((option) => option.value));
    for (const name of found?.names ?? []) {
      if (!there.has(name)) list.append(Object.assign(document.createElement("option"), { value: name }));
    }
  }, 250);
});

async function look(asked) {
  try {
    const answer = await fetch(`/desk/stories/find?${new URLSearchParams(asked)}`, { headers: { accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  } catch {
    return null;
  }
}

// Other stories: found without leaving the page.

const find = form.querySelector("#f-find");
const results = form.querySelector("[data-found]");
form.querySelector("[data-find]").addEventListener("click", async (event) => {
  event.preventDefault();
  const found = await look({ q: find.value });
  if (!found) return;
  results.replaceChildren(...found.stories.map(result));
  if (!found.stories.length) results.textContent = words("none");
});
find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  form.querySelector("[data-find]").click();
});

function result(found) {
  const line = Object.assign(document.createElement("p"), { className: "tick" });
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "also_read", value: found.id, id: `found-${found.id}` });
  const label = Object.assign(document.createElement("label"), { htmlFor: tick.id });
  label.append(Object.assign(document.createElement("bdi"), { textContent: found.title }), ` (${words("also_read")})`);
  const link = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: words("link") });
  link.addEventListener("click", () => linked(found));
  line.append(tick, label, link);
  return line;
}

// An editor in place of the text area puts it where its own cursor is, and says so by preventing this.
function linked({ title, path }) {
  const text = form.elements.body;
  const asked = new CustomEvent("desk:link", { detail: { title, path }, cancelable: true, bubbles: true });
  if (!text.dispatchEvent(asked)) return;
  const chosen = text.value.slice(text.selectionStart, text.selectionEnd) || title;
  const safe = chosen.replace(/[[\]\\]/g, "\\$&");
  text.setRangeText(`[${safe}](${path})`, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  text.focus();
}

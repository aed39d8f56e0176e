// The console: Ctrl and Enter sends, the field is free at once, and the list below renews itself.
// What is typed is touched by nothing but its being sent.

const EVERY = 4000;
const form = document.querySelector("#send");
const said = document.querySelector("#send-said");
const here = location.pathname;

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const sends = event.target.closest?.("form.desk-form");
  if (!sends) return;
  event.preventDefault();
  sends.requestSubmit(sends.querySelector("button.primary"));
});

let renewing = false;
async function renew() {
  const now = document.querySelector("#entries");
  // Whoever reads further back, or is about to change an entry, stays where they are.
  if (!now || renewing || location.search || document.hidden) return;
  renewing = true;
  try {
    const answer = await fetch(`${here}/entries?changes=${now.dataset.changes}`, { headers: { accept: "text/html" } });
    if (answer.status !== 200 || answer.redirected) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#entries");
    if (!made) return;
    const focused = now.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    now.replaceWith(document.adoptNode(made));
    if (focused) document.querySelector(`#entries a[href="${CSS.escape(focused)}"]`)?.focus();
  } catch {
    // No network: the next look may have it.
  } finally {
    renewing = false;
  }
}

// One after the other, in the order in which they were sent; a double press sends one entry,
// because it carries one key.
let queue = Promise.resolve();

async function send(sent, fields) {
  const headers = { accept: "application/json" };
  const answer = await fetch(here, { method: "POST", headers, body: sent }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  said.className = answer?.ok ? "" : "field-error";
  if (answer?.ok) {
    said.textContent = told?.said ?? "";
    return renew();
  }
  const wrong = (told?.errors ?? []).map((one) => one.detail).join(" ");
  said.textContent = told ? wrong || told.detail : said.dataset.lost;
  // It comes back into the form: before what was typed since.
  const text = form.elements.text;
  text.value = text.value ? `${fields.text}\n\n${text.value}` : fields.text;
  for (const name of ["headline", "byline"]) form.elements[name].value ||= fields[name] ?? "";
  if (fields.is_key) form.elements.is_key.checked = true;
  if (!told) form.elements._key.value = fields._key;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form));
  const fields = Object.fromEntries(sent);
  if (!fields.text.trim()) return form.elements.text.focus();
  form.elements._key.value = crypto.randomUUID();
  form.elements.text.value = form.elements.headline.value = "";
  form.elements.is_key.checked = false;
  form.elements.text.focus();
  queue = queue.then(() => send(sent, fields));
});

setInterval(renew, EVERY);
document.addEventListener("visibilitychange", renew);

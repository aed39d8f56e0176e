// Many pictures at once: chosen, or dropped anywhere on the page; each says how far it is.

const zone = document.querySelector("[data-drop]");
const waiting = document.querySelector("[data-waiting]");
const lost = document.querySelector("#picture-words")?.content.querySelector("[data-word=lost]").textContent;

// A picture that is being made: this page is loaded again when it is.
async function look(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
  const told = answer?.ok ? await answer.json() : { status: "waiting" };
  told.status === "waiting" ? setTimeout(look, 1500, address) : location.reload();
}
if (waiting) setTimeout(look, 1000, waiting.dataset.waiting);

function describing(form, said, picture) {
  let version = picture.version;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("_version", version);
    const headers = { accept: "application/json" };
    const answer = await fetch(`/desk/media/${picture.id}`, { method: "POST", headers, body: sent }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    form.querySelector("[data-kept]").hidden = !answer?.ok;
    said.className = answer?.ok ? "" : "field-error";
    // What was typed stays where it is, and so does what else is on its way.
    const wrong = (told?.errors ?? []).map((one) => one.detail).join(" ") || told?.detail || lost;
    said.textContent = answer?.ok ? "" : wrong;
    if (!answer?.ok) return;
    version = told.version;
    form.elements._key.value = crypto.randomUUID();
  });
}

function bring(file) {
  const row = document.querySelector("#sent-row").content.firstElementChild.cloneNode(true);
  const [form, said, bar, thumb] = ["form", "[data-said]", "progress", "[data-thumb]"].map((one) => row.querySelector(one));
  row.querySelector("[data-name]").textContent = file.name;
  form.hidden = thumb.hidden = true;
  document.querySelector("#sent").append(row);
  const detail = {
    file,
    progress(fraction, words) {
      [bar.value, said.textContent] = [fraction, words];
    },
    insert(_markdown, picture) {
      [bar.hidden, form.hidden, thumb.hidden] = [true, false, !picture.thumb];
      if (picture.thumb) thumb.src = picture.thumb;
      row.querySelector("[data-open]").href = `/desk/media/${picture.id}`;
      describing(form, said, picture);
    },
    fail(words) {
      [bar.hidden, said.textContent] = [true, words];
      said.className = "field-error";
    },
  };
  return new Promise((done) => {
    const [insert, fail] = [detail.insert, detail.fail];
    detail.insert = (...told) => (insert(...told), done());
    detail.fail = (...told) => (fail(...told), done());
    row.dispatchEvent(new CustomEvent("desk:picture", { bubbles: true, cancelable: true, detail }));
  });
}

// Three at once: more would only make all of them slow.
let left = [];
let busy = 0;
function next() {
  while (busy < 3 && left.length) {
    busy += 1;
    bring(left.shift()).then(() => {
      busy -= 1;
      next();
    });
  }
}

if (zone) {
  for (const one of zone.querySelectorAll("[data-scripted]")) one.hidden = false;
  zone.querySelector("#files").addEventListener("change", ({ target }) => {
    left.push(...target.files);
    target.value = "";
    next();
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    left.push(...event.dataTransfer.files);
    next();
  });
}

// What matters most is where somebody clicks; a dot shows where that is.
const on = document.querySelector("[data-focus-on]");
const own = document.querySelector("[data-focus-own]");
if (on && own) {
  const dot = Object.assign(document.createElement("span"), { className: "focus-dot" });
  const show = ({ value }) => {
    const [x, y] = (value || "50,50").split(",");
    [dot.style.left, dot.style.top] = [`${x}%`, `${y}%`];
  };
  document.querySelector("[data-scripted]").hidden = false;
  on.append(dot);
  show(document.querySelector("[name=focus]:checked"));
  own.closest("form").addEventListener("change", ({ target }) => target.name === "focus" && show(target));
  on.addEventListener("click", (event) => {
    const { left, top, width, height } = on.getBoundingClientRect();
    const percent = (at, from, long) => Math.min(100, Math.max(0, Math.round((100 * (at - from)) / long)));
    const [x, y] = [percent(event.clientX, left, width), percent(event.clientY, top, height)];
    const radio = own.querySelector("input");
    [own.hidden, radio.disabled, radio.value, radio.checked] = [false, false, `${x},${y}`, true];
    own.querySelector("[data-focus-said]").textContent = `${x} %, ${y} %`;
    show(radio);
  });
}

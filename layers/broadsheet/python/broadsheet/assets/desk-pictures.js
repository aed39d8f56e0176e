// Pictures go from here straight to where they are kept. Whoever has a file sends the event
// 'desk:picture' with {file, insert(markdown, picture), fail(words), progress(fraction, words)}.

const MEGABYTE = 1024 * 1024, LARGEST = 20 * MEGABYTE, EVERY = 700, PATIENCE = 90000;
// What is no picture is announced as what its name says: browsers call some of them otherwise.
const TYPES = { mp4: "video/mp4", m4v: "video/mp4", "3gp": "video/mp4", webm: "video/webm", mp3: "audio/mpeg", m4a: "audio/mp4", m4b: "audio/mp4", ogg: "audio/ogg", oga: "audio/ogg", opus: "audio/ogg", vtt: "text/vtt" };
const template = document.querySelector("#picture-words");
const words = Object.fromEntries(
  [...(template?.content.querySelectorAll("[data-word]") ?? [])].map((one) => [one.dataset.word, one.textContent]),
);
const say = (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
const token = () => document.querySelector("meta[name=desk-csrf]")?.content ?? "";

async function asked(path, form) {
  const headers = { accept: "application/json", "x-desk-csrf": token() };
  const answer = await fetch(path, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error((told.errors ?? []).map((one) => one.detail).join(" ") || told.detail || say("refused"));
  return told;
}

// How much of a file is on its way is known only to this older kind of request.
function sent(upload, file, progress) {
  return new Promise((done, failed) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress(loaded / total, say("sending", { percent: Math.round((100 * loaded) / total) }));
    });
    request.addEventListener("load", () => (request.status < 300 ? done() : failed(new Error(say("refused")))));
    request.addEventListener("error", () => failed(new Error(say("lost"))));
    request.open("POST", upload.url);
    request.send(form);
  });
}

async function made(id) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; ) {
    const told = await asked(`/desk/media/${id}`);
    if (told.status === "ready") return told;
    if (told.status !== "waiting") throw new Error(told.said);
    await new Promise((done) => setTimeout(done, EVERY));
  }
  throw new Error(say("slow"));
}

// The type under which a file that is no picture is announced, or nothing for a picture.
function typed(file) {
  const type = TYPES[file.name.split(".").pop().toLowerCase()];
  if (!type && /^(video|audio)\//.test(file.type)) throw new Error(say("other"));
  return type;
}

function bounded(file, type) {
  if (!type && file.size > LARGEST) throw new Error(say("large"));
  const most = { video: template?.dataset.film, audio: template?.dataset.sound, text: 2 }[type?.split("/")[0]];
  if (file.size > most * MEGABYTE) throw new Error(say("long", { megabytes: most }));
}

async function brought({ file, insert, fail, progress = () => {} }) {
  try {
    const type = typed(file);
    bounded(file, type);
    progress(0, say("sending", { percent: 0 }));
    const form = { _key: crypto.randomUUID() };
    if (/^image\/(jpeg|png|webp|avif|heic|tiff|bmp|gif)$/.test(file.type)) form.type = file.type;
    if (type) Object.assign(form, { type, name: file.name });
    const announced = await asked("/desk/media", form);
    await sent(announced.upload, file, progress);
    progress(1, say("making"));
    const picture = await made(announced.id);
    progress(1, say("ready"));
    insert(picture.markdown, picture);
  } catch (error) {
    fail(error instanceof TypeError ? say("lost") : error.message);
  }
}

addEventListener("desk:picture", (event) => {
  event.preventDefault();
  brought(event.detail);
}, true);

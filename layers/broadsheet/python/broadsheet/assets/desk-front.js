// The front page by dragging. Buttons do the same as forms; what is moved stands in the address,
// and nothing is decided before it is saved.

const place = (of) => [...document.querySelectorAll(`[data-place="${of}"] > [data-story]`)].map((row) => row.dataset.story);

let asked = 0;
let dragged = null;
let late = "";

// The page as the desk shows it for an address, in place of this one; what had the focus keeps it.
async function show(address) {
  const mine = ++asked;
  const focused = document.activeElement;
  const [name, value] = [focused?.name, focused?.value];
  const story = focused?.closest?.("[data-story]")?.dataset.story;
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (mine !== asked) return;
  if (!answer || answer.redirected) return location.assign(address);
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  // What is held would be gone with the page that it is on.
  if (dragged) return (late = address);
  const main = made.querySelector("main");
  if (!main) return location.assign(address);
  document.querySelector("main").replaceWith(document.adoptNode(main));
  history.replaceState(null, "", address);
  const again = [...document.querySelectorAll("#arrange button")].find((one) => one.name === name && one.value === value);
  const row = story && document.querySelector(`[data-story="${CSS.escape(story)}"]`);
  (again ?? row?.querySelector("button"))?.focus();
}

function addressOf(form, more = []) {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of more) query.set(name, value);
  return `${form.getAttribute("action")}?${query}`;
}

addEventListener("submit", (event) => {
  if (event.target.id !== "arrange") return;
  event.preventDefault();
  const pressed = event.submitter;
  show(addressOf(event.target, pressed?.name ? [[pressed.name, pressed.value]] : []));
});

addEventListener("change", (event) => {
  if (event.target.name === "layout") show(addressOf(event.target.form));
});

addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-story]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.story);
});

addEventListener("dragover", (event) => {
  const list = event.target.closest?.("[data-place]");
  if (!dragged || !list) return;
  event.preventDefault();
  const before = [...list.children].find((row) => {
    const box = row.getBoundingClientRect();
    return row !== dragged && event.clientY < box.top + box.height / 2;
  });
  list.insertBefore(dragged, before ?? null);
});

addEventListener("drop", (event) => {
  if (dragged) event.preventDefault();
});

addEventListener("dragend", () => {
  const list = dragged?.closest("[data-place]");
  const story = dragged?.dataset.story;
  const missed = late;
  dragged = null;
  late = "";
  if (!list) return missed && show(missed);
  // A second lead: the one that is dropped leads, the other one is the first that follows.
  const led = place("lead");
  const lead = list.dataset.place === "lead" ? story : (led[0] ?? "");
  const pinned = [...led.filter((one) => one !== lead), ...place("pinned")];
  const fields = [["lead", lead], ["pinned", pinned.join(",")], ["hidden", place("hidden").join(",")], ["story", ""]];
  show(addressOf(document.querySelector("#arrange"), fields));
});

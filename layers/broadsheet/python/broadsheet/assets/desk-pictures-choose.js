// One of the newsroom's own pictures, chosen in a dialog: newest first, or by words. A button with
// 'data-choose' names the field that it goes into; whoever else wants one sends 'desk:choose' from
// there, or has one already: 'desk:chosen' with it. The field is told by 'desk:place', {markdown,
// picture}: a text without an editor gets it here.

const template = document.querySelector("#picture-choice");
const LIST = "/desk/media/choose", SOON = 300;

// What shows it in a text, with these words.
const lineOf = ({ id, markdown }, alt) => `${markdown.startsWith("!") ? "!" : ""}[${alt.replace(/([\\[\]])/g, "\\$1")}](media:${id})`;

// Resolves to the picture with the words that were said of it, or to null.
const chosen = (filesToo) =>
  new Promise((resolve) => {
    const dialog = template.content.firstElementChild.cloneNode(true);
    const [form, found, said, more, words, alt, take] = ["form", "[data-found]", "[data-said]", "[data-more]", "[data-words]", "[data-alt]", "[data-take]"].map((one) => dialog.querySelector(one));
    const pictures = new Map();
    let next = "", asking = 0, soon = 0, isSaid = false;

    function add(picture) {
      pictures.set(picture.id, picture);
      const one = document.createElement("label");
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "picture", value: picture.id });
      const name = Object.assign(document.createElement("bdi"), { textContent: picture.alt || (picture.thumb ? template.dataset.one : picture.markdown) });
      one.className = "choice-one";
      one.append(radio);
      if (picture.thumb) one.append(Object.assign(document.createElement("img"), { src: picture.thumb, alt: "", loading: "lazy" }));
      one.append(name);
      found.append(one);
    }

    async function list(address, isMore = false) {
      const number = (asking += 1);
      const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
      const told = answer?.ok ? await answer.json().catch(() => null) : null;
      if (number !== asking) return;
      // Whoever was quicker than the answer has chosen what is among it again.
      const choice = found.querySelector(":checked")?.value;
      if (!isMore) found.textContent = "";
      const items = (told?.items ?? []).filter((one) => one.status === "ready" && (one.thumb || filesToo));
      items.forEach(add);
      found.querySelectorAll("input").forEach((one) => { one.checked = one.value === choice; });
      take.disabled = !found.querySelector(":checked");
      next = told?.next ?? "";
      more.hidden = !next;
      said.textContent = told ? (found.children.length || next ? "" : template.dataset.none) : template.dataset.lost;
    }

    const search = () => list(`${LIST}?${new URLSearchParams({ words: words.value })}`);
    words.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(search, SOON);
    });
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      clearTimeout(soon);
      search();
    });
    alt.addEventListener("input", () => (isSaid = Boolean(alt.value)));
    found.addEventListener("change", ({ target }) => {
      take.disabled = false;
      if (!isSaid) alt.value = pictures.get(target.value).alt;
    });
    found.addEventListener("dblclick", () => take.disabled || take.click());
    more.addEventListener("click", () => list(next, true));
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close(""));
    dialog.addEventListener("close", () => {
      const picture = pictures.get(new FormData(form).get("picture"));
      dialog.remove();
      resolve(dialog.returnValue === "take" && picture ? { ...picture, alt: alt.value.trim() } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    words.focus();
    list(LIST);
  });

// A paragraph of its own where the cursor is.
function insert(area, markdown) {
  const at = area.selectionEnd;
  const [before, after] = [area.value.slice(0, at), area.value.slice(at)];
  const apart = (text, ends) => (!text || ends(text, "\n\n") ? "" : ends(text, "\n") ? "\n" : "\n\n");
  const from = apart(before, (text, end) => text.endsWith(end));
  const to = apart(after, (text, begin) => text.startsWith(begin));
  area.setRangeText(`${from}${markdown}${to}`, at, at, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  area.focus();
}

// The picture goes into the field, whatever that is.
function place(field, picture) {
  const markdown = lineOf(picture, picture.alt);
  const told = { bubbles: true, cancelable: true, detail: { markdown, picture } };
  if (field.dispatchEvent(new CustomEvent("desk:place", told))) insert(field, markdown);
}

async function chooseFor(field) {
  const picture = await chosen(field.matches("textarea"));
  if (picture) place(field, picture);
}

addEventListener("desk:choose", (event) => {
  event.preventDefault();
  chooseFor(event.target);
}, true);
addEventListener("desk:chosen", ({ target, detail }) => place(target, detail), true);
addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-choose]");
  if (!button) return;
  event.preventDefault();
  chooseFor(document.getElementById(button.dataset.choose));
});

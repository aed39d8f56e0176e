// Pictures that are dropped, pasted or chosen: whoever sends files is asked by an event.
import { schema } from "./schema.js";
import { nodesOf } from "./markdown.js";
import { ask } from "./asking.js";

const isPicture = (file) => file.type.startsWith("image/");

// Where pictures that were sent from this page are seen before anybody else can see them.
const seen = new Map();

/* Below the text, in place of what was wrong before. */
export const tell = (view, text, role) => {
  const said = document.createElement("p");
  said.className = "editor-said";
  said.setAttribute("role", role);
  said.textContent = text;
  for (const earlier of view.dom.parentElement.querySelectorAll(".editor-said[role=alert]")) earlier.remove();
  view.dom.after(said);
  return said;
};

/* Hands a file over; what comes back stands where the cursor is then. */
export const sendPicture = (area, words, view, file) => {
  const said = tell(view, words.waiting, "status");
  const insert = (markdown, picture) => {
    said.remove();
    placePicture(view, markdown, picture);
  };
  const progress = (_fraction, text) => {
    if (text) said.textContent = text;
  };
  const fail = (text) => {
    said.setAttribute("role", "alert");
    said.textContent = text;
  };
  const detail = { file, insert, fail, progress };
  // Whoever deals with it says so by preventing what would happen otherwise.
  if (area.dispatchEvent(new CustomEvent("desk:picture", { bubbles: true, cancelable: true, detail }))) fail(words.nowhere);
};

/* A picture stands after the block in which the cursor is. */
export const placePicture = (view, markdown, picture) => {
  if (picture?.thumb) seen.set(String(picture.id), picture.thumb);
  const { tr } = view.state;
  view.dispatch(tr.insert(after(view.state), nodesOf(markdown)).scrollIntoView());
};

/* One that is there already: the page has where it is chosen, and hands it over as 'desk:place'. */
export const takePicture = (area, words) => (_state, dispatch, view) => {
  if (!dispatch) return true;
  if (area.dispatchEvent(new CustomEvent("desk:choose", { bubbles: true, cancelable: true }))) tell(view, words.nowhere, "alert");
  return true;
};

const after = (state) => {
  const { $to } = state.selection;
  return $to.depth ? $to.after(1) : state.selection.to;
};

export const filesOf = (transfer) => [...(transfer?.files ?? [])].filter(isPicture);

export const choosePicture = (area, words) => (_state, dispatch, view) => {
  if (!dispatch) return true;
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/*";
  input.multiple = true;
  input.addEventListener("change", () => [...input.files].filter(isPicture).forEach((file) => sendPicture(area, words, view, file)));
  input.click();
  return true;
};

/* A picture in the text: shown if the page says where, and asked for its words where it has none. */
export class PictureView {
  constructor(node, view, getPos, area, words) {
    this.dom = document.createElement("span");
    this.dom.className = "editor-picture";
    this.words = words;
    this.image = document.createElement("img");
    // One that nobody may see yet, or that is gone, is told by its words.
    this.image.addEventListener("error", () => (this.image.hidden = true));
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.addEventListener("click", async () => {
      const said = await ask(words, words.alt, this.node.attrs.alt ?? "");
      if (said !== null) {
        const attrs = { ...this.node.attrs, alt: said };
        view.dispatch(view.state.tr.setNodeMarkup(getPos(), null, attrs));
      }
      view.focus();
    });
    this.template = area.dataset.media ?? "";
    this.dom.append(this.image, this.button);
    this.update(node);
  }

  update(node) {
    if (node.type !== schema.nodes.image) return false;
    this.node = node;
    const { src, alt } = node.attrs;
    const own = /^media:([\w-]+)$/.exec(src)?.[1];
    const shown = own ? (seen.get(own) ?? this.template.replace("{id}", own)) : src;
    this.image.hidden = !shown;
    if (shown) this.image.src = shown;
    this.image.alt = alt ?? "";
    this.button.textContent = alt || this.words.alt;
    this.button.classList.toggle("editor-missing", !alt);
    return true;
  }

  stopEvent(event) {
    return this.button.contains(event.target);
  }

  ignoreMutation() {
    return true;
  }
}

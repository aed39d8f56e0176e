// Every `<textarea data-editor>` is written in as it will look; the text area keeps the Markdown.
import { baseKeymap } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice } from "prosemirror-model";
import { EditorState, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ask } from "./asking.js";
import { chooseBlock } from "./blocks.js";
import { KEYS, isMarked } from "./commands.js";
import { Text, nodesOf } from "./markdown.js";
import { cleaned } from "./paste.js";
import { PictureView, choosePicture, filesOf, placePicture, sendPicture, takePicture, tell } from "./pictures.js";
import { schema } from "./schema.js";
import { Toolbar } from "./toolbar.js";
import { typedRules } from "./typed.js";
import { wordsOf } from "./words.js";

const { marks } = schema;

class Editor {
  constructor(area) {
    this.area = area;
    this.words = wordsOf(area);
    this.text = new Text(area.value);
    const asks = { link: (state, dispatch, view) => this.link(state, dispatch, view), picture: choosePicture(area, this.words), library: takePicture(area, this.words), blocks: chooseBlock(this.words) };
    this.toolbar = new Toolbar(this.words, asks, () => this.toggle());
    this.dom = document.createElement("div");
    this.dom.className = "editor";
    this.dom.append(this.toolbar.dom);
    area.before(this.dom);
    this.view = new EditorView({ mount: this.dom.appendChild(document.createElement("div")) }, this.options());
    this.toolbar.attach(this.view);
    // A required text area that is not shown could not be put right.
    this.isRequired = area.required;
    // Whoever typed in the text area before this was here goes on typing, behind what is there.
    const isTyped = document.activeElement === area;
    this.show(true);
    if (isTyped) this.goOn();
    area.addEventListener("desk:replace", (event) => this.replace(event.detail.value));
    area.addEventListener("desk:place", (event) => this.isFormatted && this.place(event));
    area.addEventListener("desk:link", (event) => this.isFormatted && this.linkStory(event));
    // What is hidden cannot be focused: its labels lead here instead.
    for (const label of area.labels) {
      label.addEventListener("click", (event) => this.isFormatted && (event.preventDefault(), this.view.focus()));
    }
  }

  /* What is said of the text area holds for the editor; direction and language are those around it. */
  attributes() {
    const { area } = this;
    const help = document.createElement("span");
    Object.assign(help, { className: "hidden", id: `${area.id || area.name}-editor-keys`, textContent: this.words.keys });
    this.dom.append(help);
    const described = [area.getAttribute("aria-describedby"), help.id].filter(Boolean).join(" ");
    const attributes = {
      role: "textbox", "aria-multiline": "true", "aria-describedby": described, class: "editor-text",
      "aria-label": area.labels[0]?.textContent.trim() || this.words.editor,
      dir: area.getAttribute("dir"), lang: area.getAttribute("lang"), "aria-invalid": area.getAttribute("aria-invalid"),
      "aria-required": area.required ? "true" : null,
    };
    return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value));
  }

  options() {
    return {
      state: this.state(),
      attributes: this.attributes(),
      dispatchTransaction: (tr) => this.changed(tr),
      transformPastedHTML: (html, view) => cleaned(html, () => tell(view, this.words.left, "alert")),
      transformPasted: (slice, view) => apart(slice, view.state.selection),
      clipboardTextParser: (text, _context, isPlain) => (isPlain ? plainSlice(text) : Slice.maxOpen(addressOrText(text))),
      clipboardTextSerializer: (slice) => new Text("").written(schema.topNodeType.createAndFill(null, slice.content) ?? schema.node("doc", null, [schema.node("paragraph")])),
      handleKeyDown: (_view, event) => void (this.isShifted = event.shiftKey),
      handlePaste: (view, event) => this.pasteAddress(view, event.clipboardData) || this.pasteFiles(view, event.clipboardData),
      handleDrop: (view, event) => this.takeFiles(view, event.dataTransfer),
      nodeViews: { image: (node, view, getPos) => new PictureView(node, view, getPos, this.area, this.words) },
    };
  }

  state() {
    return EditorState.create({
      doc: this.text.doc,
      plugins: [
        typedRules,
        keymap({ "Mod-z": (state, dispatch) => undoInputRule(state, dispatch) || undo(state, dispatch), "Mod-y": redo, "Mod-Shift-z": redo }),
        keymap({ Backspace: undoInputRule, "Mod-k": (state, dispatch, view) => this.link(state, dispatch, view), "Alt-F10": () => this.toolbar.focus() ?? true }),
        keymap(KEYS),
        keymap(baseKeymap),
        dropCursor(),
        gapCursor(),
        history(),
      ],
    });
  }

  changed(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.toolbar.update(this.view.state);
    if (!tr.docChanged) return;
    this.area.value = this.text.written(this.view.state.doc);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* An address that is pasted over words is where they lead, unless it is pasted as plain text. */
  pasteAddress(view, transfer) {
    const address = addressIn(transfer.getData("text/plain"));
    const { empty, from, to, $from, $to } = view.state.selection;
    if (!address || empty || this.isShifted || !$from.sameParent($to) || $from.parent.type.spec.code) return false;
    view.dispatch(view.state.tr.removeMark(from, to, marks.link).addMark(from, to, marks.link.create({ href: address })));
    return true;
  }

  // Office programs put a picture of what was copied beside it.
  pasteFiles(view, transfer) {
    return !transfer.getData("text/html").replace(/<(?!img)[^>]*>/g, "").trim().replace(/^<img[^>]*>$/, "") && this.takeFiles(view, transfer);
  }

  /* Another story of the page's search, linked from what is chosen or by its headline. */
  linkStory(event) {
    event.preventDefault();
    const { state } = this.view;
    const { from, to, empty, $from } = state.selection;
    const link = marks.link.create({ href: event.detail.path });
    const isText = $from.parent.inlineContent && !$from.parent.type.spec.code;
    const { tr } = state;
    if (!isText) tr.insert(tr.doc.content.size, schema.node("paragraph", null, schema.text(event.detail.title, [link])));
    else if (empty) tr.insert(from, schema.text(event.detail.title, link.addToSet($from.marks())));
    else tr.removeMark(from, to, marks.link).addMark(from, to, link);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /* A picture that was chosen elsewhere. */
  place(event) {
    event.preventDefault();
    placePicture(this.view, event.detail.markdown, event.detail.picture);
    this.view.focus();
  }

  takeFiles(view, transfer) {
    const files = filesOf(transfer);
    files.forEach((file) => sendPicture(this.area, this.words, view, file));
    return files.length > 0;
  }

  link(state, dispatch, view) {
    const isLinked = isMarked(state, marks.link);
    if (state.selection.empty && !isLinked) return false;
    if (dispatch) this.askForLink(view, isLinked);
    return true;
  }

  async askForLink(view, isLinked) {
    const { from, to, $from } = view.state.selection;
    const mark = marks.link.isInSet($from.marks()) ?? linkWithin(view.state, from, to);
    const said = await ask(this.words, this.words.address, mark?.attrs.href ?? "", { remove: isLinked });
    if (said !== null) {
      const [start, end] = isLinked && from === to ? rangeOf($from, mark) : [from, to];
      const { tr } = view.state;
      tr.removeMark(start, end, marks.link);
      if (said) tr.addMark(start, end, marks.link.create({ href: said }));
      view.dispatch(tr);
    }
    view.focus();
  }

  goOn() {
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)));
    this.view.focus();
  }

  /* The text as it is written, or formatted. */
  toggle() {
    if (!this.isFormatted) this.replace(this.area.value);
    this.show(!this.isFormatted);
    (this.isFormatted ? this.view : this.area).focus();
  }

  show(isFormatted) {
    this.isFormatted = isFormatted;
    this.view.dom.hidden = !isFormatted;
    this.area.hidden = isFormatted;
    this.area.required = this.isRequired && !isFormatted;
    this.toolbar.toggle.setAttribute("aria-pressed", String(!isFormatted));
    for (const button of this.toolbar.buttons) if (button.dataset.command) button.disabled = !isFormatted;
    this.toolbar.keepStop();
  }

  /* Another text in place of this one: what is typed from here on is an edit of it. */
  replace(value) {
    this.area.value = value;
    this.text = new Text(value);
    this.view.updateState(this.state());
    this.toolbar.update(this.view.state);
  }
}

const addressIn = (text) => /^https?:\/\/[^\s<>"]+$/.exec(text.trim())?.[0];

/* An address alone is a link; all else that is pasted as text is Markdown. */
const addressOrText = (text) => {
  const address = addressIn(text);
  if (!address) return nodesOf(text);
  return Fragment.from(schema.node("paragraph", null, schema.text(address, [marks.link.create({ href: address })])));
};

// A heading that more follows stays one, also where it is pasted behind words.
const apart = (slice, { $from }) => {
  const isHeaded = slice.content.childCount > 1 && slice.content.firstChild.type.name === "heading";
  return isHeaded && $from.parentOffset > 0 ? new Slice(slice.content, 0, slice.openEnd) : slice;
};

const plainSlice = (text) => {
  const paragraphs = text.split(/\n+/).map((line) => schema.node("paragraph", null, line ? schema.text(line) : null));
  return Slice.maxOpen(Fragment.from(paragraphs));
};

const linkWithin = (state, from, to) => {
  let found;
  state.doc.nodesBetween(from, to, (node) => void (found ??= marks.link.isInSet(node.marks)));
  return found;
};

/* From where to where the link goes that the cursor is in. */
const rangeOf = ($from, mark) => {
  const { parent } = $from;
  let start = $from.start();
  let end = start;
  parent.forEach((node, offset) => {
    const begins = $from.start() + offset;
    if (!mark.isInSet(node.marks)) {
      if (end < $from.pos) start = end = begins + node.nodeSize;
    } else if (end === begins || start === end) {
      if (start === end) start = begins;
      end = begins + node.nodeSize;
    }
  });
  return [start, end];
};

document.querySelectorAll("textarea[data-editor]").forEach((area) => new Editor(area));

// The toolbar: one stop of the Tab key, arrows between its buttons (WAI-ARIA Authoring Practices, Toolbar).
import { redo, undo } from "prosemirror-history";
import { COMMANDS, PRESSED } from "./commands.js";
import { placeOf } from "./tables.js";

const SIGNS = {
  strong: "B", em: "I", struck: "S", code: "‹›", link: "↗", heading: "H2", subheading: "H3", bullet: "•", ordered: "1.",
  quote: "❝", block: "{ }", table: "▦", picture: "▣", library: "⊞", footnote: "¹", rule: "―", blocks: "▤",
  rowAdd: "▦↓", rowRemove: "▦×", columnAdd: "▦→", columnRemove: "▥×", undo: "↶", redo: "↷",
};
const IN_TABLES = ["rowAdd", "rowRemove", "columnAdd", "columnRemove"];
const GROUPS = [
  ["strong", "em", "struck", "code", "link"],
  ["heading", "subheading", "bullet", "ordered", "quote", "block"],
  ["picture", "library", "table", "blocks", "footnote", "rule"],
  IN_TABLES,
  ["undo", "redo"],
];
const KEYS = { strong: "Control+B", em: "Control+I", link: "Control+K", undo: "Control+Z", redo: "Control+Shift+Z" };

/* The toolbar of an editor; `asks` has what the buttons that ask for something do. */
export class Toolbar {
  constructor(words, asks, toggle) {
    this.dom = document.createElement("div");
    this.dom.className = "editor-bar";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", words.toolbar);
    this.commands = { ...COMMANDS, undo, redo, ...asks };
    this.buttons = GROUPS.flatMap((names) => {
      const group = document.createElement("span");
      group.className = "editor-group";
      this.dom.append(group);
      return names.map((name) => group.appendChild(this.button(name, words[name])));
    });
    this.toggle = this.button("", words.markdown);
    this.toggle.textContent = words.markdown;
    this.toggle.classList.add("editor-toggle");
    this.toggle.setAttribute("aria-pressed", "false");
    this.toggle.addEventListener("click", toggle);
    this.dom.append(this.toggle);
    this.buttons.push(this.toggle);
    this.buttons.forEach((button, at) => (button.tabIndex = at ? -1 : 0));
    this.dom.addEventListener("keydown", (event) => this.move(event));
  }

  button(name, words) {
    const made = document.createElement("button");
    made.type = "button";
    made.title = words;
    made.setAttribute("aria-label", words);
    if (!name) return made;
    made.dataset.command = name;
    made.dataset.sign = SIGNS[name];
    if (KEYS[name]) made.setAttribute("aria-keyshortcuts", KEYS[name]);
    // The selection stays where it is.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => this.run(name));
    return made;
  }

  attach(view) {
    this.view = view;
    this.update(view.state);
  }

  run(name) {
    this.commands[name](this.view.state, this.view.dispatch, this.view);
    if (COMMANDS[name] || name === "undo" || name === "redo") this.view.focus();
  }

  update(state) {
    const isInTable = placeOf(state) !== undefined;
    this.dom.querySelector("[data-command=rowAdd]").parentElement.hidden = !isInTable;
    this.keepStop();
    for (const button of this.buttons) {
      const { command } = button.dataset;
      if (!command) continue;
      if (PRESSED[command]) button.setAttribute("aria-pressed", String(PRESSED[command](state)));
      const can = this.commands[command](state, undefined, this.view);
      // Disabled, it could not be reached by arrows, and nobody would learn that it is there.
      button.setAttribute("aria-disabled", String(!can));
    }
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    const rtl = getComputedStyle(this.dom).direction === "rtl" && Math.abs(step) === 1 ? -1 : 1;
    const shown = this.shown();
    const at = shown.indexOf(document.activeElement);
    const last = shown.length - 1;
    const to = step === -Infinity ? 0 : step === Infinity ? last : (at + step * rtl + last + 1) % (last + 1);
    this.stopAt(shown[to]);
    shown[to].focus();
    event.preventDefault();
  }

  shown() {
    return this.buttons.filter((button) => !button.closest("[hidden]") && !button.disabled);
  }

  stopAt(stop) {
    for (const button of this.buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  /* One that is hidden or disabled cannot be where the Tab key stops. */
  keepStop() {
    const shown = this.shown();
    if (!shown.some((button) => button.tabIndex === 0)) this.stopAt(shown[0]);
  }

  focus() {
    this.buttons.find((button) => button.tabIndex === 0).focus();
  }
}

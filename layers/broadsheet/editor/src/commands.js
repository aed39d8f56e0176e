// What the buttons and keys of the editor do.
import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";
import { TABLES, addTable, toCell, toRow } from "./tables.js";

const { nodes, marks } = schema;

export const isMarked = (state, type) => {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};

export const isWithin = (state, type, attrs = {}) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === type) return Object.entries(attrs).every(([name, value]) => node.attrs[name] === value);
  }
  return false;
};

/* A kind of block, or a paragraph again. */
const toggleBlock = (type, attrs) => (state, dispatch) =>
  isWithin(state, type, attrs) ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(type, attrs)(state, dispatch);

const toggleList = (type) => (state, dispatch) =>
  isWithin(state, type) ? liftListItem(nodes.list_item)(state, dispatch) : wrapInList(type)(state, dispatch);

const toggleQuote = (state, dispatch) =>
  isWithin(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);

const insert = (make) => (state, dispatch) => {
  const node = make();
  if (dispatch) dispatch(state.tr.replaceSelectionWith(node).scrollIntoView());
  return true;
};

/* The next number that no footnote has, where the cursor is, and its text at the end. */
export const addFootnote = (state, dispatch) => {
  const labels = new Set();
  state.doc.descendants((node) => void (node.type === nodes.footnote && labels.add(node.attrs.label)));
  let number = 1;
  while (labels.has(String(number))) number += 1;
  const label = String(number);
  if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type === nodes.source) return false;
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(nodes.footnote.create({ label }), false);
    const note = nodes.source.create(null, schema.text(`[^${label}]: `));
    tr.insert(tr.doc.content.size, note);
    tr.setSelection(TextSelection.atEnd(tr.doc)).scrollIntoView();
    dispatch(tr);
  }
  return true;
};

export const COMMANDS = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  struck: toggleMark(marks.struck),
  code: toggleMark(marks.code),
  heading: toggleBlock(nodes.heading, { level: 2 }),
  subheading: toggleBlock(nodes.heading, { level: 3 }),
  bullet: toggleList(nodes.bullet_list),
  ordered: toggleList(nodes.ordered_list),
  quote: toggleQuote,
  block: toggleBlock(nodes.code_block),
  table: addTable,
  ...TABLES,
  rule: insert(() => nodes.horizontal_rule.create()),
  footnote: addFootnote,
};

/* Whether what a button does is so where the cursor is; undefined where that says nothing. */
export const PRESSED = {
  strong: (state) => isMarked(state, marks.strong),
  em: (state) => isMarked(state, marks.em),
  struck: (state) => isMarked(state, marks.struck),
  code: (state) => isMarked(state, marks.code),
  link: (state) => isMarked(state, marks.link),
  heading: (state) => isWithin(state, nodes.heading, { level: 2 }),
  subheading: (state) => isWithin(state, nodes.heading, { level: 3 }),
  bullet: (state) => isWithin(state, nodes.bullet_list),
  ordered: (state) => isWithin(state, nodes.ordered_list),
  quote: (state) => isWithin(state, nodes.blockquote),
  block: (state) => isWithin(state, nodes.code_block),
};

const hardBreak = chainCommands(exitCode, (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

export const KEYS = {
  "Mod-b": COMMANDS.strong,
  "Mod-i": COMMANDS.em,
  "Mod-`": COMMANDS.code,
  "Mod-Alt-2": COMMANDS.heading,
  "Mod-Alt-3": COMMANDS.subheading,
  "Mod-Shift-7": COMMANDS.ordered,
  "Mod-Shift-8": COMMANDS.bullet,
  "Mod-Shift-9": COMMANDS.quote,
  "Shift-Enter": hardBreak,
  "Mod-Enter": hardBreak,
  Enter: chainCommands(toRow, splitListItem(nodes.list_item)),
  Tab: toCell(1),
  "Shift-Tab": toCell(-1),
  "Mod-]": sinkListItem(nodes.list_item),
  "Mod-[": liftListItem(nodes.list_item),
};

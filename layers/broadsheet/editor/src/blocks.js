// What stands apart in a text: a block that is chosen by its name is put in, with dots where words go.
import { TextSelection } from "prosemirror-state";
import { choose } from "./asking.js";
import { nodesOf } from "./markdown.js";
import { schema } from "./schema.js";

const DOTS = "…";
const NUMBERS = "|  | 2025 | 2026 |\n|---|---:|---:|\n| A | 1 | 2 |\n| B | 3 | 4 |";
const TEMPLATES = {
  pullquote: `:::pullquote\n${DOTS}\n:::`,
  facts: `:::facts ${DOTS}\n- \n- \n:::`,
  note: `:::note\n${DOTS}\n:::`,
  warning: `:::warning\n${DOTS}\n:::`,
  gallery: `:::gallery\n![${DOTS}](media:)\n![](media:)\n:::`,
  wide: `:::wide\n![${DOTS}](media:)\n:::`,
  film: `:::video\n![${DOTS}](media:)\n\n[English](media: "en")\n:::`,
  transcript: `:::transcript\n${DOTS}\n:::`,
  caption: `:::table ${DOTS}\n${NUMBERS}\n:::`,
  chart: `:::chart bar ${DOTS}\n${NUMBERS}\n:::`,
  formula: `\`\`\`math\n${DOTS}\n\`\`\``,
  program: `\`\`\`python\n${DOTS}\n\`\`\``,
};

/* Behind the block of the cursor, or in place of an empty one. */
const place = (view, name) => {
  const { state } = view;
  const { $from, $to } = state.selection;
  const isEmpty = $from.depth === 1 && $from.parent.type === schema.nodes.paragraph && !$from.parent.content.size;
  const nodes = nodesOf(TEMPLATES[name]);
  const at = isEmpty ? $from.before(1) : $to.depth ? $to.after(1) : state.selection.to;
  const tr = isEmpty ? state.tr.replaceWith(at, $from.after(1), nodes) : state.tr.insert(at, nodes);
  // Whoever goes on below it needs a place for that.
  if (at + nodes.size === tr.doc.content.size) tr.insert(at + nodes.size, schema.nodes.paragraph.create());
  const dots = at + 1 + nodes.firstChild.textContent.indexOf(DOTS);
  tr.setSelection(TextSelection.create(tr.doc, dots, dots + DOTS.length)).scrollIntoView();
  view.dispatch(tr);
};

export const chooseBlock = (words) => (_state, dispatch, view) => {
  if (!dispatch) return true;
  const names = Object.keys(TEMPLATES).map((name) => [name, words[`put_${name}`]]);
  choose(words, words.blocks, names).then((name) => {
    if (name) place(view, name);
    view.focus();
  });
  return true;
};

// Markdown that is typed becomes what it means; undo gives back what was typed.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

/* `**x**` and its like, once the last mark was typed. */
const marked = (pattern, type) =>
  new InputRule(pattern, (state, match, start, end) => {
    const [whole, before, words] = match;
    if (state.doc.resolve(start).parent.type.spec.code) return null;
    const at = start + whole.indexOf(before) + before.length;
    const tr = state.tr.delete(at, end).insert(at, schema.text(words, [type.create()]));
    return tr.removeStoredMark(type);
  });

export const typedRules = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
    textblockTypeInputRule(/^```$/, nodes.code_block),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
    wrappingInputRule(
      /^(\d+)[.)]\s$/,
      nodes.ordered_list,
      (match) => ({ order: Number(match[1]) }),
      (match, node) => node.childCount + node.attrs.order === Number(match[1]),
    ),
    new InputRule(/^(?:---|\*\*\*)$/, (state, _match, start, end) =>
      state.tr.replaceRangeWith(start - 1, end, nodes.horizontal_rule.create()),
    ),
    marked(/(^|[^*\w])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
    marked(/(^|[^*\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
    marked(/(^|[^_\w])_([^_\s](?:[^_]*[^_\s])?)_$/, marks.em),
    marked(/(^|[^~])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.struck),
    marked(/(^|[^`])`([^`]+)`$/, marks.code),
  ],
});

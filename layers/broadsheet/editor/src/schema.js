// What the editor can show formatted. All else of a text is a `source` block: its Markdown, as it is.
import { Schema } from "prosemirror-model";
import { schema as markdown } from "prosemirror-markdown";

const BLOCKS = ["paragraph", "heading", "blockquote", "code_block", "bullet_list", "ordered_list", "horizontal_rule"];

// `origin` says which block of the text a node was read from; no copy by way of HTML has one.
const withOrigin = (spec) => ({ ...spec, attrs: { ...spec.attrs, origin: { default: null } } });

const source = {
  content: "text*",
  group: "block",
  code: true,
  defining: true,
  marks: "",
  attrs: { origin: { default: null } },
  parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
  toDOM: () => ["pre", { "data-source": "", class: "editor-source" }, ["code", 0]],
};

const footnote = {
  inline: true,
  group: "inline",
  atom: true,
  attrs: { label: {} },
  parseDOM: [{ tag: "sup[data-footnote]", getAttrs: (dom) => ({ label: dom.dataset.footnote }) }],
  toDOM: (node) => ["sup", { "data-footnote": node.attrs.label, class: "editor-footnote" }, node.attrs.label],
};

// A table has what Markdown's can have: one row of headings, and one line in each cell.
const table = {
  content: "table_row+",
  group: "block",
  isolating: true,
  attrs: { origin: { default: null } },
  parseDOM: [{ tag: "table" }],
  toDOM: () => ["table", { class: "editor-table" }, ["tbody", 0]],
};

const tableRow = { content: "(table_header | table_cell)+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] };

const tableCell = (tag) => ({
  content: "(text | image | footnote)*",
  isolating: true,
  attrs: { align: { default: null } },
  parseDOM: [{ tag, getAttrs: (dom) => ({ align: dom.dataset.align ?? null }) }],
  toDOM: ({ attrs: { align } }) => [tag, align ? { "data-align": align } : {}, 0],
});

const struck = {
  parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
  toDOM: () => ["s"],
};

// A list that is typed or pasted has no empty lines between its items; one that was read, as it was.
const tight = (spec) => ({
  ...spec,
  attrs: { ...spec.attrs, tight: { default: true } },
  parseDOM: spec.parseDOM.map((rule) => ({
    ...rule,
    getAttrs: (dom) => ({ ...rule.getAttrs(dom), tight: dom.dataset.tight !== "false" }),
  })),
});

const nodes = BLOCKS.reduce(
  (all, name) => all.update(name, withOrigin(all.get(name))),
  markdown.spec.nodes,
)
  .update("bullet_list", withOrigin(tight(markdown.spec.nodes.get("bullet_list"))))
  .update("ordered_list", withOrigin(tight(markdown.spec.nodes.get("ordered_list"))))
  .addBefore("text", "source", source)
  .addBefore("text", "table", table)
  .addBefore("text", "table_row", tableRow)
  .addBefore("text", "table_header", tableCell("th"))
  .addBefore("text", "table_cell", tableCell("td"))
  .addBefore("image", "footnote", footnote);

export const schema = new Schema({ nodes, marks: markdown.spec.marks.addToEnd("struck", struck) });

// Markdown in, Markdown out; a block that nobody changed comes out as it came in, byte for byte.
import MarkdownIt from "markdown-it";
import { MarkdownParser, MarkdownSerializer, defaultMarkdownParser, defaultMarkdownSerializer } from "prosemirror-markdown";
import { schema } from "./schema.js";

const FOOTNOTE = /^\[\^([^\]\s]+)\]/;
const DEFINES = /^ {0,3}\[\^[^\]\s]+\]:/;

const dialect = MarkdownIt("commonmark", { html: true }).enable(["table", "strikethrough"]);
dialect.inline.ruler.before("link", "footnote", (state, silent) => {
  const found = FOOTNOTE.exec(state.src.slice(state.pos, state.posMax));
  if (!found) return false;
  if (!silent) state.push("footnote", "", 0).content = found[1];
  state.pos += found[0].length;
  return true;
});

const parser = (tokens) =>
  new MarkdownParser(schema, { parse: () => tokens }, {
    ...defaultMarkdownParser.tokens,
    s: { mark: "struck" },
    footnote: { node: "footnote", getAttrs: (token) => ({ label: token.content }) },
  });

const KNOWN = new Set(
  ("paragraph_open paragraph_close heading_open heading_close blockquote_open blockquote_close " +
    "bullet_list_open bullet_list_close ordered_list_open ordered_list_close list_item_open list_item_close " +
    "fence code_block hr inline text text_special softbreak hardbreak em_open em_close strong_open strong_close " +
    "s_open s_close link_open link_close image code_inline footnote").split(" "),
);

const isKnown = (token) => KNOWN.has(token.type) && (token.children ?? []).every((child) => isKnown(child));

/* The blocks of a text: lines from `start` up to `end`, and the tokens that they are. */
const blocksOf = (tokens) => {
  const blocks = [];
  let open = [];
  for (const token of tokens) {
    open.push(token);
    if (token.level === 0 && token.nesting <= 0) {
      const [start, end] = open[0].map;
      blocks.push({ start, end, tokens: open });
      open = [];
    }
  }
  return blocks;
};

const nodeOf = (block, text, origin) => {
  if (block.tokens.every(isKnown) && !DEFINES.test(text)) {
    const nodes = parser(block.tokens).parse("").content;
    if (nodes.childCount === 1 && nodes.child(0).type.spec.attrs?.origin) {
      const node = nodes.child(0);
      return node.type.create({ ...node.attrs, origin }, node.content);
    }
  }
  return schema.node("source", { origin }, text ? schema.text(text) : null);
};

/* A text that is edited: its document, and how each block stood in it. */
export class Text {
  constructor(typed) {
    this.blocks = [];
    this.tail = "";
    this.typed = typed;
    this.doc = this.read(typed);
  }

  read(typed) {
    const lines = typed.split("\n");
    const slice = (from, to) => lines.slice(from, to).join("\n");
    const found = blocksOf(dialect.parse(typed, {}));
    const nodes = [];
    let at = 0;
    const add = (block) => {
      // Blank lines at the end of a block (of a list, of indented code) are what stands between.
      let { end } = block;
      while (end > block.start + 1 && !lines[end - 1].trim()) end -= 1;
      const text = slice(block.start, end);
      const origin = this.blocks.length;
      const node = nodeOf(block, text, origin);
      const before = slice(at, block.start) + (block.start > at ? "\n" : "");
      this.blocks.push({ text, node, before: origin ? `\n${before}` : before });
      nodes.push(node);
      at = end;
    };
    for (const block of found) {
      this.between(lines, at, block.start, add);
      add(block);
    }
    this.between(lines, at, lines.length, add);
    this.tail = at < lines.length ? (this.blocks.length ? "\n" : "") + slice(at, lines.length) : "";
    return schema.node("doc", null, nodes.length ? nodes : [schema.node("paragraph")]);
  }

  /* What no token tells of, such as where links lead, is shown as it is. */
  between(lines, from, to, add) {
    for (let start = from; start < to; start += 1) {
      if (!lines[start].trim()) continue;
      let end = start;
      while (end < to && lines[end].trim()) end += 1;
      add({ start, end, tokens: [{ type: "definition" }] });
      start = end;
    }
  }

  isAsRead(node) {
    const block = this.blocks[node.attrs.origin];
    return block !== undefined && block.node.eq(node);
  }

  /* The document as Markdown. */
  written(doc) {
    if (doc.eq(this.doc)) return this.typed;
    const parts = [];
    let last = null;
    doc.forEach((node) => {
      const asRead = this.isAsRead(node);
      const text = asRead ? this.blocks[node.attrs.origin].text : serialized(node);
      if (!text && !asRead) return;
      const follows = asRead && last?.asRead && last.origin === node.attrs.origin - 1;
      if (follows) parts.push(this.blocks[node.attrs.origin].before);
      else if (last) parts.push("\n\n");
      else if (asRead && node.attrs.origin === 0) parts.push(this.blocks[0].before);
      parts.push(text);
      last = { asRead, origin: node.attrs.origin };
    });
    if (!last) return "";
    return parts.join("") + (this.tail || (this.blocks.length ? "" : "\n"));
  }
}

const serializer = new MarkdownSerializer(
  {
    ...defaultMarkdownSerializer.nodes,
    source: (state, node) => {
      state.text(node.textContent, false);
      state.closeBlock(node);
    },
    paragraph: (state, node) => {
      // Four spaces in front would make code of it, and fewer are not seen.
      const [spaces] = /^\s*/.exec(node.textContent);
      state.renderInline(node.firstChild?.isText ? node.cut(Math.min(spaces.length, node.firstChild.nodeSize)) : node);
      state.closeBlock(node);
    },
    footnote: (state, node) => state.write(`[^${node.attrs.label}]`),
    image: (state, node) => {
      const title = node.attrs.title ? ` "${node.attrs.title.replace(/"/g, '\\"')}"` : "";
      const at = /[\s()<>]/.test(node.attrs.src) ? `<${node.attrs.src}>` : node.attrs.src;
      state.write(`![${state.esc(node.attrs.alt || "")}](${at}${title})`);
    },
  },
  { ...defaultMarkdownSerializer.marks, struck: { open: "~~", close: "~~", mixable: true, expelEnclosingWhitespace: true } },
  // What would be HTML, or the name of a character, is text.
  { escapeExtraCharacters: /<(?=[A-Za-z/!?])|&(?=#?\w+;)/g },
);

const serialized = (node) => serializer.serialize(schema.node("doc", null, [node]), { tightLists: true });

/* Markdown as nodes, for what is pasted. */
export const nodesOf = (typed) => new Text(typed).doc.content;

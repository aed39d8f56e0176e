// Markdown in, Markdown out; a block that nobody changed comes out as it came in, byte for byte.
import MarkdownIt from "markdown-it";
import { MarkdownParser, MarkdownSerializer, defaultMarkdownParser, defaultMarkdownSerializer } from "prosemirror-markdown";
import { withDirectives } from "./directives.js";
import { numbered, withFlanks } from "./flanks.js";
import { schema } from "./schema.js";

const FOOTNOTE = /^\[\^([^\]\s]+)\]/;
// Wherever it stands: the server reads one in the middle of a paragraph, too.
const DEFINES = /^[ >]{0,12}\[\^[^\]\s]+\]:/m;
const CONTINUES = /^(?: {4}| {0,3}\t)/;

const dialect = withDirectives(MarkdownIt("commonmark", { html: true }).enable(["table", "strikethrough"]));
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
    image: { node: "image", getAttrs: pictureOf },
    footnote: { node: "footnote", getAttrs: (token) => ({ label: token.content }) },
    table: { block: "table" },
    thead: { ignore: true },
    tbody: { ignore: true },
    tr: { block: "table_row" },
    th: { block: "table_header", getAttrs: aligned },
    td: { block: "table_cell", getAttrs: aligned },
  });

const pictureOf = (token) => ({
  src: token.attrGet("src"),
  title: token.attrGet("title") || null,
  alt: dialect.renderer.renderInlineAsText(token.children, dialect.options, {}) || null,
});

const aligned = (token) => ({ align: /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null });

const KNOWN = new Set(
  ("paragraph_open paragraph_close heading_open heading_close blockquote_open blockquote_close " +
    "bullet_list_open bullet_list_close ordered_list_open ordered_list_close list_item_open list_item_close " +
    "fence code_block hr inline text text_special softbreak hardbreak em_open em_close strong_open strong_close " +
    "table_open table_close thead_open thead_close tbody_open tbody_close tr_open tr_close th_open th_close td_open td_close " +
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

// A footnote's text may look like where a link leads, and would be no block then.
const asText = (typed) => typed.replace(/^([ >]{0,12})\[(?=\^[^\]\s]+\]:)/gm, "$1\uE000");

/* A footnote goes on in the paragraphs that are indented below it: they are one block with it. */
const withNotes = (blocks, lines) =>
  blocks.reduce((all, block) => {
    const last = all.at(-1);
    if (last?.isNote && CONTINUES.test(lines[block.start])) {
      all[all.length - 1] = { ...last, end: block.end, tokens: [...last.tokens, ...block.tokens] };
    } else all.push({ ...block, isNote: DEFINES.test(lines.slice(block.start, block.end).join("\n")) });
    return all;
  }, []);

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
    const found = withNotes(blocksOf(dialect.parse(asText(typed), {})), lines);
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
    const pieces = this.pieces(doc);
    if (!pieces.length) return "";
    const parts = [pieces[0].origin === 0 && pieces[0].asRead ? this.blocks[0].before : ""];
    pieces.forEach((piece, at) => {
      const last = pieces[at - 1];
      if (last) piece.between = follows(last, piece) ? this.blocks[piece.origin].before : keptApart(last, piece);
    });
    for (const { between = "", text } of pieces) parts.push(between, text);
    return parts.join("") + (this.tail || (this.blocks.length ? "" : "\n"));
  }

  pieces(doc) {
    const pieces = [];
    doc.forEach((node) => {
      const asRead = this.isAsRead(node);
      const { origin } = node.attrs;
      const text = asRead ? this.blocks[origin].text : serialized(node);
      if (text || asRead) pieces.push({ node, asRead, origin, text });
    });
    return pieces;
  }
}

const follows = (last, piece) => last.asRead && piece.asRead && last.origin === piece.origin - 1;

const blocksIn = (typed) => withNotes(blocksOf(dialect.parse(asText(typed), {})), typed.split("\n"));

const areApart = (before, after) => {
  const [joined, first, second] = [`${before}\n\n${after}`, before, after].map(blocksIn);
  const line = before.split("\n").length + 1;
  return joined.length === first.length + second.length && (!second.length || joined.some(({ start }) => start === line));
};

/* What stands between two blocks that did not follow each other before. Where they would be one (two lists,
   code that would be in the list before it), they are written in another way. */
const keptApart = (last, piece) => {
  const ways = [
    () => [last.text, piece.text],
    () => [last.text, serialized(piece.node, "-", ")")],
    () => [last.text, serialized(piece.node, "+", ".")],
    () => [serialized(last.node), piece.text],
    () => [serialized(last.node), serialized(piece.node, "-", ")")],
  ];
  for (const way of ways) {
    const [before, after] = way();
    if (!areApart(before, after)) continue;
    [last.text, piece.text] = [before, after];
    return "\n\n";
  }
  // HTML that is never closed goes on to the end: what is put in there would close it.
  return last.node.type === schema.nodes.source ? "\n\n" : "\n\n<!-- -->\n\n";
};

/* In a list without empty lines there is none before what else stands in an item. */
const closely = (write) => (state, node, parent, index) => {
  if (state.inTightList) state.flushClose(1);
  write(state, node, parent, index);
};
const { nodes: usual } = defaultMarkdownSerializer;

const serializer = new MarkdownSerializer(
  {
    ...usual,
    ...Object.fromEntries(["code_block", "blockquote", "horizontal_rule"].map((name) => [name, closely(usual[name])])),
    source: (state, node) => {
      state.text(node.textContent, false);
      state.closeBlock(node);
    },
    paragraph: (state, node) => {
      // Four spaces in front would make code of it, and fewer are not seen.
      const [spaces] = /^[ \t\n]*/.exec(node.textContent);
      state.renderInline(withFlanks(node.firstChild?.isText ? node.cut(Math.min(spaces.length, node.firstChild.nodeSize)) : node));
      state.closeBlock(node);
    },
    bullet_list: (state, node) => state.renderList(node, "  ", () => `${state.options.bullet} `),
    ordered_list: (state, node) => {
      const start = node.attrs.order ?? 1;
      const width = String(start + node.childCount - 1).length;
      state.renderList(node, " ".repeat(width + 2), (at) => {
        const number = String(start + at);
        return " ".repeat(width - number.length) + number + state.options.delimiter + " ";
      });
    },
    heading: closely((state, node, parent, index) => usual.heading(state, withFlanks(node), parent, index)),
    table: (state, node) => {
      state.text(tableText(node), false);
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
  // What would be HTML, the name of a character or the edge of a block is text.
  { escapeExtraCharacters: /<(?=[A-Za-z/!?])|&(?=#?\w+;)|^:(?=::)/gm },
);

const serialized = (node, bullet = "*", delimiter = ".") =>
  numbered(serializer.serialize(schema.node("doc", null, [node]), { tightLists: true, bullet, delimiter }));

const MARKS = { left: ":--", center: ":-:", right: "--:" };

const cellText = (cell) =>
  serialized(schema.node("paragraph", null, cell.content)).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");

const tableText = (table) => {
  const rows = table.children.map((row) => row.children.map(cellText));
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  const marks = Array.from({ length: width }, (_, at) => MARKS[table.child(0).maybeChild(at)?.attrs.align] ?? "---");
  const [head, ...rest] = rows;
  return [line(head), line(marks), ...rest.map(line)].join("\n");
};

/* Markdown as nodes, for what is pasted. */
export const nodesOf = (typed) => new Text(typed).doc.content;

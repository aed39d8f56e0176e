// What an edit of each block makes of a text: for tests, which ask the server what it makes of both.
import { readFileSync } from "node:fs";
import { Transform } from "prosemirror-transform";
import { Text } from "./src/markdown.js";
import { schema } from "./src/schema.js";

const WORD = "zqx";

/* At the end of the last words of a block, if it has any that are formatted. */
const withWord = (text, node, offset) => {
  // A picture alone is a figure, and none beside words.
  if (node.childCount === 1 && node.child(0).type.name === "image") return null;
  let at = null;
  node.descendants((child, position) => {
    if (child.inlineContent && !child.type.spec.code) at = offset + 1 + position + 1 + child.content.size;
  });
  if (node.inlineContent && !node.type.spec.code) at = offset + 1 + node.content.size;
  return at === null ? null : text.written(new Transform(text.doc).insert(at, schema.text(WORD)).doc);
};

const withParagraph = (text, node, offset) => {
  const paragraph = schema.node("paragraph", null, schema.text(WORD));
  return text.written(new Transform(text.doc).insert(offset + node.nodeSize, paragraph).doc);
};

const edits = (typed) => {
  const text = new Text(typed);
  const all = [];
  text.doc.forEach((node, offset) => {
    all.push(["word", node.type.name, withWord(text, node, offset)]);
    if (text.blocks.length) all.push(["paragraph", node.type.name, withParagraph(text, node, offset)]);
  });
  return { unedited: text.written(text.doc), edits: all.filter(([, , after]) => after !== null) };
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(edits)));

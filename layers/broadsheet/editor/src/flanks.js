// `*Words.*and more` is no emphasis in CommonMark: its end stands between a full stop and a letter. The letter
// is written as its number then, which is punctuation to Markdown and the same letter to a reader.
import { schema } from "./schema.js";

// The server takes this out of all that is sent: it is in no text.
const NUMBERED = "\uFFFE";
const SIGN = /[\p{P}\p{S}]/u;
const { strong, em, struck, link, code } = schema.marks;
const DELIMITED = [strong, em, struck];

const firstOf = (node, other) => {
  if (!node.isText) return "[";
  if (code.isInSet(node.marks)) return "`";
  if (opens(other, node, [link]).length) return "[";
  return String.fromCodePoint(node.text.codePointAt(0));
};

const lastOf = (node, other) => {
  if (!node.isText) return "]";
  if (code.isInSet(node.marks)) return "`";
  if (opens(other, node, [link]).length) return ")";
  return [...node.text.slice(-2)].at(-1);
};

/* Which of these marks the second node has, and the first has not. */
const opens = (first, second, marks) =>
  marks.filter((mark) => mark.isInSet(second.marks) && !mark.isInSet(first.marks));

const isWord = (letter) => !SIGN.test(letter) && !/\s/.test(letter);

/* The block with letters marked that have to be written as numbers. */
export const withFlanks = (block) => {
  const nodes = [...block.children];
  for (let at = 1; at < nodes.length; at += 1) {
    const [before, after] = [nodes[at - 1], nodes[at]];
    const [last, first] = [lastOf(before, after), firstOf(after, before)];
    if (opens(after, before, DELIMITED).length && SIGN.test(last) && isWord(first)) {
      nodes[at] = schema.text(NUMBERED + after.text, after.marks);
    } else if (opens(before, after, DELIMITED).length && isWord(last) && SIGN.test(first)) {
      nodes[at - 1] = schema.text(before.text.slice(0, -last.length) + NUMBERED + last, before.marks);
    }
  }
  return block.type.create(block.attrs, nodes, block.marks);
};

export const numbered = (typed) =>
  typed.replace(new RegExp(`${NUMBERED}([^])`, "gu"), (_all, letter) => `&#${letter.codePointAt(0)};`);

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { schema } from "./schema.js";
import { Text } from "./markdown.js";

const TEXTS = {
  empty: "",
  blank: "\n\n",
  paragraphs: "One *two* __three__.\n\n\nFour\\\nfive  \nsix.\n",
  "no end": "One",
  "leading lines": "\n\n  One\n",
  headings: "Title\n=====\ntext\n# A\n## B ##\n",
  lists: "* a\n* b\n\n  more\n\n\n1) x\n2) y\n   - z\n\n\nend\n",
  code: "```js\nlet x = `1`;\n```\n\n    indented\n\n    more\n\n~~~\n\n~~~\n",
  html: "<div>\n*a*\n</div>\n\na <b>c</b> d\n\n<!-- x -->\n",
  table: "| a | b |\n|---|---|\n| 1 | 2 |\n\nafter\n",
  links: "[a][1] and [b]\n\n[1]: /x 'T'\n[b]: https://b.example\n",
  notes: "One[^1] and [^a/b].\n\n[^1]: A note\n    with more.\n\n[^a/b]: x\n",
  quote: "> a\n> > b\n\n> c\n",
  picture: '![Boats](media:01a2 "In August")\n\n![x](</a b.jpg>)\n',
  rtl: "مرحبا *بالعالم*\n\n---\n***\n",
  crlfless: "a\tb \n\n\n\n",
  definition: "[only]: /x\n",
  entities: "AT&amp;T &copy; &nbsp;x\n",
  directives: "a\n:::note [T](/x)\n- b\n\n```\n:::\n```\n:::\nc\n\n::::facts\n:::wide\n![x](/x.jpg)\n:::\n\n\nd\n::::\n\n:::open\n",
  formulas: "a\n$$\nx_1 * y_2 \\\\\n$$\nb\n\n$$ x_1 * y $$\n\n$$5 and $$ 6\n\n:::math\na_1\n:::\n\n```math\nx\n```\n",
  struck: "~~no~~ ~yes~\n",
};

const edition = new URL(`${process.env.EDITION ?? "../../../../local/edition"}/`, import.meta.url);
for (const name of readdirSync(edition).filter((one) => one.endsWith(".md"))) {
  TEXTS[name] = readFileSync(new URL(name, edition), "utf8").split(/^---$/m).slice(2).join("---").replace(/^\n/, "");
}

for (const [name, typed] of Object.entries(TEXTS)) {
  test(`a text that nobody edits stays as it is: ${name}`, () => {
    const text = new Text(typed);
    assert.equal(text.written(text.doc), typed);
  });

  test(`an edit of a block leaves all others as they are: ${name}`, () => {
    const text = new Text(typed);
    text.doc.forEach((node, _offset, index) => {
      if (node.type.name !== "paragraph" || !node.content.size) return;
      const edited = node.copy(node.content.append(schema.node("paragraph", null, schema.text(" more")).content));
      const doc = text.doc.copy(text.doc.content.replaceChild(index, edited));
      const written = text.written(doc);
      text.blocks.forEach((block, other) => other === node.attrs.origin || assert.ok(written.includes(block.text), block.text));
      assert.ok(written.includes(" more"));
    });
  });
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const generator = (seed) => () => ((seed = (seed * 1664525 + 1013904223) % 4294967296) / 4294967296);

test("whatever is put together stays as it is", () => {
  const pieces = Object.values(TEXTS).flatMap((typed) => typed.split(/(?<=\n)/)).concat(["", "\n", " \n", "- \n", "> ", "`", "*", "|", "<", "[^", "](", "\\", ":::note\n", ":::\n", "::::facts x\n"]);
  for (let seed = 1; seed <= 4000; seed += 1) {
    const random = generator(seed);
    const typed = Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick(random, pieces)).join("");
    const text = new Text(typed);
    assert.equal(text.written(text.doc), typed, JSON.stringify(typed));
  }
});

test("what is typed as text is read as that text", () => {
  for (const words of ["a <b> c", "&amp; &copy;", "1. one", "# no", "*x* _y_ `z`", "[a](b)", "~~x~~", "a\\b", "- x", "> x", "+ y", "![a](b)", "<https://x.example>", "a_b_c", "[^1]", "    x", ":::note", ":::"]) {
    const text = new Text("");
    const doc = schema.node("doc", null, [schema.node("paragraph", null, schema.text(words))]);
    const again = new Text(text.written(doc));
    assert.equal(again.doc.textContent, words.trim(), text.written(doc));
    assert.equal(again.doc.child(0).type.name, "paragraph", text.written(doc));
  }
});

test("a formula between dollar signs is one block, and money is text", () => {
  const text = new Text(TEXTS.formulas);
  const kinds = ["paragraph", "source", "paragraph", "source", "paragraph", "source", "code_block"];
  assert.deepEqual(text.doc.children.map((node) => node.type.name), kinds);
});

test("a block between lines of colons is one block, with all that is in it", () => {
  const text = new Text(TEXTS.directives);
  assert.deepEqual(text.doc.children.map((node) => node.type.name), ["paragraph", "source", "paragraph", "source", "paragraph"]);
  assert.ok(text.doc.child(3).textContent.endsWith("d\n::::"));
});

// What other programs put on the clipboard, as plain elements: headings, emphasis, lists, links, tables stay.

const DROPPED = "script, style, meta, link, title, head, xml, object, embed, iframe, noscript, template, form, button, input, select, textarea, svg, math, canvas, audio, video, o\\:p";
const MARKS = [
  [/(?:^|[;\s])font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/(?:^|[;\s])font-style:\s*(italic|oblique)/i, "em"],
  [/text-decoration[^;]*line-through/i, "s"],
];
const PLAIN = [
  [/(?:^|[;\s])font-weight:\s*(normal|[1-4]00)/i, "b, strong"],
  [/(?:^|[;\s])font-style:\s*normal/i, "i, em"],
];
const HEADINGS = [
  [/heading\s*([1-6])|überschrift\s*([1-6])|titre\s*([1-6])/i, 0],
  [/msotitle|\btitle\b/i, 1],
  [/msosubtitle|\bsubtitle\b/i, 2],
];
const KEPT = { A: ["href", "title"], IMG: ["src", "alt", "title"], OL: ["start"], PRE: ["data-source"], SUP: ["data-footnote"] };
const NUMBERED = /^\s*(\d+|[a-z]|[ivxlc]+)[.)]/i;

/* The HTML of a clipboard, without what is rubbish on a page; `lost` is told of pictures that are only where it was copied. */
export const cleaned = (html, lost = () => {}) => {
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html)?.[1] ?? html;
  // Styles are read, and nothing of it is applied or run: the policy of the page would say so each time.
  // Comments go first: Word's end in what, alone, is a condition of its own (`<![if !vml]>…<![endif]>`).
  const unstyled = fragment
    .replace(/<!--(-?>|[\s\S]*?--!?>)/g, "")
    .replace(/<!\[(if|endif)[^>]*>/gi, "")
    .replace(/<style\b[\s\S]*?(<\/style>|$)/gi, "")
    .replace(/<base\b[^>]*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/[\s/"'](style|on\w+)\s*=/gi, (found, name) => `${found[0]} data-${name}=`));
  const parsed = new DOMParser().parseFromString(unstyled, "text/html");
  const { body } = parsed;
  comments(body).forEach((comment) => comment.remove());
  body.querySelectorAll(".ListContainerWrapper").forEach(asParagraphs);
  body.querySelectorAll("p, pre, h1, h2, h3, h4, h5, h6").forEach(markWordList);
  body.querySelectorAll(DROPPED).forEach((one) => one.remove());
  body.querySelectorAll("*").forEach(dropHidden);
  body.querySelectorAll("[data-style]").forEach(withMarks);
  body.querySelectorAll("p, div").forEach(asHeading);
  body.querySelectorAll("br").forEach(dropIdle);
  wordLists(body);
  body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach(intoItemBefore);
  body.querySelectorAll("li > p:only-child").forEach(unwrap);
  body.querySelectorAll("table").forEach(asTable);
  body.querySelectorAll("h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, h1 b, h2 b, h3 b, h4 b, h5 b, h6 b").forEach(unwrapWhole);
  if ([...body.querySelectorAll("img")].filter((one) => !keepPicture(one)).length) lost();
  body.querySelectorAll("a").forEach(keepLink);
  body.querySelectorAll("*").forEach(plain);
  return body.innerHTML;
};

const comments = (root) => {
  const found = [];
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};

const styleOf = (element) => element.dataset.style ?? "";

const replaced = (element, name, attributes = {}) => {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  element.replaceWith(made);
  return made;
};

const unwrap = (element) => element.replaceWith(...element.childNodes);

const dropHidden = (element) => {
  if (/display:\s*none|mso-hide:\s*all/i.test(styleOf(element))) element.remove();
};

/* Styles that say something become elements; `<b style="font-weight:normal">` is none. */
const withMarks = (element) => {
  const style = styleOf(element);
  for (const [pattern, marks] of PLAIN) {
    if (!pattern.test(style)) continue;
    if (element.matches(marks)) return unwrap(element);
    if (element.matches("span, font, a")) liftOutOf(element, marks);
  }
  if (/^H[1-6]$/.test(element.tagName)) return undefined;
  for (const [pattern, name] of MARKS) {
    if (pattern.test(style) && !element.matches(`${name}, ${name} *, b`)) {
      const mark = element.ownerDocument.createElement(name);
      mark.append(...element.childNodes);
      element.append(mark);
    }
  }
  return undefined;
};

/* Words that are as usual within a mark: what stands before and behind them keeps it. */
const liftOutOf = (element, marks) => {
  for (let mark = element.closest(marks); mark; mark = element.closest(marks)) {
    const range = element.ownerDocument.createRange();
    range.setStartBefore(mark);
    range.setEndBefore(element);
    mark.before(range.extractContents());
    range.setStartAfter(element);
    range.setEndAfter(mark);
    mark.after(range.extractContents());
    unwrap(mark);
  }
};

const asHeading = (element) => {
  const named = `${element.className} ${/mso-style-name:\s*"?([^;"]*)/i.exec(styleOf(element))?.[1] ?? ""}`;
  const told = element.getAttribute("role") === "heading" && /^[1-6]$/.exec(element.getAttribute("aria-level"))?.[0];
  if (told) return replaced(element, `h${told}`);
  const outline = /mso-outline-level:\s*([1-6])/i.exec(styleOf(element))?.[1];
  for (const [pattern, fixed] of HEADINGS) {
    const found = pattern.exec(named);
    if (found) return replaced(element, `h${fixed || found.slice(1).find(Boolean)}`);
  }
  return outline && !element.dataset.level ? replaced(element, `h${outline}`) : undefined;
};

const markWordList = (element) => {
  const found = /mso-list:\s*\S+\s+level(\d+)/i.exec(styleOf(element));
  if (!found) return;
  const marker = [...element.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(styleOf(one)));
  marker?.remove();
  // A heading with a number is a heading.
  if (/^H/.test(element.tagName)) return;
  element.dataset.level = found[1];
  element.dataset.ordered = NUMBERED.test(marker?.textContent ?? "") ? "yes" : "";
};

/* Word Online has a list for each item, which says how deep it is. */
const asParagraphs = (wrapper) => {
  const items = [...wrapper.querySelectorAll("li[data-aria-level]")];
  const made = items.map((item) =>
    replaced(item, "p", { "data-level": item.dataset.ariaLevel, "data-ordered": item.closest("ol") ? "yes" : "" }),
  );
  made.forEach((one) => one.querySelectorAll("p").forEach(unwrap));
  wrapper.replaceWith(...made);
};

const BLOCK = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, blockquote, hr";

/* A line end between blocks, or at the end of one, is only room. */
const dropIdle = (end) => {
  const besides = [end.previousElementSibling, end.nextElementSibling];
  const isLast = end.parentElement.matches(BLOCK) && !end.nextSibling;
  if (besides.some((one) => one?.matches(BLOCK)) || isLast || end.className === "Apple-interchange-newline") end.remove();
};

/* Word's lists are paragraphs that say how deep they are. */
const wordLists = (body) => {
  let open = [];
  for (const element of [...body.querySelectorAll("[data-level]")]) {
    const depth = Number(element.dataset.level);
    const kind = element.dataset.ordered ? "OL" : "UL";
    if (!open.length || !follows(open[0], element)) open = [];
    while (open.length > depth) open.pop();
    // Another kind of list at the same depth is another list.
    if (open.length === depth && open.at(-1).tagName !== kind) open.pop();
    while (open.length < depth) {
      const list = body.ownerDocument.createElement(kind);
      const into = open.at(-1)?.lastElementChild;
      if (into) into.append(list);
      else if (open.length) open.at(-1).append(list);
      else element.before(list);
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...element.childNodes);
    open.at(-1).append(item);
    element.remove();
  }
};

const follows = (list, element) => {
  let between = list.nextSibling;
  while (between && between !== element && !between.textContent.trim()) between = between.nextSibling;
  return between === element;
};

const intoItemBefore = (list) => {
  const before = list.previousElementSibling;
  if (before?.tagName === "LI") before.append(list);
};

/* In a heading all is bold: that says nothing. */
const unwrapWhole = (mark) => {
  const heading = mark.closest("h1, h2, h3, h4, h5, h6");
  if (heading.textContent.trim() === mark.textContent.trim()) unwrap(mark);
};

/* Rows of lines of text, the first of them headings; one that only arranges a page is none. */
const asTable = (table) => {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const isNone = rows.length < 2 || !rows.some((row) => row.children.length > 1) || table.querySelector("table");
  if (isNone) return unwrapTable(table);
  const plainTable = table.ownerDocument.createElement("table");
  rows.forEach((row, at) => {
    const made = plainTable.appendChild(table.ownerDocument.createElement("tr"));
    for (const cell of [...row.children]) made.append(...cellsOf(cell, at ? "td" : "th"));
  });
  return table.replaceWith(plainTable);
};

/* A cell, and empty ones for the columns that it goes over. */
const cellsOf = (cell, name) => {
  const inline = "a, b, strong, i, em, s, del, strike, code, img, sup";
  const more = Math.min(Number(cell.getAttribute("colspan")) || 1, 50) - 1;
  for (const block of [...cell.querySelectorAll("*")].reverse()) {
    if (block.matches("br")) block.replaceWith(" ");
    else if (!block.matches(inline)) block.replaceWith(...block.childNodes, " ");
  }
  const made = replaced(cell, name);
  return [made, ...Array.from({ length: more }, () => made.ownerDocument.createElement(name))];
};

const unwrapTable = (table) => {
  const cells = [...table.querySelectorAll("td, th")];
  table.replaceWith(...cells.map((cell) => replaced(cell, "div")));
};

/* Whether one that is to be seen is still there. */
const keepPicture = (picture) => {
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)));
  const isSeen = !(width && width < 3) && !(height && height < 3);
  const isKept = isSeen && /^(https:|media:|\/(?!\/))/.test(picture.getAttribute("src") ?? "");
  if (!isKept) picture.remove();
  return isKept || !isSeen;
};

const keepLink = (link) => {
  const href = (link.getAttribute("href") ?? "").trim();
  // Google's documents lead every link over Google.
  const led = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(href)?.[1];
  if (led) link.setAttribute("href", decodeURIComponent(led));
  else if (!/^(https?:|mailto:|tel:|\/(?!\/)|#|media:)/i.test(href) || !link.textContent.trim()) unwrap(link);
};

const plain = (element) => {
  const kept = KEPT[element.tagName] ?? [];
  for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
};

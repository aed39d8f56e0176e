// Blocks between lines of colons (`:::note` to `:::`), and formulas between lines of two dollar signs: one block,
// which is edited as it is written.

const OPENS = /^(:{3,})[ \t]*(?:[a-zA-Z][\w-]*|\{[ \t]*\.[a-zA-Z][\w-]*[ \t]*\})(?=[ \t[]|$)/;
const CLOSES = /^(:{3,})[ \t]*$/;
const MOST = 8;
const FORMULA = /^\$\$(?:\s*$|.*[^\s$].*\$\$\s*$)/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/* Which of those that are open a line of colons closes: as the server has it. */
const closedBy = (open, colons) => {
  const least = Math.max(...open.map((one) => one.colons).filter((count) => count <= colons));
  return open.findLastIndex((one) => one.colons === least);
};

/* The line after a formula that begins in a line: no line of it is empty; undefined where none begins. */
const endOfFormula = (lines, at) => {
  if (!FORMULA.test(lines[at])) return undefined;
  if (lines[at].trim() !== "$$") return [lines[at - 1], lines[at + 1]].some((line) => line?.trim()) ? undefined : at + 1;
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && lines[end].trimEnd() !== "$$") end += 1;
  return end > at + 1 && lines[end]?.trimEnd() === "$$" ? end + 1 : undefined;
};

/* By the line in which each block begins, the one after its last. */
const endsOf = (lines) => {
  const ends = new Map();
  const open = [];
  let fence = "";
  let formula = 0;
  for (const [at, line] of lines.entries()) {
    if (at < formula) continue;
    const end = fence ? undefined : endOfFormula(lines, at);
    if (end) {
      ends.set(at, (formula = end));
      continue;
    }
    const fenced = FENCE.exec(line);
    if (fence || fenced) {
      const isEnd = fence && fenced?.[1].startsWith(fence) && !line.trim().replaceAll(fence[0], "");
      fence = fence ? (isEnd ? "" : fence) : fenced[1];
      continue;
    }
    const [closing, opening] = [CLOSES.exec(line), OPENS.exec(line)];
    if (opening && open.length < MOST) open.push({ colons: opening[1].length, at });
    const closed = closing ? closedBy(open, closing[1].length) : -1;
    if (closed >= 0) ends.set(open.splice(closed)[0].at, at + 1);
  }
  return ends;
};

/* For markdown-it. */
export const withDirectives = (dialect) => {
  const rule = (state, start, end, silent) => {
    const at = state.bMarks[start];
    if (!(state.src.startsWith(":::", at) || state.src.startsWith("$$", at)) || (at > 0 && state.src[at - 1] !== "\n")) return false;
    state.env.directives ??= endsOf(state.src.split("\n"));
    const last = state.env.directives.get(start);
    if (!last || silent) return Boolean(last);
    state.line = Math.min(last, end);
    state.push("directive", "", 0).map = [start, state.line];
    return true;
  };
  dialect.block.ruler.before("fence", "directive", rule, { alt: ["paragraph", "reference", "blockquote", "list"] });
  return dialect;
};

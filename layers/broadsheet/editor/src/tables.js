// Tables: cells, rows and columns where the cursor is.
import { TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { table, table_row: row, table_header: header, table_cell: cell } = schema.nodes;

/* Where in a table the cursor is; undefined outside of one. */
export const placeOf = ({ selection: { $from } }) => {
  for (let depth = $from.depth; depth > 1; depth -= 1) {
    if (![header, cell].includes($from.node(depth).type)) continue;
    const at = $from.before(depth - 2);
    return { table: $from.node(depth - 2), at, row: $from.index(depth - 2), column: $from.index(depth - 1) };
  }
  return undefined;
};

const cellsOf = (node) => node.children.map((one) => one.children);

/* A table of these rows of cells; the first are its headings, and all are equally long. */
const made = (rows, attrs = null) => {
  const width = Math.max(...rows.map((cells) => cells.length));
  const filled = (cells, type) =>
    Array.from({ length: width }, (_, at) =>
      type.create({ align: rows[0][at]?.attrs.align ?? null }, cells[at]?.content),
    );
  return table.create(attrs, rows.map((cells, at) => row.create(null, filled(cells, at ? cell : header))));
};

/* The position at the start of a cell, for a table that stands at `at`. */
const startOf = (node, at, rowAt, columnAt) => {
  let found = at + 2;
  for (let index = 0; index < rowAt; index += 1) found += node.child(index).nodeSize;
  for (let index = 0; index < columnAt; index += 1) found += node.child(rowAt).child(index).nodeSize;
  return found + 1;
};

const into = (tr, node, at, rowAt, columnAt) =>
  tr.setSelection(TextSelection.create(tr.doc, startOf(node, at, rowAt, columnAt))).scrollIntoView();

/* A command that makes another table of the one that the cursor is in. */
const changed = (change) => (state, dispatch) => {
  const place = placeOf(state);
  if (!place) return false;
  const rows = cellsOf(place.table);
  const next = change(rows, place);
  if (!next) return false;
  if (!dispatch) return true;
  if (!next.rows.length || !next.rows[0].length) {
    dispatch(state.tr.delete(place.at, place.at + place.table.nodeSize).scrollIntoView());
    return true;
  }
  const node = made(next.rows, { origin: place.table.attrs.origin });
  const tr = state.tr.replaceWith(place.at, place.at + place.table.nodeSize, node);
  const rowAt = Math.min(next.row, node.childCount - 1);
  dispatch(into(tr, node, place.at, rowAt, Math.min(next.column, node.child(rowAt).childCount - 1)));
  return true;
};

const spliced = (list, at, ...args) => {
  const copy = [...list];
  copy.splice(at, ...args);
  return copy;
};

export const TABLES = {
  rowAdd: changed((rows, { row: at, column }) => ({ rows: spliced(rows, at + 1, 0, []), row: at + 1, column })),
  rowRemove: changed((rows, { row: at, column }) => ({ rows: spliced(rows, at, 1), row: at, column })),
  columnAdd: changed((rows, { row: at, column }) => ({
    rows: rows.map((cells) => spliced(cells, column + 1, 0, cell.create())), row: at, column: column + 1,
  })),
  columnRemove: changed((rows, { row: at, column }) => ({
    rows: rows.map((cells) => spliced(cells, column, 1)), row: at, column,
  })),
};

/* A new one behind the block of the cursor, or in place of an empty one. */
export const addTable = (state, dispatch) => {
  if (placeOf(state)) return false;
  const { $from } = state.selection;
  const node = made([[0, 0], [0, 0], [0, 0]].map((cells) => cells.map(() => cell.create())));
  if (!dispatch) return true;
  const { tr } = state;
  let at = $from.depth ? $from.after(1) : state.selection.to;
  if ($from.depth === 1 && $from.parent.type === schema.nodes.paragraph && !$from.parent.content.size) {
    at = $from.before(1);
    tr.replaceWith(at, $from.after(1), node);
  } else tr.insert(at, node);
  // Whoever goes on below it needs a place for that.
  if (at + node.nodeSize === tr.doc.content.size) tr.insert(at + node.nodeSize, schema.nodes.paragraph.create());
  dispatch(into(tr, node, at, 0, 0));
  return true;
};

/* To the next cell, or the one before; behind the last, and before the first, Tab leads out as anywhere. */
export const toCell = (step) => (state, dispatch) => {
  const place = placeOf(state);
  if (!place) return false;
  const places = cellsOf(place.table).flatMap((cells, at) => cells.map((_, column) => [at, column]));
  const here = places.findIndex(([at, column]) => at === place.row && column === place.column);
  const next = places[here + step];
  if (!next) return false;
  if (dispatch) dispatch(into(state.tr, place.table, place.at, ...next));
  return true;
};

/* To the row below, which is made if there is none. */
export const toRow = (state, dispatch) => {
  const place = placeOf(state);
  if (!place) return false;
  if (place.row === place.table.childCount - 1) return TABLES.rowAdd(state, dispatch);
  const column = Math.min(place.column, place.table.child(place.row + 1).childCount - 1);
  if (dispatch) dispatch(into(state.tr, place.table, place.at, place.row + 1, column));
  return true;
};

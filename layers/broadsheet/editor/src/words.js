// The words of the editor, in English where the page gives none.

const ENGLISH = {
  editor: "Text",
  toolbar: "Formatting",
  strong: "Bold",
  em: "Italic",
  struck: "Struck through",
  code: "Code",
  link: "Link",
  heading: "Heading",
  subheading: "Smaller heading",
  bullet: "List",
  ordered: "Numbered list",
  quote: "Quote",
  block: "Code block",
  table: "Table",
  rowAdd: "Row below",
  rowRemove: "Remove the row",
  columnAdd: "Column after this",
  columnRemove: "Remove the column",
  picture: "Picture",
  library: "One of our pictures",
  footnote: "Footnote",
  rule: "Line",
  blocks: "Set apart: boxes, galleries, charts…",
  put_pullquote: "Pull quote",
  put_facts: "Box of facts",
  put_note: "Box with a note",
  put_warning: "Box with a warning",
  put_gallery: "Gallery of pictures",
  put_wide: "Wide picture",
  put_film: "Film with captions",
  put_transcript: "Transcript",
  put_caption: "Table with a caption",
  put_chart: "Chart of a table",
  put_formula: "Formula",
  put_program: "Code in a language",
  undo: "Undo",
  redo: "Redo",
  markdown: "Markdown",
  formatted: "Formatted",
  address: "Address",
  apply: "Apply",
  remove: "Remove",
  cancel: "Cancel",
  alt: "What the picture shows, for those who cannot see it",
  waiting: "The picture is being sent…",
  nowhere: "Pictures cannot be sent from here.",
  left: "Pictures did not come along with the text: drop their files where they belong.",
  keys: "Alt and F10 lead to the toolbar.",
};

/* Those of the page: `data-words` of the text area, as JSON. */
export const wordsOf = (area) => {
  try {
    return { ...ENGLISH, ...JSON.parse(area.dataset.words ?? "{}") };
  } catch {
    return ENGLISH;
  }
};

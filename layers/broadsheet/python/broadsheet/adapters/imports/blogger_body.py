"""The body of a post of Blogger: what its editor wrapped around pictures and paragraphs."""

from broadsheet.adapters.imports.html_body import Fragment
from broadsheet.adapters.imports.html_tree import attributes_of, plain_text
from broadsheet.adapters.imports.read_archive import Notes
from broadsheet.adapters.imports.xml_stream import Element


def blogger_body(content: Element | None, note: Notes, host: str, link: str) -> str:
    """The article's body; `host` is the blog's, `link` where the post stood."""
    if content is None:
        return ""
    if content.attributes.get("type") == "xhtml" and content.children:
        # Words and elements within each other are not told apart by what reads the file.
        note("body_left_out", "it is XHTML: export the blog anew")
    fragment = Fragment(content.text, note)
    for table in fragment.css("table.tr-caption-container"):
        picture, said = table.css_first("img"), table.css_first(".tr-caption")
        if picture is not None and len(table.css("img")) == 1:
            around = picture.parent
            shown = around if around is not None and around.tag == "a" else picture
            words = said.inner_html if said is not None else ""
            caption = f"<figcaption>{words}</figcaption>" if words else ""
            fragment.replace(table, f"<figure>{shown.html}{caption}</figure>")
    for box in fragment.css("div.separator"):
        box.unwrap() if not plain_text(box.html or "") else None
    for anchor in fragment.css("a[name]"):
        # `<a name="more">` is where the front page cut the post.
        if "href" not in attributes_of(anchor):
            anchor.unwrap()
    return fragment.body(host, link)

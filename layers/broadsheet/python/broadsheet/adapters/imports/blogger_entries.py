"""An entry of Blogger's Atom files: what it is, who it is, and what it belongs to."""

from broadsheet.adapters.imports.xml_stream import Element

_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "",
    "http://schemas.google.com/blogger/2008": "blogger:",
    "http://schemas.google.com/blogger/2018": "blogger:",
    "http://purl.org/syndication/thread/1.0": "thr:",
    "http://purl.org/atom/app#": "app:",
    "http://www.w3.org/2007/app": "app:",
}
_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = "http://schemas.google.com/blogger/2008/kind#"


def named(name: str) -> str:
    """The name of an element, for `elements`."""
    namespace, _, local = name.rpartition(" ")
    return f"{_NAMESPACES.get(namespace, '')}{local}"


def kind_of_entry(entry: Element) -> str:
    """What an entry is: `post`, `page`, `comment`, `settings`, `template`; empty for no kind."""
    said = entry.said("blogger:type").lower()
    for child in entry.children:
        if child.name == "category" and child.attributes.get("scheme") == _KIND:
            return child.attributes.get("term", "").removeprefix(_KINDS)
    return said


def id_of(entry: Element) -> str:
    """The number that the blog gave it; a comment's is no post's."""
    return last_id(entry.said("id"))


def last_id(text: str) -> str:
    """Of `tag:blogger.com,1999:blog-1.post-11` the last number; comments count with the posts."""
    _, found, number = text.strip().rpartition(".post-")
    _, is_page, page = text.strip().rpartition(".page-")
    return number if found else page if is_page else text.strip()


def source_of(entry: Element) -> str:
    """The blog's number, which it keeps at whatever address."""
    blog = entry.said("id").partition("blog-")[2].partition(".")[0]
    return f"blogger {blog}" if blog else "blogger"


def link_of(entry: Element) -> str:
    """Where it stood; empty for a draft, and in Takeout."""
    links = [child.attributes for child in entry.children if child.name == "link"]
    return next((one.get("href", "") for one in links if one.get("rel") == "alternate"), "")


def labels_of(entry: Element) -> tuple[str, ...]:
    """In the order of the file, but for what is no label."""
    found = (
        child.attributes.get("term", "").strip()
        for child in entry.children
        if child.name == "category" and child.attributes.get("scheme") != _KIND
    )
    return tuple(dict.fromkeys(label for label in found if label))


def answered_by(entry: Element) -> tuple[str, str]:
    """The ids of the post, and of the comment that it answers, if it does."""
    refs = [child for child in entry.children if child.name == "thr:in-reply-to"]
    article = entry.said("blogger:parent") or (refs[0].attributes.get("ref", "") if refs else "")
    related = [
        child.attributes.get("href", "")
        for child in entry.children
        if child.name == "link" and child.attributes.get("rel") == "related"
    ]
    parent = entry.said("blogger:inReplyTo") or next(iter(related), "")
    return last_id(article), last_id(parent).rstrip("/").rpartition("/")[2]

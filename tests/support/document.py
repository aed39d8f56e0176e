"""A small tree of an HTML page: enough to ask what stands where."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)


class Element:
    """One element, its attributes (a bare one has an empty value) and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: str = "") -> str:
        """The attribute's value."""
        return self.attributes.get(name, default)

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def __iter__(self) -> "Iterator[Element]":
        """Every element below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def all(self, *tags: str, where: "Callable[[Element], bool] | None" = None) -> "list[Element]":
        """The elements below with one of these tags, or all, for which `where` holds."""
        return [e for e in self if (not tags or e.tag in tags) and (where is None or where(e))]

    def one(self, tag: str) -> "Element":
        """The only element below with this tag. Fails if there is none, or another."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} × <{tag}>"
        return found[0]

    def within(self, *tags: str) -> bool:
        """Whether it stands in an element with one of these tags."""
        return any(e.tag in tags for e in self.ancestors())

    def ancestors(self) -> "Iterator[Element]":
        """What it stands in, from the inside."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def text(self) -> str:
        """All text in it, with single spaces: a name that stands apart is part of its sentence."""
        told = ""
        for child in self.children:
            if isinstance(child, str):
                told += child
            else:
                told += child.text if child.tag == "bdi" else f" {child.text} "
        return " ".join(told.split())

    @property
    def start(self) -> str:
        """Its start tag, for messages."""
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The first of two attributes with one name counts.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        element = Element(tag, dict(reversed(attributes.items())), self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_endtag(self, tag: str) -> None:
        # An end tag that closes nothing is the HTML checker's matter.
        for element in (self._open, *self._open.ancestors()):
            if element.tag == tag and element.parent is not None:
                self._open = element.parent
                return

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


def document(html: str | bytes) -> Element:
    """The page as a tree; its root has the tag ''."""
    builder = _Builder()
    builder.feed(html.decode() if isinstance(html, bytes) else html)
    builder.close()
    return builder.root

"""What a text asks of the site that it is from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from client.texts.code import Code

TEMPLATES = frozenset({"jekyll", "eleventy", "hexo"})
"""Generators that read `{{ … }}` in a text."""


@dataclass
class Setting:
    """How a text of a site of this `kind` (`hugo`, `jekyll` …, or empty where nobody knows) reads.

    `link` makes an address of a reference to another page, empty where there is none, `picture` of
    one to a picture, with its words; `values` are those of variables. `notes` are reasons and
    details of what could not be kept as it was.
    """

    kind: str = ""
    is_mdx: bool = False
    link: Callable[[str], str] = lambda _reference: ""
    picture: Callable[[str, str], str] = lambda address, _words: address
    values: Mapping[str, str] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    code: Code = field(default_factory=Code)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, reason: str, detail: str) -> None:
        """Say it, once."""
        told = (reason, " ".join(self.code.back(detail).split())[:200])
        if told not in self.notes:
            self.notes.append(told)

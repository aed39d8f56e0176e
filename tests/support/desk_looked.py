"""Every page of the desk as those who may see it get it."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from tests.support.desk import Page
from tests.support.desk_newsroom import Newsroom, Tongue, newsroom
from tests.support.desk_pages import PAGES
from tests.support.desk_steps import Way

LANGUAGES = ("en", "ar")


class Shown(NamedTuple):
    """A page as somebody got it."""

    name: str
    language: str
    route: str
    page: Page

    @property
    def is_whole(self) -> bool:
        """Whether it is a page, and no part of one or an answer for a module."""
        return self.page.body.lstrip()[:15].lower() == "<!doctype html>"

    @property
    def is_of_the_desk(self) -> bool:
        """Whether it is no page of the site that is looked at in a frame."""
        return self.is_whole and 'class="at-desk"' in self.page.body


class Looked(NamedTuple):
    """All pages in each language."""

    pages: list[Shown]
    typed: str
    """Everything that people sent, and what the system was told of the site: their words."""


@functools.cache
def looked() -> Looked:
    """Everything of a newsroom that was made for it."""
    with newsroom() as room:
        return Looked(list(_pages(room)), " ".join(room.typed))


def _pages(room: Newsroom) -> Iterator[Shown]:
    browsers: dict[tuple[str, str], Tongue] = {}
    for name, way in PAGES.items():
        for language in LANGUAGES:
            yield Shown(name, language, way.route, _reached(room, way, browsers, language))


def _reached(
    room: Newsroom, way: Way, browsers: dict[tuple[str, str], Tongue], language: str
) -> Page:
    who = (way.by, language)
    if who not in browsers or way.by == "nobody" or way.route == "POST /desk/sign-out":
        browsers[who] = room.browser(way.by, language)
    browser = browsers[who]
    if way.route == "POST /desk/sign-out":
        del browsers[who]
    if isinstance(way.at, str):
        return browser.get(way.at.format_map(room.ids))
    return way.at(room, browser)

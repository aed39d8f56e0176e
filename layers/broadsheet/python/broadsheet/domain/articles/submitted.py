"""What authors submit, and how it becomes content."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from broadsheet.domain.articles.addressed import addressed
from broadsheet.domain.articles.article import Author, Content, LeadImage, Series, Term
from broadsheet.domain.articles.hours import LocalHour
from broadsheet.domain.articles.life import Status
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.slug import slug_of

BODY_BYTES = 128 * 1024
"""The longest body, in bytes of UTF-8."""
MOST_TAGS, MOST_AUTHORS = 20, 10
"""Of an article. A series counts among its tags: each is a list that an edit may leave and enter
in one transaction."""
LAST_PART = 9999
"""Of a series."""
LONGEST_TITLE, LONGEST_STANDFIRST = 300, 1000
LONGEST_TERM, LONGEST_NAME = 60, 100
"""Of a section or tag, and of somebody who wrote it."""
LONGEST_ALT, LONGEST_CAPTION = 500, 500
"""Of a picture. All of these in characters."""


class SubmittedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article as an author sends it, each field valid by itself.

    A section, a tag or a name of the byline has a slug where one was sent, and else none: a term is
    then its name alone, and an author's slug is empty.

    `also_read`, `dont_miss` and `translation_of` are ids or paths of other articles. `status` is
    None where it was not sent; an edit leaves an embargo that is UNSET, and ends it with None.
    `published_at` is when it was published elsewhere, before it came here. `new_section` is whether
    its section is to be made if it is not there.
    """

    title: str
    standfirst: str = ""
    body: str
    section: str | Term
    new_section: bool = False
    tags: tuple[str | Term, ...] = ()
    byline: tuple[Author, ...]
    lead_image: LeadImage | None = None
    language: str | None = None
    slug: str | None = None
    also_read: tuple[str, ...] = ()
    dont_miss: tuple[str, ...] = ()
    breaking: bool = False
    comments: Literal["open", "closed"] | None = None
    live: Literal["running", "ended"] | None = None
    unlisted: bool = False
    drop_cap: bool = False
    series: Series | None = None
    translation_of: str | None = None
    embargo: LocalHour | UnsetType | None = UNSET
    status: Status | None = None
    published_at: datetime | None = None

    def terms(self) -> tuple[Term, tuple[Term, ...]]:
        """The section and the tags as they were sent, without a slug where none was."""
        return term_of(self.section), tuple(map(term_of, self.tags))

    def content(
        self,
        site_language: str,
        slug: str | None = None,
        known: Content | None = None,
        own_sections: Sequence[Term] = (),
    ) -> Content:
        """What is stored; `slug` goes before what was sent of it.

        Who and what is in `known` already keeps the address that it has there, and so do the
        site's own sections. Other addresses are likely ones until the article is published
        (`usecases/articles/slots.py`).
        """
        language = self.language or site_language
        section, tags = self.terms()
        sections = (*((known.section,) if known else ()), *own_sections)
        return Content(
            title=self.title,
            standfirst=self.standfirst,
            body=self.body,
            section=addressed((section,), sections)[0],
            tags=addressed(tags, known.tags if known else ()),
            byline=addressed(self.byline, known.byline if known else ()),
            lead_image=self.lead_image,
            language=language,
            direction=direction_of(language),
            slug=slug or self.slug or slug_of(self.title),
            also_read=self.also_read,
            breaking=self.breaking,
            comments=self.comments,
            translation_of=self.translation_of,
            live=self.live,
            dont_miss=self.dont_miss,
            unlisted=self.unlisted,
            drop_cap=self.drop_cap,
            series=self.series,
        )


def term_of(sent: str | Term) -> Term:
    """A section or a tag as it was sent; its slug is empty where none was."""
    return sent if isinstance(sent, Term) else Term(sent, "")

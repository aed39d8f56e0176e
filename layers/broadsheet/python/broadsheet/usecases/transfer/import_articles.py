"""Articles of another system become articles of ours: addresses, dates and states as they were.

Started again it goes on where it ended: an article's id follows from where it comes from, so that
what is there already is known, and left as it is.
"""

import html
from collections.abc import Iterable

import msgspec

from broadsheet.domain.articles.listing import ListingKind, shorten
from broadsheet.domain.articles.submitted import BODY_BYTES, LONGEST_TITLE
from broadsheet.domain.people.profile import Profile, SubmittedProfile, profile_key
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.names import folded
from broadsheet.domain.shared.slug import LONGEST_SLUG
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportedAuthor, ImportNote
from broadsheet.usecases.articles.names import address_of
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.transfer.fitting import Told, fitting
from broadsheet.usecases.transfer.import_article import Importing
from broadsheet.usecases.transfer.moving import Moving, Placed, SiteImportReport, id_of, told_of
from broadsheet.usecases.transfer.split_body import split_body

__all__ = [
    "Moving",
    "Placed",
    "SiteImportReport",
    "id_of",
    "import_articles",
    "import_authors",
    "told_of",
]

_ROOM = 1024
"""Bytes for the link to the next part."""


def import_authors(
    moving: Moving, authors: Iterable[ImportedAuthor], taken: SiteImportReport
) -> None:
    """Give everybody a profile who has none: with a name, for editors to say more.

    Articles name their authors as readers know them, so that two of one name are one here: told.
    """
    first: dict[str, str] = {}
    for author in authors:
        login = first.setdefault(folded(author.name), author.login)
        if login != author.login:
            taken.notes.append(ImportNote("", author.name, "one_name", f"{login}, {author.login}"))
        slug = address_of(moving.services.table, ListingKind.AUTHOR, author.name).slug
        if moving.services.table.get(Profile, profile_key(slug)):
            continue
        fields = {"name": author.name} | ({"bio": author.bio} if author.bio else {})
        try:
            sent = _profile(moving, fields, taken)
        except Invalid as error:
            taken.notes.append(told_of("", author.name, "author_without_profile", error))
            continue
        taken.profiles += 1
        write_profile(moving.services, moving.request, slug, sent)


def _profile(moving: Moving, fields: dict[str, str], taken: SiteImportReport) -> SubmittedProfile:
    """With what they say of themselves, unless that is what is wrong. Raises Invalid."""
    try:
        return moving.profile(fields)
    except Invalid as error:
        if any(wrong.pointer != "/bio" for wrong in error.errors):
            raise
        taken.notes.append(told_of("", fields["name"], "field_left_out", error))
        return moving.profile({"name": fields["name"]})


def import_articles(
    moving: Moving, articles: Iterable[ImportedArticle], taken: SiteImportReport
) -> list[Placed]:
    """Take over articles, which come in the order of their publication; where each of them stands.

    Raises InFlight if others keep changing the same things: then it is to be started again.
    """
    placed: dict[str, Placed | None] = {}
    for article in articles:
        if article.id in placed:
            taken.left_out.append(ImportNote(article.id, article.title, "twice"))
        else:
            placed[article.id] = _placed(moving, article, taken)
        moving.told(taken)
    return [one for one in placed.values() if one]


def _placed(moving: Moving, given: ImportedArticle, taken: SiteImportReport) -> Placed | None:
    """Where it stands then, with all its parts; None where it was refused, or was deleted here."""
    notes = list(given.notes)

    def told(reason: str, detail: str) -> None:
        notes.append(ImportNote(given.id, given.title, reason, detail))

    article = fitting(given, told)
    # The last part comes first: each leads to the one after it.
    first, *others = _parts(article, told)
    taken.total += len(others)
    following = ""
    for part in reversed(others):
        one = Importing(moving, _leading_to(part, following), taken).placed()
        following = _link(part.title, one.path) if one else following
    first = msgspec.structs.replace(_leading_to(first, following), notes=tuple(notes))
    return Importing(moving, first, taken).placed()


def _parts(article: ImportedArticle, told: Told) -> list[ImportedArticle]:
    bodies = [article.body]
    if len(article.body.encode()) > BODY_BYTES:
        bodies = split_body(article.body, BODY_BYTES - _ROOM)
    if len(bodies) == 1:
        return [article]
    told("body_split", f"into {len(bodies)} articles, each of which leads to the next")
    others = [
        msgspec.structs.replace(
            article,
            id=f"{article.id}#{n}",
            title=f"{shorten(article.title, LONGEST_TITLE - 10)} ({n})",
            slug=f"{article.slug[: LONGEST_SLUG - 4].rstrip('-')}-{n}",
            body=body,
            standfirst="",
            addresses=(),
            former=(),
            series=None,
            drop_cap=False,
            notes=(),
        )
        for n, body in enumerate(bodies[1:], 2)
    ]
    return [msgspec.structs.replace(article, body=bodies[0]), *others]


def _leading_to(part: ImportedArticle, following: str) -> ImportedArticle:
    return msgspec.structs.replace(part, body=part.body + following)


def _link(title: str, path: str) -> str:
    return f'\n\n<p><a href="{path}">{html.escape(title, quote=False)}</a></p>'

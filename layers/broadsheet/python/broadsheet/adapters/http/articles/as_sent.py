"""An article as it was sent, in the shape in which it is read or in the shorter one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from broadsheet.adapters.http.articles.answers import Article, article
from broadsheet.adapters.http.articles.submitted import (
    JSON_BYTES,
    ArticleEdit,
    article_from_read,
)
from broadsheet.adapters.http.as_sent import (
    AsSent,
    Json,
    ReadOnly,
    apart,
    own_picture,
    sent_fields,
)
from broadsheet.domain.articles import article as articles
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.slug import slug_of
from broadsheet.usecases.articles.read_articles import actions_for

_SETTLED = frozenset({"published_at"})
"""What is said once, of what is new."""


class SentArticle(NamedTuple):
    """What was sent, understood and as it was."""

    submission: SubmittedArticle
    sent: AsSent[articles.Article]


class ArticleAsSent(AsSent[articles.Article]):
    """Also says where an article does not stand at the address that its slug asks for."""

    def notes(self, after: Record) -> tuple[Note, ...]:
        """What of it is not kept as it was sent."""
        slug, path = self.fields.get("slug"), cast(articles.Article, after).path
        found = super().notes(after)
        if slug is None or "path" in self.fields or path.split("/")[-2:-1] == [slug]:
            return found
        words = f"Another article has this address in that month; this one stands at {path}."
        return (*found, Note("/slug", "address_taken", words, slug))


def new_article(raw: bytes, who: Principal, site_url: str) -> SentArticle:
    """An article that is not there yet. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, JSON_BYTES, "An article")
    shorter, read_only = in_short(fields, is_new=True)
    submission = article_from_read(msgspec.json.encode(shorter) if fields else raw)
    sent = _as_sent(fields, read_only, who, site_url)
    sent.must_fit(None)
    return SentArticle(submission, sent)


def edited_article(raw: bytes, who: Principal, site_url: str) -> SentArticle:
    """An article in place of another. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, JSON_BYTES, "An article")
    kept, read_only = apart(fields, ArticleEdit, Article, _SETTLED)
    shorter, more = in_short(kept)
    submission = article_from_read(msgspec.json.encode(shorter) if fields else raw, ArticleEdit)
    return SentArticle(submission, _as_sent(fields, (*read_only, *more), who, site_url))


def _as_sent(
    fields: Mapping[str, Json], read_only: Sequence[ReadOnly], who: Principal, site_url: str
) -> AsSent[articles.Article]:
    def told(shown: articles.Article) -> Article:
        return article(shown, site_url, actions_for(who, shown))

    return ArticleAsSent(fields, told, read_only)


def in_short(
    fields: Mapping[str, Json], *, is_new: bool = False
) -> tuple[dict[str, Json], list[ReadOnly]]:
    """The fields as the model takes them: names for what has one, and what is said beside."""
    kept, beside = dict(fields), list[ReadOnly]()
    kept["section"] = _named("/section", fields.get("section"), beside)
    for name in ("tags", "byline"):
        items = fields.get(name)
        if isinstance(items, list):
            named = _named if name == "tags" else _author
            kept[name] = [named(f"/{name}/{n}", item, beside) for n, item in enumerate(items)]
    embargo = fields.get("embargo")
    if isinstance(embargo, dict) and "at" in embargo:
        beside.append(ReadOnly("/embargo/at", embargo["at"]))
        kept["embargo"] = {name: value for name, value in embargo.items() if name != "at"}
    if not is_new:
        kept["lead_image"] = own_picture("/lead_image", fields.get("lead_image"), beside)
    return {name: kept[name] for name in kept if name in fields}, beside


def _named(pointer: str, sent: Json, beside: list[ReadOnly]) -> Json:
    """A section or a tag by its name, where it is sent with its slug."""
    if not isinstance(sent, dict) or not isinstance(sent.get("name"), str):
        return sent
    if not sent.keys() <= {"name", "slug"}:
        return sent
    _slug(pointer, sent, beside)
    return sent["name"]


def _author(pointer: str, sent: Json, beside: list[ReadOnly]) -> Json:
    if not isinstance(sent, dict) or not isinstance(sent.get("name"), str):
        return sent
    _slug(pointer, sent, beside)
    return {name: value for name, value in sent.items() if name != "slug"}


def _slug(pointer: str, sent: dict[str, Json], beside: list[ReadOnly]) -> None:
    if "slug" in sent:
        also = (slug_of(sent["name"].strip()),)
        beside.append(ReadOnly(f"{pointer}/slug", sent["slug"], also, sent["name"]))

"""An article as it was sent, in the shape in which it is read or in the shorter one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from broadsheet.adapters.http.articles.answers import Article, article
from broadsheet.adapters.http.articles.submitted import (
    JSON_BYTES,
    NO_SLUG,
    ArticleEdit,
    article_from_read,
)
from broadsheet.adapters.http.as_sent import (
    AsSent,
    Json,
    ReadOnly,
    apart,
    own_picture,
    without_focus,
)
from broadsheet.adapters.http.rule_words import pointer_to, said_of
from broadsheet.adapters.http.submitted import sent_fields
from broadsheet.domain.articles import article as articles
from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import FieldError, Invalid, every
from broadsheet.domain.shared.notes import ADDRESS_TAKEN, Note
from broadsheet.domain.shared.principal import Principal
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.slug import is_slug

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
        words = str(ADDRESS_TAKEN.of(path=path))
        return (*found, Note("/slug", "address_taken", words, slug))


def new_article(raw: bytes, who: Principal, site_url: str) -> SentArticle:
    """An article that is not there yet. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, JSON_BYTES, "An article")
    shorter, read_only = in_short(fields, is_new=True)
    sent = _as_sent(fields, read_only, who, site_url)
    submission, *_ = every(
        Invalid,
        lambda: article_from_read(shorter),
        lambda: sent.must_fit(None),
        lambda: _must_be_terms(fields),
    )
    return SentArticle(_with_slugs(submission, fields), sent)


def edited_article(raw: bytes, who: Principal, site_url: str) -> SentArticle:
    """An article in place of another. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, JSON_BYTES, "An article")
    kept, read_only = apart(fields, ArticleEdit, Article, _SETTLED)
    shorter, more = in_short(kept)
    submission, *_ = every(
        Invalid,
        lambda: article_from_read(shorter, ArticleEdit),
        lambda: _must_be_terms(fields),
    )
    sent = _as_sent(fields, (*read_only, *more), who, site_url)
    return SentArticle(_with_slugs(submission, fields), sent)


def _as_sent(
    fields: Mapping[str, Json], read_only: Sequence[ReadOnly], who: Principal, site_url: str
) -> AsSent[articles.Article]:
    def told(shown: articles.Article) -> Article:
        return article(shown, site_url, actions_of(who, shown))

    return ArticleAsSent(fields, told, read_only)


def in_short(
    fields: Mapping[str, Json], *, is_new: bool = False
) -> tuple[dict[str, Json], list[ReadOnly]]:
    """The fields as the model takes them: names for what has one, and what is said beside."""
    kept, beside = dict(fields), list[ReadOnly]()
    kept["section"] = _named(fields.get("section"))
    if isinstance(tags := fields.get("tags"), list):
        kept["tags"] = list(map(_named, tags))
    embargo = fields.get("embargo")
    if isinstance(embargo, dict) and "at" in embargo:
        beside.append(ReadOnly("/embargo/at", embargo["at"]))
        kept["embargo"] = {name: value for name, value in embargo.items() if name != "at"}
    image = without_focus("/lead_image", fields.get("lead_image"), beside)
    kept["lead_image"] = image if is_new else own_picture("/lead_image", image, beside)
    return {name: kept[name] for name in kept if name in fields}, beside


def _named(sent: Json) -> Json:
    """A section or a tag by its name, where it is sent as it is read."""
    is_term = isinstance(sent, dict) and isinstance(sent.get("name"), str)
    return sent["name"] if is_term else sent


def _terms(fields: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
    """Section and tags that were sent as they are read, by their pointers."""
    sent, tags = {"/section": fields.get("section")}, fields.get("tags")
    sent |= {f"/tags/{n}": tag for n, tag in enumerate(tags if isinstance(tags, list) else ())}
    return {at: one for at, one in sent.items() if isinstance(one, dict)}


def _must_be_terms(fields: Mapping[str, Json]) -> None:
    """Raises Invalid for slugs that are none, and for what terms do not have."""
    wrong = list[FieldError]()
    for at, one in _terms(fields).items():
        slug = one.get("slug")
        if slug not in ("", None) and not (isinstance(slug, str) and is_slug(slug)):
            wrong.append(FieldError(f"{at}/slug", "slug", NO_SLUG))
        if isinstance(one.get("name"), str):
            unknown = [name for name in one if name not in ("name", "slug")]
            said = said_of("extra_forbidden", {})
            wrong += [FieldError(at + pointer_to([n]), "extra_forbidden", said) for n in unknown]
    if wrong:
        raise Invalid(wrong)


def _with_slugs(submission: SubmittedArticle, fields: Mapping[str, Json]) -> SubmittedArticle:
    """With the slugs that section and tags were sent with."""
    slugs = {at: one["slug"] for at, one in _terms(fields).items() if one.get("slug")}
    section, tags = submission.terms()
    return msgspec.structs.replace(
        submission,
        section=Term(section.name, slugs.get("/section", "")),
        tags=tuple(Term(tag.name, slugs.get(f"/tags/{n}", "")) for n, tag in enumerate(tags)),
    )

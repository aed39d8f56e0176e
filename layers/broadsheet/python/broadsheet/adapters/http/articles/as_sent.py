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
    sent_fields,
    without_focus,
)
from broadsheet.domain.articles import article as articles
from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.shared.errors import FieldError, Invalid
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
    submission = article_from_read(msgspec.json.encode(shorter) if fields else raw)
    sent = _as_sent(fields, read_only, who, site_url)
    sent.must_fit(None)
    return SentArticle(_with_slugs(submission, fields), sent)


def edited_article(raw: bytes, who: Principal, site_url: str) -> SentArticle:
    """An article in place of another. Raises Invalid with every wrong field, or TooLarge."""
    fields = sent_fields(raw, JSON_BYTES, "An article")
    kept, read_only = apart(fields, ArticleEdit, Article, _SETTLED)
    shorter, more = in_short(kept)
    submission = article_from_read(msgspec.json.encode(shorter) if fields else raw, ArticleEdit)
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
    """A section or a tag by its name, where it is sent with its slug."""
    is_term = isinstance(sent, dict) and isinstance(sent.get("name"), str)
    return sent["name"] if is_term and sent.keys() <= {"name", "slug"} else sent


def _with_slugs(submission: SubmittedArticle, fields: Mapping[str, Json]) -> SubmittedArticle:
    """With the slugs that section and tags were sent with. Raises Invalid for what is no slug."""
    sent = {"/section": fields.get("section")}
    sent |= {f"/tags/{n}": tag for n, tag in enumerate(fields.get("tags") or ())}
    slugs = {
        at: one["slug"] for at, one in sent.items() if isinstance(one, dict) and one.get("slug")
    }
    wrong = [
        FieldError(f"{at}/slug", "slug", NO_SLUG)
        for at, slug in slugs.items()
        if not (isinstance(slug, str) and is_slug(slug))
    ]
    if wrong:
        raise Invalid(wrong)
    section, tags = submission.terms()
    return msgspec.structs.replace(
        submission,
        section=Term(section.name, slugs.get("/section", "")),
        tags=tuple(Term(tag.name, slugs.get(f"/tags/{n}", "")) for n, tag in enumerate(tags)),
    )

"""Records of every type, made from the types themselves: a new field is covered as it comes."""

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from broadsheet.adapters.aws.dynamodb.records import RECORDS
from broadsheet.domain.articles.article import Article, ArticleLink, Content, Term
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.articles.embed import Embed, EmbedUse
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.listing import SITE, Card, Listing
from broadsheet.domain.comments.bans import Ban
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.desk.working_copy import Presence, WorkingCopy
from broadsheet.domain.media.media import Media, MediaUse
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.domain.redirects.redirect import Leading, Redirect
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.replay import Replay
from broadsheet.domain.site.renewal import Renewal
from broadsheet.usecases.shared.ports import Cause

T = TypeVar("T", bound=Record)
S = TypeVar("S", bound=msgspec.Struct)

NOON = datetime(2026, 11, 22, 12, 0, 0, 123000, tzinfo=UTC)
CAUSE = Cause("request-1", NOON)
TEXT = "Türkiye 新聞 العربية 🗞️ \u200f\"\\' \t\n<b>&amp;</b> e\u0301 \x7f"
_KEYED: dict[type[msgspec.Struct], dict[str, Any]] = {
    ArticleLink: {"target_id": "t", "source_id": "s"},
    Card: {"id": "a"},
    Listing: {"listing": SITE},
    Placement: {"comment_id": "c"},
    Erasure: {"sender": "s"},
    Redirect: {"path": "/p/"},
    Leading: {"path": "/p/"},
    Profile: {"slug": "s"},
    Renewal: {"of": "s"},
    Embed: {"url": "u"},
    EmbedUse: {"url": "u", "shown_by": "a"},
    Media: {"id": "m"},
    MediaUse: {"media_id": "m", "shown_by": "a"},
    WorkingCopy: {"story": "s"},
    Presence: {"person": "p"},
    Ban: {"id": "b"},
}
"""Fields that alone are a key, which may not be empty."""


def full(kind: type[T]) -> T:
    """A record with something in every field."""
    return _struct(kind, bare=False)


def bare(kind: type[T]) -> T:
    """A record with as little as possible in every field: None, nothing, an empty text, 0."""
    return _struct(kind, bare=True)


def samples() -> list[Record]:
    """Both, of every type of record."""
    return [make(kind) for kind in RECORDS for make in (full, bare)]


def _struct(kind: type[S], *, bare: bool) -> S:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    fields = {f.name: _value(f.type, bare=bare) for f in info.fields}
    return kind(**fields | _KEYED.get(kind, {}))


def _value(kind: inspect.Type, *, bare: bool) -> Any:
    match kind:
        case inspect.UnionType(types=types):
            some = [t for t in types if not isinstance(t, inspect.NoneType)]
            return None if bare and len(some) < len(types) else _value(some[0], bare=bare)
        case inspect.VarTupleType(item_type=item):
            return () if bare else (_value(item, bare=False), _value(item, bare=True))
        case inspect.ListType(item_type=item):
            return [] if bare else [_value(item, bare=False)]
        case inspect.DictType(value_type=value):
            kinds = value.types if isinstance(value, inspect.UnionType) else (value,)
            texts = {f"{TEXT}{n}": _value(kind, bare=False) for n, kind in enumerate(kinds)}
            return {} if bare else texts
        case inspect.StructType(cls=cls):
            return _struct(cls, bare=bare)
        case inspect.NamedTupleType(cls=cls, fields=fields):
            return cls(*(_value(f.type, bare=bare) for f in fields))
        case inspect.Metadata(type=inner):
            return _value(inner, bare=bare)
    return _scalar(kind, bare=bare)


def _scalar(kind: inspect.Type, *, bare: bool) -> Any:
    match kind:
        case inspect.StrType():
            return "" if bare else TEXT
        case inspect.IntType():
            return 0 if bare else 12_345_678_901
        case inspect.BoolType():
            return not bare
        case inspect.DateTimeType():
            return NOON
        case inspect.EnumType(cls=cls):
            return list(cls)[0 if bare else -1]
        case inspect.NoneType():
            return None
        case inspect.LiteralType(values=values):
            return values[0 if bare else -1]
    raise NotImplementedError(f"no sample of {kind}")


def numbered(number: int, pk: str = "t", padding: str = "") -> ArticleLink:
    """A small record of a partition, in the order of numbers."""
    return ArticleLink(target_id=pk, source_id=f"{number:06}{padding}")


def replay(key: str, answer: str, expires_at: int = 2_000_000_000) -> Replay:
    """An answer that was given."""
    return Replay(
        scope="s",
        idempotency_key=key,
        fingerprint="f",
        receipt={"answer": answer},
        expires_at=expires_at,
    )


def article(version: int = 1, body: str = "Text", article_id: str = "a") -> Article:
    """An article that is all body."""
    content = Content(
        title="Title",
        standfirst="",
        body=body,
        section=Term("News", "news"),
        tags=(),
        byline=(),
        lead_image=None,
        language="en",
        direction="ltr",
        slug="title",
        also_read=(),
        breaking=False,
    )
    return Article(
        id=article_id,
        version=version,
        status=Status.DRAFT,
        content=content,
        body=BodyHtml(SafeHtml(""), 0),
        path="/2026/11/title/",
        created_at=NOON,
        created_by="ada",
        modified_at=NOON,
        modified_by="ada",
    )


def longer(of: Article, by: int) -> Article:
    """The article with that many more bytes in its body."""
    content = msgspec.structs.replace(of.content, body=of.content.body + "x" * by)
    return msgspec.structs.replace(of, content=content)

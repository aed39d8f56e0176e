"""Whatever an author sends and the API takes is read as it was sent, or a note says how not."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.answers import article as answer
from broadsheet.adapters.http.articles.as_sent import edited_article, new_article
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.notes import Note
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.table import MemoryTable, StoppedClock, no_pause
from tests.support.long import number_of

EXAMPLES = number_of("sequences", 60, 3000)
EDITH = Principal("edith", frozenset({Role.EDITOR}))
SITE = "https://news.example"
NAMES = st.sampled_from(
    ["Ports", "ports", " Ports", "PORTS ", "Sea", "Meer", "海", "é", "e\u0301", "a  b", "C++", "C#"]
)
TEXTS = NAMES | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
TERMS = TEXTS | st.builds(lambda name: {"name": name}, TEXTS)
URLS = st.sampled_from(
    ["https://a.example", "HTTPS://A.example/ü", "/x", "https://a.example/?q=1#z", "/ä?b"]
)
MARKS = st.sampled_from(
    [
        *("word ", "*a*", "[x](y)", "[x](/y)", "[x](#h)", "# H\n\n", "\n\n", "[^1]", "[^1]: n\n\n"),
        *("<iframe src=/v></iframe>", "<b>", "</b>", "<p style=x>", "![a](b)", "![a](/b)", "`c`"),
        *("<!--", "-->", "<video src=https://v.example/>", "<x>", "&nbsp;", "[a]: /b\n\n", "- i\n"),
    ]
)
AUTHORS = st.fixed_dictionaries(
    {"name": TEXTS}, optional={"role": TEXTS, "bio": TEXTS, "url": URLS}
)
SENT = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "body": st.lists(MARKS, min_size=1, max_size=8).map("".join),
        "section": TERMS,
        "byline": st.lists(AUTHORS, min_size=1, max_size=3),
    },
    optional={
        "standfirst": TEXTS | st.just(""),
        "tags": st.lists(TERMS, max_size=5),
        "slug": st.sampled_from(["a", "b-c", None]),
        "language": st.sampled_from(["en", "EN-us", "ar", None]),
        "lead_image": st.none()
        | st.fixed_dictionaries(
            {"url": URLS, "alt": TEXTS},
            optional={
                "caption": TEXTS,
                "sources": st.lists(
                    st.fixed_dictionaries({"url": URLS, "width": st.integers(1, 9)}), max_size=3
                ),
            },
        ),
        "breaking": st.booleans(),
        "comments": st.sampled_from(["open", "closed", None]),
        "embargo": st.none()
        | st.fixed_dictionaries(
            {
                "local": st.sampled_from(
                    ["2030-01-01T06:00", "2030-01-01T06:00:00", "2030-07-01T06:00+02:00"]
                )
            },
            optional={"zone": st.sampled_from(["Europe/Berlin", "UTC"])},
        ),
        "status": st.sampled_from(["draft", "published", "in_review"]),
    },
)


def newsroom() -> Services:
    ids = iter(range(1, 100))
    return Services(
        table=MemoryTable(),
        markup=CommonMark(),
        clock=StoppedClock(NOON),
        ids=lambda: make_id(next(ids)),
        pause=no_pause,
    )


def read(services: Services, article_id: str) -> Any:
    found = services.table.get(Article, article_key(article_id))
    assert found
    told = answer(found, SITE, actions_of(EDITH, found))
    return json.loads(msgspec.json.encode(told))


def differing(pointer: str, sent: Any, kept: Any) -> Iterator[str]:
    """Where something is not there as it was sent, said without a look at the code."""
    if sent is None or sent == kept:
        return
    if isinstance(kept, dict):
        sent = sent if isinstance(sent, dict) else {"name": sent}
        for name, value in sent.items():
            yield from differing(f"{pointer}/{name}", value, kept.get(name))
    elif isinstance(kept, list) and len(kept) == len(sent):
        for n, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from differing(f"{pointer}/{n}", one, other)
    elif sent or kept:
        yield pointer


def named(pointer: str, notes: tuple[Note, ...]) -> bool:
    return any(
        note.pointer in ("", pointer)
        or pointer.startswith(f"{note.pointer}/")
        or note.pointer.startswith(f"{pointer}/")
        for note in notes
    )


@given(SENT)
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_is_taken_is_read_as_it_was_sent_or_named_and_can_be_sent_back(
    sent: dict[str, Any],
) -> None:
    services = newsroom()
    try:
        raw = json.dumps(sent | {"new_section": True}).encode()
        submission, as_sent = new_article(raw, EDITH, SITE)
        asked = Request(id="r", who=EDITH, sent=as_sent)
        receipt = submit_article(services, asked, submission)
    except BroadsheetError:
        # Where most were refused, nothing would be shown: too many of these are an error.
        reject()
    first = read(services, receipt.id)
    for name, value in sent.items():
        for pointer in differing(f"/{name}", value, first[name]):
            assert named(pointer, receipt.notes), (pointer, sent, first[name], receipt.notes)
    submission, as_sent = edited_article(json.dumps(first).encode(), EDITH, SITE)
    asked = Request(id="s", who=EDITH, sent=as_sent, if_match=1)
    again = replace_article(services, asked, receipt.id, submission)
    second = read(services, receipt.id)
    assert second | {"version": 1} == first | {"updated_at": second["updated_at"]}
    of_body = [note for note in receipt.notes if note.pointer == "/body"]
    assert [note for note in again.notes if note.pointer == "/body"] == of_body
    assert len(again.notes) == len(of_body)


def test_the_comparison_finds_what_was_changed() -> None:
    assert list(differing("/tags", ["a", "b"], [{"name": "a", "slug": "a"}])) == ["/tags"]
    assert list(differing("/x", {"name": "a "}, {"name": "a"})) == ["/x/name"]
    with pytest.raises(AssertionError):
        assert named("/tags", (Note("/title", "trimmed", ""),))

"""Readers search a newspaper in memory, whose index is as the last rendering left it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from broadsheet.domain.articles.listing import SITE, Listing, listing_key
from broadsheet.domain.search.asked import LONGEST_QUERY, MOST_TERMS
from broadsheet.domain.search.index import SearchWords, position_of
from broadsheet.domain.shared.errors import Malformed, TooLarge
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.search import search as search_module
from broadsheet.usecases.search.search import BATCHES
from broadsheet.usecases.shared.paging import cursor_of
from broadsheet.usecases.shared.ports import Span
from broadsheet.usecases.site.ports import File
from tests.fakes import table
from tests.support.paper import Paper


@pytest.fixture
def paper() -> Paper:
    return Paper()


def test_a_story_is_found_by_title_standfirst_body_section_tag_and_author(paper: Paper) -> None:
    story = paper.publish(
        title="Harbour reopens",
        standfirst="Boats left.",
        body="Past *the* pier.",
        section="World",
        tags=["Ports"],
        byline=[{"name": "Amina Yusuf"}],
    )
    paper.publish(title="Another")
    paper.render()
    for word in ("harbour", "boats", "pier", "world", "ports", "yusuf", "amina harbour pier"):
        assert paper.ids(word) == [story], word
    assert paper.search("harbour another").corrected == "Harbour"


def test_the_newest_story_comes_first_also_over_months(paper: Paper) -> None:
    ids = []
    for _ in range(3):
        ids += [paper.publish(), paper.publish()]
        paper.clock.now += timedelta(days=31)
    paper.render()
    assert paper.ids("title") == ids[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7])
def test_cursors_lead_through_all_hits_without_gaps_or_doubles(paper: Paper, limit: int) -> None:
    ids = [paper.publish(title="Ferry" if n % 2 else "Boat") for n in range(12)]
    paper.render()
    walked: list[str] = []
    cursor = None
    for _ in range(20):
        found = paper.search("ferry", limit, cursor)
        assert len(found.items) <= limit
        walked += [hit.card.id for hit in found.items]
        cursor = found.next
        if cursor is None:
            break
    assert walked == ids[1::2][::-1]


def test_what_is_withdrawn_is_not_shown_even_before_the_index_knows(paper: Paper) -> None:
    story = paper.publish(title="Ferry")
    paper.render()
    unpublish_article(paper.newsroom, paper.request(), story)
    assert paper.ids("ferry") == []
    paper.render()
    assert paper.files.files == {}
    publish_article(paper.newsroom, paper.request(), story)
    paper.render()
    assert paper.ids("ferry") == [story]


def test_what_was_edited_is_not_found_by_its_old_words_even_before_the_index_knows(
    paper: Paper,
) -> None:
    story = paper.publish(title="Ferry")
    paper.render()
    replace_article(paper.newsroom, paper.request(), story, paper.submission(title="Boat"))
    assert paper.ids("ferry") == []
    paper.render()
    assert paper.ids("boat") == [story]


def test_a_draft_is_never_found(paper: Paper) -> None:
    paper.publish(title="Ferry", status="draft")
    paper.render()
    assert paper.files.files == {}
    assert paper.ids("ferry") == []


def test_an_edit_that_changes_no_word_writes_no_words(paper: Paper) -> None:
    story = paper.publish(title="Ferry")
    paper.table.stream.clear()
    edit = paper.submission(title="Ferry", slug="another-address")
    replace_article(paper.newsroom, paper.request(), story, edit)
    changed = [type(r.change.new or r.change.old) for r in paper.table.stream]
    assert changed
    assert SearchWords not in changed


def archive_of(paper: Paper, months: int) -> None:
    """A site with nothing but slots: a run in each of so many months, and no file of any."""
    numbers = {f"{2000 + n // 12}-{n % 12 + 1:02}": 100 for n in range(months)}
    paper.table.records[listing_key(SITE)] = Listing(listing=SITE, title="", months=numbers)


def test_one_call_looks_at_a_bounded_number_of_files_and_says_where_to_go_on(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "MOST_FILES", 10)
    archive_of(paper, 25)
    cursor, calls = None, 0
    for looked_at in (10, 20, 25):
        found = paper.search("ferry", 20, cursor)
        assert found.items == []
        assert paper.index.looked_at == looked_at
        cursor, calls = found.next, calls + 1
    assert cursor is None


def test_what_is_frequent_is_found_in_the_first_files(paper: Paper) -> None:
    for _ in range(30):
        paper.publish(title="Ferry")
    paper.render()
    listing = paper.table.records[listing_key(SITE)]
    assert isinstance(listing, Listing)
    older = {f"{year}-06": 100 for year in range(1900, 2026)}
    paper.table.records[listing_key(SITE)] = Listing(
        listing=SITE, title="", months={**older, **listing.months}
    )
    assert len(paper.search("ferry").items) == 20
    assert paper.index.looked_at == BATCHES[0]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "no_words"),
        ("!?", "no_words"),
        ("a\x00b", "no_words"),
        ("x" * (LONGEST_QUERY + 1), "too_long"),
        (" ".join(f"w{n}" for n in range(MOST_TERMS + 1)), "too_many_words"),
    ],
)
def test_a_query_that_is_none_is_refused(paper: Paper, query: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        paper.search(query)
    (error,) = refused.value.errors
    assert (error.pointer, error.code) == ("?q", code)


def test_an_article_with_more_words_than_can_be_kept_is_refused_and_takes_no_slot(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A script without spaces: each pair of different characters is a word.
    rare = "".join(chr(0x4E00 + n * 7 % 20_000) + chr(0x20000 + n) for n in range(16_000))
    monkeypatch.setattr(table, "ITEM_BYTES", 245_000)
    paper.publish(body=rare, status="draft")
    before = dict(paper.table.records)
    with pytest.raises(TooLarge):
        paper.publish(body=rare)
    assert paper.table.records == before


def test_headlines_come_before_standfirsts_and_these_before_texts_and_then_the_newest(
    paper: Paper,
) -> None:
    old = paper.publish(title="The ferry")
    tagged = paper.publish(tags=["Ferries"])
    in_text = paper.publish(body="A ferry.")
    first_line = paper.publish(standfirst="A ferry.")
    new = paper.publish(title="Two ferries")
    longer = paper.publish(title="A ferryman")
    paper.publish(title="None")
    paper.render()
    assert paper.ids("ferry") == [new, old, longer, first_line, tagged, in_text]
    assert paper.ids("the ferry") == [new, old, longer, first_line, tagged, in_text]


@pytest.mark.parametrize(
    ("language", "title", "queries"),
    [
        ("en", "Why I don't e-mail the U.N.", ["dont", "don’t", "email", "e mail", "UN", "u.n."]),
        ("en", "Covid-19 at the O'Briens’", ["covid19", "covid 19", "covid", "obriens", "O'Brien"]),
        ("de", "Müllers Straßenbahn", ["mueller", "muller", "MÜLLER", "strassenbahn", "Bahn"]),
        ("de", "Die Hafenfähre", ["faehre", "fähre", "hafenfaehre"]),
        ("fr", "L’après-midi des élections", ["apresmidi", "après midi", "election", "élection"]),
        ("tr", "Köprüye giden yol", ["köprüler", "kopru", "yollar"]),
        ("ar", "أزمة المكتبات", ["المكتبة", "ازمه"]),
        ("da", "Øresund", ["oeresund", "oresund", "Øresund"]),
        ("en", "Women fear wolves; mice eat leaves", ["woman", "wolf", "mouse", "leaf", "WOLVES"]),
        ("en", "A policeman's child has a foot", ["policemen", "children", "feet"]),
        ("sw", "Watoto na miti, vitabu na macho", ["mtoto", "mti", "kitabu", "jicho"]),
        ("sw", "Mwalimu na tunda la mwaka, shule", ["walimu", "matunda", "miaka", "shuleni"]),
        ("en", "1,000 oaks, 2 500 elms, 12’345’678", ["1000", "1.000 oaks", "2,500", "12345678"]),
        ("fr", "Une prime de 1\u202f000 euros", ["1000", "1 000 euros", "1,000", "1'000-euro"]),
        ("ar", "٢٬٣٤٦ شجرة", ["2346", "٢٣٤٦", "2,346"]),
        ("en", "10000 pounds for AT&T", ["10,000", "10.000-pound", "at&t", "att", "AT & T"]),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_spellings(
    paper: Paper, language: str, title: str, queries: list[str]
) -> None:
    story = paper.publish(title=title, language=language)
    paper.publish(title="Blue statues, status unknown", language="en")
    paper.render()
    assert [query for query in queries if paper.ids(query) != [story]] == []
    assert [paper.search(query).corrected for query in queries] == [None] * len(queries)


def test_stems_are_those_of_the_storys_own_language(paper: Paper) -> None:
    story = paper.publish(title="Elections", language="en")
    paper.publish(title="Elections", language="sw")
    paper.render()
    assert paper.ids("electing") == [story]


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("ferrry", "ferry"),
        ("fery", "ferry"),
        ("freey", None),
        ("harbuor ferrry", "harbour ferry"),
        ("libarary", "library"),
        ("harbourferry", "harbour ferry"),
        ("lib rary", "library"),
        ("lharbour", "harbour"),
        ("day light", "daylight"),
        ("fahrrad", None),
        ("kopru", None),
        ("koprü", None),
        ("xx", None),
        ("qqqqq", None),
    ],
)
def test_a_slip_is_taken_for_what_was_meant_and_that_is_said(
    paper: Paper, query: str, corrected: str | None
) -> None:
    paper.publish(title="Harbour library by the ferry")
    paper.publish(title="Lharboux, a name that begins as the slip does")
    for title in ("A day", "A light", "Daylight"):
        paper.publish(title=title)
    paper.publish(title="Ein Fahrrad", language="de")
    paper.publish(title="Köprü", language="tr")
    paper.render()
    found = paper.search(query)
    assert (found.corrected or "").lower() == (corrected or "")
    assert bool(found.items) == (corrected is not None or query in ("fahrrad", "kopru", "koprü"))


def test_what_somebody_wrote_is_no_slip_however_rare(paper: Paper) -> None:
    odd = paper.publish(title="Ferrry, the cat")
    for _ in range(3):
        paper.publish(title="Ferry")
    paper.render()
    assert paper.ids("ferrry") == [odd]


def test_a_search_is_narrowed_by_section_author_and_days(paper: Paper) -> None:
    old = paper.publish(title="Ferry", section="News", byline=[{"name": "Ada"}])
    paper.clock.now += timedelta(days=70)
    new = paper.publish(title="Ferry", section="World", new_section=True, byline=[{"name": "Bo"}])
    paper.render()
    day = paper.clock.now.date()
    assert paper.ids("ferry", section="news") == paper.ids("ferry", author="ada") == [old]
    assert paper.ids("ferry", section="world", author="bo") == [new]
    assert paper.ids("ferry", section="world", author="ada") == []
    assert paper.ids("ferry", since=day) == paper.ids("ferry", since=day, until=day) == [new]
    assert paper.ids("ferry", until=day - timedelta(days=1)) == [old]
    # What is published at noon in London is published the next day on Kiritimati.
    assert paper.ids("ferry", until=day, time_zone="Pacific/Kiritimati") == [old]
    before = paper.index.looked_at
    paper.ids("ferry", since=day)
    assert paper.index.looked_at == before + 1


@pytest.mark.parametrize(
    ("then", "now", "at", "day"),
    [
        ("UTC", "Pacific/Auckland", datetime(2026, 11, 30, 11, 30, tzinfo=UTC), date(2026, 12, 1)),
        ("UTC", "America/Adak", datetime(2026, 12, 1, 9, 30, tzinfo=UTC), date(2026, 11, 30)),
        ("Etc/GMT-14", "Etc/GMT+12", datetime(2027, 1, 1, 11, tzinfo=UTC), date(2026, 12, 31)),
        ("Etc/GMT+12", "Etc/GMT-14", datetime(2027, 1, 1, 10, tzinfo=UTC), date(2027, 1, 2)),
    ],
)
def test_days_are_those_of_the_clock_of_now_where_the_newsroom_has_moved(
    paper: Paper, then: str, now: str, at: datetime, day: date
) -> None:
    paper.clock.now = at
    paper.newsroom = replace(paper.newsroom, time_zone=then)
    story = paper.publish(title="Ferry")
    paper.render()
    assert paper.ids("ferry", since=day, until=day, time_zone=now) == [story]
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert paper.ids("ferry", since=other, until=other, time_zone=now) == []


def test_files_of_an_earlier_release_are_searched_and_never_break_a_query(paper: Paper) -> None:
    story = paper.publish(title="Müller takes the ferry", section="World", new_section=True)
    paper.publish(title="Another ferry")
    paper.render()
    for name, file in paper.files.kept.items():
        head, _, lines = file.body.partition(b"\n\n")
        plain = [one for one in lines.split(b"\n") if not one.startswith((b"^", b"+", b"@"))]
        paper.files.kept[name] = File(head + b"\n\n" + b"\n".join(plain))
    for query in ("mueller", "ferry muller", "muler", "takes"):
        assert paper.ids(query) == [story], query
    assert paper.ids("ferry", section="world") == [story]
    assert paper.ids("ferry", author="nobody") == []


def test_cursors_keep_their_part_of_the_archive_while_stories_come_and_go(paper: Paper) -> None:
    ids = [paper.publish(title="Ferry" if n % 3 else "Boat", body="Ferry.") for n in range(9)]
    paper.render()
    ranked = [one for n, one in reversed(list(enumerate(ids))) if n % 3]
    ranked += ids[::3][::-1]
    first = paper.search("ferry", 4)
    paper.publish(title="Ferry")
    unpublish_article(paper.newsroom, paper.request(), ids[0])
    paper.render()
    second = paper.search("ferry", 4, first.next)
    third = paper.search("ferry", 4, second.next) if second.next else None
    shown = [*first.items, *second.items, *(third.items if third else [])]
    assert [hit.card.id for hit in shown] == ranked[:-1]


def test_a_link_of_an_earlier_release_leads_on_from_its_slot(paper: Paper) -> None:
    ids = [paper.publish(title="Ferry") for _ in range(4)]
    paper.render()
    position = position_of(paper.article(ids[2]))
    cursor = cursor_of(Span("SEARCH"), str(position))
    assert [hit.card.id for hit in paper.search("ferry", 20, cursor).items] == ids[:2][::-1]


def test_one_call_reads_a_bounded_number_of_articles(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "MOST_READ", 3)
    ids = [paper.publish(title="Ferry") for _ in range(8)]
    paper.render()
    # The index does not know yet that they are gone.
    for one in ids[3:]:
        unpublish_article(paper.newsroom, paper.request(), one)
    walked, cursor = [], None
    for _ in range(4):
        found = paper.search("ferry", 3, cursor)
        walked += [hit.card.id for hit in found.items]
        cursor = found.next
        if cursor is None:
            break
    assert walked == ids[:3][::-1]

"""What is typed is kept; no older page and no late request replaces what it has not seen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, article_key
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.desk.typed import tidy, typed_beside, typed_of
from broadsheet.domain.desk.working_copy import (
    COPY_LASTS,
    MOST_BYTES,
    Outcome,
    Typing,
    WorkingCopy,
    copy_key,
)
from broadsheet.domain.shared.errors import AlreadySaved, Forbidden, Hidden, NotFound, TooLarge
from broadsheet.domain.shared.principal import NOBODY
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.desk.begun_story import open_story
from broadsheet.usecases.desk.who_is_writing import who_is_writing
from broadsheet.usecases.desk.working_copies import (
    Kept,
    drop_working_copy,
    ending_copy,
    last_copy,
    save_working_copy,
    saved_as,
    working_copies,
    working_copy,
)
from broadsheet.usecases.shared import committing
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.builders import NOON, make_id
from tests.fakes.moderation import ANN, EDITH, make_newsroom
from tests.fakes.table import MemoryTable, StoppedClock

STORY = "019aa000-0000-7000-8000-000000000777"


@pytest.fixture
def newsroom() -> Services:
    return replace(make_newsroom(MemoryTable()), markup=CommonMark())


def later(newsroom: Services, by: timedelta) -> Services:
    return replace(newsroom, clock=StoppedClock(newsroom.clock() + by))


def by(who: Any = ANN, **changes: Any) -> Request:
    return Request(id="request-1", who=who, **changes)


def typing(words: str, sequence: int = 1, screen: str = "first", **changes: Any) -> Typing:
    fields = {"title": ("T",), "body": (words,)}
    return Typing(story=STORY, screen=screen, sequence=sequence, fields=fields, **changes)


def save(newsroom: Services, *args: Any, **changes: Any) -> Kept:
    return save_working_copy(newsroom, by(), typing(*args, **changes))


def words(newsroom: Services) -> str | None:
    copy = working_copy(newsroom, ANN, STORY)
    return copy.fields["body"][0] if copy else None


def submission(body: str) -> Any:
    fields = {"title": "T", "body": body, "section": "News", "byline": [{"name": "Ann"}]}
    return article_from_fields(fields)


def test_what_is_typed_is_found_again_as_it_was_typed(newsroom: Services) -> None:
    wrong = {"title": ("",), "body": ("half a \x00 sentence",), "slug": ("No Slug!",)}
    sent = Typing(story=STORY, screen="s", sequence=3, fields=wrong, based_on=4)
    save_working_copy(newsroom, by(), sent)
    copy = working_copy(newsroom, ANN, STORY)
    assert copy is not None
    assert copy.fields == {"body": ("half a \x00 sentence",), "slug": ("No Slug!",)}
    assert (copy.based_on, copy.saved_at, copy.mark) == (4, NOON, "s#3")


def test_nobody_else_finds_it(newsroom: Services) -> None:
    save(newsroom, "Mine.")
    assert working_copy(newsroom, EDITH, STORY) is None
    assert working_copies(newsroom, EDITH) == []
    with pytest.raises(Forbidden):
        save_working_copy(newsroom, by(NOBODY), typing("Anybody's."))


def test_a_late_or_doubled_request_changes_nothing(newsroom: Services) -> None:
    save(newsroom, "One", 1)
    save(newsroom, "One two three", 3)
    assert save(newsroom, "One two", 2).outcome is Outcome.BEHIND
    assert save(newsroom, "One two three", 3).outcome is Outcome.BEHIND
    assert words(newsroom) == "One two three"


def test_another_page_does_not_replace_what_it_has_not_seen(newsroom: Services) -> None:
    save(newsroom, "At home", 5, screen="home")
    refused = save(newsroom, "At work", 1, screen="work")
    assert (refused.outcome, refused.copy.mark) == (Outcome.ELSEWHERE, "home#5")
    assert words(newsroom) == "At home"
    assert save(newsroom, "Both", 2, screen="work", seen="home#5").outcome is Outcome.KEPT
    # The page at home comes back to life.
    assert save(newsroom, "At home again", 6, screen="home").outcome is Outcome.ELSEWHERE
    assert words(newsroom) == "Both"


def test_it_ends_thirty_days_after_its_last_change(newsroom: Services) -> None:
    save(newsroom, "Old")
    almost = later(newsroom, COPY_LASTS - timedelta(days=1))
    assert words(almost) == "Old"
    save(almost, "Used", 2)
    assert words(later(newsroom, COPY_LASTS)) == "Used"
    gone = later(almost, COPY_LASTS)
    assert words(gone) is None
    assert save(gone, "Anew", 1, screen="other").outcome is Outcome.KEPT


def test_more_than_a_copy_may_have_is_refused_and_what_is_there_stays(newsroom: Services) -> None:
    save(newsroom, "x" * (MOST_BYTES - 20))
    with pytest.raises(TooLarge):
        save(newsroom, "x" * (MOST_BYTES + 1), 2)
    kept = words(newsroom)
    assert kept is not None
    assert len(kept) == MOST_BYTES - 20


def test_only_the_copy_that_was_looked_at_is_dropped(newsroom: Services) -> None:
    save(newsroom, "One", 1)
    save(newsroom, "One two", 2)
    assert not drop_working_copy(newsroom, by(), STORY, "first#1")
    assert words(newsroom) == "One two"
    assert drop_working_copy(newsroom, by(), STORY, "first#2")
    assert words(newsroom) is None
    assert save(newsroom, "One two", 2).outcome is Outcome.BEHIND
    assert words(newsroom) is None, "a late request brings back what was dropped"


def create(newsroom: Services, sent: Typing, key: str | None = None) -> str:
    asked = by(idempotency_key=key)
    body = sent.fields["body"][0]
    ending = ending_copy(newsroom, asked, sent, is_new=True)
    return submit_article(newsroom, ending, submission(body)).id


def test_a_copy_ends_in_the_transaction_that_saves_the_story(newsroom: Services) -> None:
    save(newsroom, "One", 1)
    assert create(newsroom, typing("One two", 2)) == make_id(999)
    assert words(newsroom) is None
    assert saved_as(newsroom.table, ANN, STORY) == make_id(999)
    ended = newsroom.table.get(WorkingCopy, copy_key(ANN.id, STORY))
    assert ended is not None
    assert ended.fields == {}
    assert save(newsroom, "One", 1).outcome is Outcome.BEHIND
    assert working_copies(newsroom, ANN) == []


def test_what_was_typed_since_stays(newsroom: Services) -> None:
    save(newsroom, "One two", 2)
    create(newsroom, typing("One", 1))
    assert words(newsroom) == "One two"


def test_what_another_page_has_stays(newsroom: Services) -> None:
    save(newsroom, "At home", 5, screen="home")
    create(newsroom, typing("At work", 1, screen="work"))
    assert words(newsroom) == "At home"


def test_a_copy_that_was_taken_up_ends_with_the_story(newsroom: Services) -> None:
    save(newsroom, "At home", 5, screen="home")
    create(newsroom, typing("At home and at work", 0, screen="work", seen="home#5"))
    assert words(newsroom) is None


@pytest.mark.parametrize("kept", [True, False])
def test_a_new_story_is_saved_once_whichever_page_of_it_comes_back(
    newsroom: Services, kept: bool
) -> None:
    if kept:
        save(newsroom, "One", 1)
    create(newsroom, typing("One", 2))
    with pytest.raises(AlreadySaved) as refused:
        create(replace(newsroom, ids=lambda: make_id(998)), typing("One, old page", 0, "old"))
    assert refused.value.article_id == make_id(999)
    assert newsroom.table.get(Article, article_key(make_id(998))) is None


def test_the_same_form_sent_twice_is_one_story(newsroom: Services) -> None:
    first = create(newsroom, typing("One", 2), key="form")
    again = create(replace(newsroom, ids=lambda: make_id(998)), typing("One", 2), key="form")
    assert first == again


def test_a_late_request_of_a_page_whose_words_were_taken_up_brings_nothing_back(
    newsroom: Services,
) -> None:
    save(newsroom, "At home", 5, screen="home")
    save(newsroom, "At home, at work", 1, screen="work", seen="home#5")
    create(newsroom, typing("At home, at work", 2, screen="work"))
    assert save(newsroom, "At home", 5, screen="home").outcome is Outcome.BEHIND
    assert words(newsroom) is None
    # What nobody has seen of it is no late request.
    assert save(newsroom, "At home, later", 6, screen="home").outcome is Outcome.KEPT


def test_a_refused_save_leaves_the_copy(newsroom: Services) -> None:
    save(newsroom, "Much work", 1)
    asked = ending_copy(newsroom, by(if_match=1), typing("Much work", 2), is_new=False)
    with pytest.raises(NotFound):
        replace_article(newsroom, asked, make_id(5), submission("Much work"))
    assert words(newsroom) == "Much work"


def test_an_edit_without_a_copy_says_that_it_was_saved_and_keeps_no_words(
    newsroom: Services,
) -> None:
    article_id = submit_article(newsroom, by(), submission("One")).id
    sent = Typing(story=article_id, screen="s", sequence=0, fields={"body": ("Two",)}, based_on=1)
    asked = ending_copy(newsroom, by(if_match=1), sent, is_new=False)
    replace_article(newsroom, asked, article_id, submission("Two"))
    last = last_copy(newsroom.table, ANN, article_id)
    assert last is not None
    assert (last.screen, last.sequence, last.fields, last.is_ended) == ("s", 0, {}, True)
    assert working_copy(newsroom, ANN, article_id) is None


def test_a_transaction_that_is_full_is_written_without_it_and_the_copy_is_offered_to_nobody(
    newsroom: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = submit_article(newsroom, by(), submission("One")).id
    opened = open_story(newsroom, by(), article_id)
    typed = dict(opened.typed) | {"body": ("Two",)}
    sent = Typing(story=article_id, screen="s", sequence=1, fields=typed, based_on=1)
    save_working_copy(newsroom, by(), sent)
    monkeypatch.setattr(committing, "MOST_WRITES", 2)
    asked = ending_copy(newsroom, by(if_match=1), sent, is_new=False)
    replace_article(newsroom, asked, article_id, submission("Two"))
    assert working_copy(newsroom, ANN, article_id) is not None
    again = open_story(newsroom, by(), article_id)
    assert (again.recovered, again.typed["body"]) == (None, ("Two",))


def test_an_article_stands_in_the_fields_as_it_is_edited(newsroom: Services) -> None:
    article_id = submit_article(newsroom, by(), submission("One")).id
    article = newsroom.table.get(Article, article_key(article_id))
    assert article is not None
    assert typed_of(article) == {
        "title": ("T",),
        "body": ("One",),
        "section": ("News",),
        "byline_name": ("Ann",),
        "byline_role": ("",),
        "byline_bio": ("",),
        "byline_url": ("",),
        "byline_slug": ("ann",),
        "language": ("en",),
        "embargo/shown": ("yes",),
    }


def test_an_embargo_stands_there_by_its_clock_and_a_zone_alone_is_none(newsroom: Services) -> None:
    article_id = submit_article(newsroom, by(), submission("One")).id
    article = newsroom.table.get(Article, article_key(article_id))
    assert article is not None
    hour = hour_at("2027-03-29T06:00", "Europe/Berlin", "/embargo")
    typed = typed_of(msgspec.structs.replace(article, embargo=hour))
    assert [typed[f"embargo/{part}"] for part in ("day", "time", "zone")] == [
        ("2027-03-29",),
        ("06:00",),
        ("Europe/Berlin",),
    ]
    assert tidy({"embargo/zone": ("Europe/Berlin",), "embargo/day": (" ",)}) == {}
    assert "embargo/day" not in typed_beside(article, {"title": ("T",)})


def test_colleagues_see_each_other_at_a_story_for_a_minute_and_a_half(newsroom: Services) -> None:
    article_id = submit_article(newsroom, by(), submission("One")).id
    assert who_is_writing(newsroom, by(), article_id).others == []
    (ann,) = who_is_writing(newsroom, by(EDITH), article_id).others
    assert (ann.name, ann.seen_at) == ("ann", NOON)
    (edith,) = who_is_writing(later(newsroom, timedelta(seconds=89)), by(), article_id).others
    assert edith.person == EDITH.id
    assert who_is_writing(later(newsroom, timedelta(seconds=179)), by(), article_id).others == []


def test_who_may_not_see_a_draft_does_not_hear_who_is_at_it(newsroom: Services) -> None:
    article_id = submit_article(newsroom, by(EDITH), submission("One")).id
    with pytest.raises(Hidden):
        who_is_writing(newsroom, by(ANN), article_id)
    assert who_is_writing(newsroom, by(EDITH), article_id).others == []

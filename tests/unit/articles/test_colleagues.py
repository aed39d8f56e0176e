"""Duplicates, remarks of colleagues, and whose turn it is."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from broadsheet.domain.articles.article import Article, Colleague, Hour, Revision, article_key
from broadsheet.domain.articles.life import Status
from broadsheet.domain.articles.remark import Remark
from broadsheet.domain.shared.errors import (
    Forbidden,
    Invalid,
    NotAllowedInState,
    NotFound,
    VersionMismatch,
)
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.site.routing import RULES
from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt, assign_article
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.embargo_article import embargo_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.remarks import add_remark, list_remarks, remove_remark
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import MemoryTable
from tests.faults.audit import of
from tests.faults.editions import START, make_newsroom, story

ANN = Principal("pool:ann", frozenset({Role.AUTHOR}), called="Ann")
BEN = Principal("pool:ben", frozenset({Role.AUTHOR}), called="Ben")
EDITH = Principal("pool:edith", frozenset({Role.EDITOR}), called="Edith")
TOMORROW = Hour(at=START + timedelta(days=1), local="2026-11-23T11:05", zone="UTC")


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def newsroom(table: MemoryTable) -> Services:
    return make_newsroom(table)


def by(who: Principal, version: int | None = None) -> Request:
    return Request(id="r", who=who, if_match=version)


def written(newsroom: Services, who: Principal = ANN, **fields: Any) -> ArticleReceipt:
    status = Status.PUBLISHED if who is EDITH else Status.DRAFT
    sent = msgspec.structs.replace(story("Harbour closed", **fields), status=status)
    return submit_article(newsroom, by(who), sent)


def found(newsroom: Services, article_id: str) -> Article:
    article = newsroom.table.get(Article, article_key(article_id))
    assert article
    return article


def assigned(newsroom: Services, request: Request, article_id: str, to: str | None) -> Any:
    return assign_article(newsroom, request, article_id, to, Everybody())


class Everybody:
    """Implements `Colleagues`."""

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        del who, article
        return tuple(Colleague(one.id, one.name) for one in (ANN, BEN, EDITH))

    def find(self, person: str) -> Colleague | None:
        del person
        return None


# ---------------------------------------------------------------- duplicates


def test_a_duplicate_is_a_draft_of_whoever_asked_with_the_same_words(newsroom: Services) -> None:
    made = written(newsroom, EDITH, tags=["Ports"], standfirst="Boats wait.", unlisted=True)
    copy = duplicate_article(newsroom, by(EDITH), made.id)
    source, other = found(newsroom, made.id), found(newsroom, copy.id)
    assert (copy.status, copy.version, other.published_at, other.slots) == ("draft", 1, None, {})
    assert other.content == source.content
    assert other.body == source.body
    assert other.path != source.path
    assert other.created_by_id == EDITH.id
    assert source == found(newsroom, made.id)


def test_the_story_itself_stays_as_it_is(newsroom: Services, table: MemoryTable) -> None:
    made = written(newsroom, EDITH)
    before = dict(table.records)
    duplicate_article(newsroom, by(EDITH), made.id)
    assert {key: table.records[key] for key in before} == before


def test_what_belongs_to_the_story_alone_does_not_go_with_its_words(newsroom: Services) -> None:
    original = written(newsroom, EDITH)
    made = written(
        newsroom, EDITH, breaking=True, live="ended", translation_of=original.id, language="de"
    )
    correct_article(newsroom, by(EDITH), made.id, "It was Tuesday.")
    other = found(newsroom, duplicate_article(newsroom, by(EDITH), made.id).id)
    content = other.content
    assert (content.breaking, content.live, content.translation_of) == (False, None, None)
    assert (other.corrections, other.publish_at, other.former_paths) == ((), None, ())
    running = written(newsroom, EDITH, live="running")
    other = found(newsroom, duplicate_article(newsroom, by(EDITH), running.id).id)
    assert other.content.live == "running"


def test_an_embargo_goes_with_the_words_until_its_hour(newsroom: Services) -> None:
    made = written(newsroom)
    embargo_article(newsroom, by(EDITH, 1), made.id, TOMORROW)
    copy = duplicate_article(newsroom, by(ANN), made.id)
    assert found(newsroom, copy.id).embargo == TOMORROW
    newsroom.clock.now = TOMORROW.at  # type: ignore[attr-defined]
    later = duplicate_article(newsroom, by(ANN), made.id)
    assert found(newsroom, later.id).embargo is None


def test_its_trail_says_what_it_is_a_copy_of(newsroom: Services, table: MemoryTable) -> None:
    made = written(newsroom)
    copy = duplicate_article(newsroom, by(ANN), made.id)
    (first,) = [r for r in of(list(table.records.values()), Revision) if r.article_id == copy.id]
    assert (first.action, first.note) == ("duplicate", f"of {made.id}, version 1")


def test_a_slug_that_was_chosen_for_the_story_is_not_the_copys(newsroom: Services) -> None:
    made = written(newsroom, slug="the-harbour-affair")
    copy = found(newsroom, duplicate_article(newsroom, by(ANN), made.id).id)
    assert copy.content.slug == "harbour-closed"
    edited = msgspec.structs.replace(story("Bridge closed"), status=None)
    replace_article(newsroom, by(ANN, 1), copy.id, edited)
    assert found(newsroom, copy.id).content.slug == "bridge-closed"


def test_nobody_duplicates_what_they_may_not_see_nor_a_retracted_story(newsroom: Services) -> None:
    made = written(newsroom)
    with pytest.raises(NotFound):
        duplicate_article(newsroom, by(BEN), made.id)
    public = written(newsroom, EDITH)
    with pytest.raises(Forbidden):
        duplicate_article(newsroom, by(BEN), public.id)
    retract_article(newsroom, by(EDITH), public.id, "Forged.")
    with pytest.raises(NotAllowedInState):
        duplicate_article(newsroom, by(EDITH), public.id)


# ---------------------------------------------------------------- whose turn it is


def test_whom_a_story_is_assigned_to_works_on_it_as_if_it_were_theirs(newsroom: Services) -> None:
    made = written(newsroom)
    edited = msgspec.structs.replace(story("Bridge closed"), status=None)
    with pytest.raises(NotFound):
        replace_article(newsroom, by(BEN, 1), made.id, edited)
    assigned(newsroom, by(ANN), made.id, BEN.id)
    assert found(newsroom, made.id).assigned_to == Colleague("pool:ben", "Ben")
    replace_article(newsroom, by(BEN, 2), made.id, edited)
    with pytest.raises(Forbidden):
        delete_article(newsroom, by(BEN, 3), made.id)
    assigned(newsroom, by(EDITH), made.id, None)
    with pytest.raises(NotFound):
        replace_article(newsroom, by(BEN, 4), made.id, edited)


def test_a_story_stays_assigned_whatever_happens_to_it(newsroom: Services) -> None:
    made = written(newsroom)
    assigned(newsroom, by(ANN), made.id, BEN.id)
    publish_article(newsroom, by(EDITH), made.id)
    correct_article(newsroom, by(EDITH), made.id, "It was Tuesday.")
    retract_article(newsroom, by(EDITH), made.id, "Forged.")
    assert found(newsroom, made.id).assigned_to == Colleague("pool:ben", "Ben")


def test_for_readers_an_assignment_is_no_change(newsroom: Services, table: MemoryTable) -> None:
    made = written(newsroom, EDITH)
    before, records = found(newsroom, made.id), dict(table.records)
    assigned(newsroom, by(EDITH), made.id, BEN.id)
    after = found(newsroom, made.id)
    assert after.modified_at == before.modified_at
    assert after.modified_by == "Edith"
    shown = {k: r for k, r in table.records.items() if type(r) in RULES and type(r) is not Article}
    listed = {k: r for k, r in records.items() if type(r) in RULES and type(r) is not Article}
    assert {k: msgspec.to_builtins(r) for k, r in shown.items() if k.sk != "DISCUSSION"} == {
        k: msgspec.to_builtins(r) for k, r in listed.items() if k.sk != "DISCUSSION"
    }


def test_the_trail_says_who_gave_it_to_whom(newsroom: Services, table: MemoryTable) -> None:
    made = written(newsroom)
    assigned(newsroom, by(EDITH), made.id, BEN.id)
    last = max(of(list(table.records.values()), Revision), key=lambda step: step.version)
    assert (last.action, last.note, last.by, last.by_id) == (
        "assign",
        "Ben",
        "Edith",
        "pool:edith",
    )
    assert last.version == found(newsroom, made.id).version == 2


def test_whoever_was_writing_meanwhile_is_not_held_up(newsroom: Services) -> None:
    made = written(newsroom)
    assigned(newsroom, by(EDITH), made.id, BEN.id)
    assigned(newsroom, by(EDITH), made.id, None)
    edited = msgspec.structs.replace(story("Bridge closed"), status=None)
    assert replace_article(newsroom, by(ANN, 1), made.id, edited).version == 4
    with pytest.raises(VersionMismatch) as told:
        replace_article(newsroom, by(ANN, 1), made.id, edited)
    assert [step["action"] for step in told.value.since] == ["assign", "assign", "replace"]


def test_who_does_not_work_here_gets_no_story(newsroom: Services) -> None:
    made = written(newsroom)
    with pytest.raises(Invalid) as wrong:
        assigned(newsroom, by(EDITH), made.id, "pool:mallory")
    (error,) = wrong.value.errors
    assert (error.pointer, error.code) == ("/id", "unknown_person")
    assert found(newsroom, made.id).assigned_to is None


def test_who_has_it_already_makes_no_step_of_the_trail(newsroom: Services) -> None:
    made = written(newsroom)
    assert assigned(newsroom, by(EDITH), made.id, BEN.id).version == 2
    assert assigned(newsroom, by(EDITH), made.id, BEN.id).version == 2


def test_without_a_list_of_the_staff_those_are_known_who_worked_on_it(
    newsroom: Services,
) -> None:
    made = written(newsroom)
    publish_article(newsroom, by(EDITH), made.id)
    known = WhoWorkedOnIt(newsroom.table)
    article = msgspec.structs.replace(
        found(newsroom, made.id), assigned_to=Colleague(BEN.id, BEN.name)
    )
    names = [one.name for one in known.for_story(EDITH, article)]
    assert names == ["Edith", "Ann", "Ben"]


# ---------------------------------------------------------------- remarks


def said(newsroom: Services, who: Principal, article_id: str) -> list[str]:
    found = list_remarks(newsroom.table, who, article_id, 100, None)
    return [f"{one.by}: {one.text}" for one in found.items]


def test_colleagues_talk_about_a_story_and_nobody_else_hears_it(newsroom: Services) -> None:
    made = written(newsroom)
    add_remark(newsroom, by(ANN), made.id, "Who has the figures?")
    add_remark(newsroom, by(EDITH), made.id, "Ben has.")
    assert said(newsroom, ANN, made.id) == ["Edith: Ben has.", "Ann: Who has the figures?"]
    for who in (BEN, Principal("reader", frozenset())):
        with pytest.raises(NotFound):
            said(newsroom, who, made.id)
        with pytest.raises(NotFound):
            add_remark(newsroom, by(who), made.id, "I heard that.")


def test_what_is_published_is_no_place_for_readers_to_look_at_remarks(newsroom: Services) -> None:
    made = written(newsroom, EDITH)
    add_remark(newsroom, by(EDITH), made.id, "Was this checked?")
    with pytest.raises(NotFound):
        said(newsroom, Principal("reader", frozenset()), made.id)


def test_a_remark_is_in_no_revision_and_changes_no_version(
    newsroom: Services, table: MemoryTable
) -> None:
    made = written(newsroom)
    add_remark(newsroom, by(ANN), made.id, "Who has the figures?")
    assert found(newsroom, made.id).version == 1
    assert len(of(list(table.records.values()), Revision)) == 1


def test_one_takes_back_what_is_ones_own_and_an_editor_anybodys(
    newsroom: Services, table: MemoryTable
) -> None:
    made = written(newsroom)
    ids = [add_remark(newsroom, by(ANN), made.id, f"{n}").id for n in range(2)]
    ids.append(add_remark(newsroom, by(EDITH), made.id, "2").id)
    with pytest.raises(Forbidden):
        remove_remark(newsroom, by(ANN), made.id, ids[2])
    remove_remark(newsroom, by(ANN), made.id, ids[0])
    remove_remark(newsroom, by(EDITH), made.id, ids[1])
    assert said(newsroom, ANN, made.id) == ["Edith: 2"]
    with pytest.raises(NotFound):
        remove_remark(newsroom, by(ANN), made.id, ids[0])
    assert len(of(list(table.records.values()), Remark)) == 1


def test_what_was_said_about_a_deleted_story_nobody_reads_any_more(newsroom: Services) -> None:
    made = written(newsroom)
    add_remark(newsroom, by(ANN), made.id, "Who has the figures?")
    delete_article(newsroom, by(ANN, 1), made.id)
    with pytest.raises(NotFound):
        said(newsroom, EDITH, made.id)


def test_a_list_of_remarks_goes_on_where_it_ended(newsroom: Services) -> None:
    made = written(newsroom)
    for n in range(5):
        add_remark(newsroom, by(ANN), made.id, f"{n}")
    first = list_remarks(newsroom.table, ANN, made.id, 3, None)
    rest = list_remarks(newsroom.table, ANN, made.id, 3, first.next)
    assert [one.text for one in (*first.items, *rest.items)] == ["4", "3", "2", "1", "0"]
    assert rest.next is None


# ---------------------------------------------------------------- embargo


def test_an_embargo_can_be_set_and_lifted_without_the_words(newsroom: Services) -> None:
    made = written(newsroom)
    assert embargo_article(newsroom, by(EDITH, 1), made.id, TOMORROW).version == 2
    assert found(newsroom, made.id).embargo == TOMORROW
    embargo_article(newsroom, by(EDITH, 2), made.id, None)
    assert found(newsroom, made.id).embargo is None


def test_what_readers_have_is_not_put_under_an_embargo(newsroom: Services) -> None:
    made = written(newsroom, EDITH)
    with pytest.raises(Invalid):
        embargo_article(newsroom, by(EDITH, 1), made.id, TOMORROW)

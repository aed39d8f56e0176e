"""Whoever writes under a condition goes on when others were quicker, once or in each place."""

import functools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

import broadsheet.usecases
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.articles.article import Article, Focus, LeadImage
from broadsheet.domain.articles.due import Due, DueAction
from broadsheet.domain.articles.listing import Entry, ListingKind
from broadsheet.domain.comments.bans import BanOf
from broadsheet.domain.comments.comment import Comment, Number
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.numbering import NumbersGiven
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
from broadsheet.domain.comments.word_lists import SubmittedWords
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.desk.working_copy import Typing
from broadsheet.domain.live.entry import SubmittedEntry
from broadsheet.domain.mail.subscription import Subscription
from broadsheet.domain.media.media import Media, MediaUse, PictureWords
from broadsheet.domain.people.front_page import SubmittedFrontPage
from broadsheet.domain.people.profile import SubmittedProfile
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.shared.errors import InFlight
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.shared.sentence import for_programs
from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt, assign_article
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.follow_focus import follow_focus
from broadsheet.usecases.articles.refile_renamed import refile_renamed
from broadsheet.usecases.articles.remarks import add_remark
from broadsheet.usecases.articles.rename_term import rename_term
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.comments.ban_sender import ban
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.comments.place_comments import place_comments
from broadsheet.usecases.comments.renew_discussions import renew_discussions
from broadsheet.usecases.comments.report_comment import report_comment
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.comments.word_lists import write_word_lists
from broadsheet.usecases.comments.write_comments import CommentWriter, PreparedComment
from broadsheet.usecases.desk.renew_stories import renew_stories
from broadsheet.usecases.desk.shares import revoke_share, share_article
from broadsheet.usecases.desk.working_copies import drop_working_copy, save_working_copy
from broadsheet.usecases.live.report_live import add_live_entry
from broadsheet.usecases.mail.manage_subscription import confirm_subscription
from broadsheet.usecases.media.manage_media import announce_media
from broadsheet.usecases.media.process_media import ImageProcessing, process_media
from broadsheet.usecases.people.edit_front_page import write_front_page
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.privacy.erase_reader import erase_reader
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.search.renew_search_words import renew_search_words
from broadsheet.usecases.shared.committing import ANY_VERSION, ATTEMPTS, PAUSE, commit_retrying
from broadsheet.usecases.shared.ports import Absent, Cause, ConditionFailed, Contended, Put, Write
from broadsheet.usecases.shared.services import Services
from tests.fakes.comments import VISIT, make_desk
from tests.fakes.mail import MemoryVault
from tests.fakes.moderation import comment
from tests.fakes.pictures import MemoryPictures, developed
from tests.fakes.table import MemoryTable, no_pause
from tests.faults.audit import effect, of
from tests.faults.editions import START, asked, make_newsroom, story

CAUSE = Cause("test", START)
EDIT = asked(if_match=ANY_VERSION)
SAID = SubmittedComment(name="Rea", email="rea@example.org", body="Said.", notify=True)
LAST_DAY = CommentRules(close_after_days=3)
Quicker = Callable[[], Exception]
QUICKER: list[Quicker] = [lambda: ConditionFailed([0]), Contended]


class Disturbed(MemoryTable):
    """Others are quicker than one of the writes that have a condition, the first time."""

    def __init__(self, records: dict[Key, Record], at: int = -1, quicker: Quicker = Contended):
        super().__init__()
        self.records = dict(records)
        self.conditional = 0
        self._at, self._quicker = at, quicker

    def commit(self, writes: Sequence[Write], cause: Cause) -> None:
        if any(write.expect is not None for write in writes):
            self.conditional += 1
            if self.conditional == self._at:
                raise self._quicker()
        super().commit(writes, cause)

    def all(self) -> list[Any]:
        return list(self.records.values())


def _id(step: int) -> str:
    """The first id that a step gives."""
    return f"00000000-0000-7000-8000-{100 * step + 1:012}"


def _desk(services: Services) -> Any:
    rules = CommentRules(policy=Policy.HOLD_SUSPICIOUS)
    return make_desk(replace(services, rules=rules), vault=MemoryVault())


def _report(services: Services, table: Disturbed) -> None:
    sent = SubmittedReport(reason=ReportReason.ABUSE, note="See there.")
    report_comment(_desk(services), asked(), _id(0), "1", sent, VISIT)


def _confirm(services: Services, table: Disturbed) -> None:
    (asked_for,) = of(table.all(), Subscription)
    assert confirm_subscription(services, asked(), asked_for.comment_id, asked_for.token)


def _write_comments(services: Services, table: Disturbed) -> None:
    writer = CommentWriter(services, asked(), _id(0))
    writer.reserve(NumbersGiven(4, {1: 2}))
    said = [comment(n, article_id=_id(0), answers=Number(1)) for n in (1, 2)]
    writer.write([PreparedComment(one, is_answered=True) for one in said])
    assert [c.number for c in of(table.all(), Comment)[1:]] == [(1, 3), (1, 4)]


def _erase(services: Services, table: Disturbed) -> None:
    (said, *_) = of(table.all(), Comment)
    assert erase_reader(services, asked(), [said.sender]).comments == 1


def _process(services: Services, table: Disturbed) -> None:
    store = MemoryPictures()
    store.uploads[_id(4)] = b"700 x"
    pictures = ImageProcessing(
        table=table,
        store=store,
        process=developed,
        inspect=inspect,
        clock=services.clock,
        pause=no_pause,
    )
    assert process_media(pictures, _id(4), "s3")


def _share(services: Services, table: Disturbed) -> None:
    made = share_article(services, asked(), _id(0), "for the lawyer", 3, random=bytes)
    revoke_share(services, asked(), _id(0), made.receipt.id)


def _keep_and_drop(services: Services, table: Disturbed) -> None:
    typing = Typing(story="new-1", screen="s", sequence=1, fields={"body": ("Some words",)})
    kept = save_working_copy(services, asked(), typing).copy
    assert drop_working_copy(services, asked(), kept.story, kept.mark)


def _renew_words(services: Services, table: Disturbed) -> None:
    for words in of(table.all(), SearchWords):
        del table.records[words.key]
    assert renew_search_words(table, table, CAUSE, no_pause) == 1


def _renew_discussions(services: Services, table: Disturbed) -> None:
    assert renew_discussions(replace(services, rules=LAST_DAY), table, CAUSE) == 1


def _assign(services: Services, table: Disturbed) -> None:
    request = asked()
    assign_article(services, request, _id(0), request.who.id, WhoWorkedOnIt(table))


def _renew_stories(services: Services, table: Disturbed) -> None:
    for entry in of(table.all(), StoryEntry):
        del table.records[entry.key]
    assert renew_stories(table, table, CAUSE, no_pause) == 1


def _rename(services: Services, table: Disturbed) -> None:
    listed = [one.listing for one in of(table.all(), Entry)]
    section = next(name.name for name in listed if name.kind is ListingKind.SECTION)
    without_own = replace(services, own_sections=tuple)
    rename_term(without_own, asked(), ListingKind.SECTION, section, "Abroad")


def _follow_focus(services: Services, table: Disturbed) -> None:
    (media,), (shown, *_) = of(table.all(), Media), of(table.all(), Article)
    focused = msgspec.structs.replace(media, focus=Focus(30, 20))
    lead = LeadImage(url="/p.jpg", alt="A boat", media=media.id)
    content = msgspec.structs.replace(shown.content, lead_image=lead)
    above = msgspec.structs.replace(shown, content=content)
    use = MediaUse(media_id=media.id, shown_by=shown.id, at=START)
    table.records |= {record.key: record for record in (focused, above, use)}
    due = Due(at=START, article_id=media.id, action=DueAction.FOLLOW_FOCUS)
    follow_focus(services, asked(), due)
    (after, *_) = of(table.all(), Article)
    assert after.content.lead_image == msgspec.structs.replace(lead, focus=Focus(30, 20))


STEPS: dict[str, Callable[[Services, Disturbed], object]] = {
    "submit_article": lambda s, _: submit_article(s, asked(), story("Story", live="running")),
    "change_article": lambda s, _: replace_article(s, EDIT, _id(0), story("S", live="running")),
    "report_live": lambda s, _: add_live_entry(s, asked(), _id(0), SubmittedEntry(text="Now.")),
    "submit_comment": lambda s, _: submit_comment(_desk(s), asked(), _id(0), SAID, VISIT),
    "manage_media": lambda s, _: announce_media(s, asked(), "image/png", PictureWords()),
    "process_media": _process,
    "place_comments": lambda s, _: place_comments(s, asked(), _id(0), [_id(3)]),
    "report_comment": _report,
    "ban_sender": lambda s, _: ban(s, asked(), _id(3), BanOf.SENDER, 7),
    "word_lists": lambda s, _: write_word_lists(s, EDIT, SubmittedWords(words=("loan*",))),
    "comment_changes": lambda s, _: moderate_comment(s, asked(), _id(3), Decision.APPROVE),
    "manage_subscription": _confirm,
    "write_comments": _write_comments,
    "erase_reader": _erase,
    "working_copies": _keep_and_drop,
    "edit_redirects": lambda s, _: put_redirect(s, asked(), "/old/", "/new/"),
    "edit_profile": lambda s, _: write_profile(s, asked(), "ann", SubmittedProfile(name="Ann")),
    "edit_front_page": lambda s, _: write_front_page(s, EDIT, SubmittedFrontPage()),
    "shares": _share,
    "renew_search_words": _renew_words,
    "renew_discussions": _renew_discussions,
    "renew_stories": _renew_stories,
    "duplicate_article": lambda s, _: duplicate_article(s, asked(), _id(0)),
    "assign_article": _assign,
    "remarks": lambda s, _: add_remark(s, asked(), _id(0), "Who has the figures?"),
    "rename_term": _rename,
    "refile_renamed": lambda s, _: refile_renamed(s, asked()),
    "follow_focus": _follow_focus,
}
"""By the module that commits; each goes on from where the one before it ended."""
SLOTS_ARE_TAKEN_AGAIN = {"submit_article", "change_article", "duplicate_article"}
"""So that what was written differs in what nobody sees."""


def run(step: str, table: Disturbed) -> Disturbed:
    newsroom = make_newsroom(table)
    ids = count(100 * list(STEPS).index(step) + 1)
    STEPS[step](replace(newsroom, ids=lambda: f"00000000-0000-7000-8000-{next(ids):012}"), table)
    return table


class Undisturbed(NamedTuple):
    before: dict[Key, Record]
    after: Disturbed


@functools.cache
def undisturbed() -> dict[str, Undisturbed]:
    found: dict[str, Undisturbed] = {}
    records: dict[Key, Record] = {}
    for step in STEPS:
        found[step] = Undisturbed(records, run(step, Disturbed(records)))
        records = found[step].after.records
    return found


@pytest.mark.parametrize("quicker", QUICKER, ids=["condition failed", "contended"])
@pytest.mark.parametrize("step", STEPS)
def test_it_is_done_as_if_nobody_had_been_quicker(step: str, quicker: Quicker) -> None:
    before, expected = undisturbed()[step]
    assert expected.conditional
    for at in range(1, expected.conditional + 1):
        table = run(step, Disturbed(before, at, quicker))
        assert table.conditional == expected.conditional + 1
        assert effect(table.all()) == effect(expected.all())
        if step not in SLOTS_ARE_TAKEN_AGAIN:
            assert table.records == expected.records


def test_every_use_case_that_tries_again_is_among_these() -> None:
    files = [f for folder in broadsheet.usecases.__path__ for f in Path(folder).glob("*/*.py")]
    calls = re.compile(r"\b(commit_(once|plan|retrying)|renew_each)\(")
    found = {file.stem for file in files if calls.search(file.read_text())}
    # Whole sites move in elsewhere, by the writes of an article that is sent.
    assert found - {"committing", "renewing", "import_article", "pictures_later"} == set(STEPS)


def never_first(quicker: Quicker, refusal: Exception | None, pauses: list[float]) -> None:
    class Never(MemoryTable):
        def commit(self, writes: Sequence[Write], cause: Cause) -> None:
            raise quicker()

    write = Put(comment(), Absent())
    commit_retrying(Never(), pauses.append, CAUSE, lambda: ([write], None), refusal)


@pytest.mark.parametrize("quicker", QUICKER, ids=["condition failed", "contended"])
def test_who_is_never_first_hears_of_it_after_longer_and_longer_waits(
    quicker: Quicker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random, "uniform", lambda _shortest, longest: longest)
    pauses: list[float] = []
    with pytest.raises(InFlight, match="Later"):
        never_first(quicker, InFlight(for_programs("Later.")), pauses)
    assert pauses == [PAUSE * 2**n for n in range(ATTEMPTS - 1)]
    with pytest.raises(type(quicker())):
        never_first(quicker, None, pauses)


def test_where_nothing_is_to_be_written_nothing_is() -> None:
    table = Disturbed({})
    assert commit_retrying(table, no_pause, CAUSE, lambda: ([], "as it is")) == "as it is"
    assert table.stream == []

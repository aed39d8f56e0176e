"""Each action on an article from its first draft to its end, in an order in which all are possible.

They are done to one article, which is new; the archive around it has its size.
"""

from collections.abc import Callable
from datetime import timedelta

from bench import archive as paper
from bench.stage import Operation
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Hour
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.live.entry import SubmittedEntry
from broadsheet.domain.people.front_page import SubmittedFrontPage
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.restore_revision import restore_revision
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.live.report_live import (
    add_live_entry,
    change_live_entry,
    remove_live_entry,
)
from broadsheet.usecases.people.edit_front_page import write_front_page
from broadsheet.usecases.shared.services import Services

STORY = "019aa000-0000-7000-8000-a00000000002"
_FIRST_REQUEST = 20
"""Requests before it are those of the other operations."""

Act = Callable[[Services, int], object]


def _draft(desk: Services, number: int) -> object:
    return submit_article(desk, paper.request(number), _story())


def _story(**changes: object) -> SubmittedArticle:
    fields: dict[str, object] = {
        "title": "The lock keeper retires",
        "body": paper.BODY,
        "section": paper.SECTIONS[0],
        "tags": paper.TAGS[:3],
        "byline": [{"name": paper.AUTHORS[0]}],
    }
    return article_from_fields(fields | changes)


def _review(desk: Services, number: int) -> object:
    return review_article(desk, paper.request(number), STORY, "Please read")


def _return(desk: Services, number: int) -> object:
    return return_article(desk, paper.request(number), STORY, "Who said so?")


def _schedule(desk: Services, number: int) -> object:
    begin = Hour(at=paper.NOW + timedelta(hours=6), local="2026-11-28T18:00", zone="UTC")
    end = Hour(at=paper.NOW + timedelta(days=6), local="2026-12-04T12:00", zone="UTC")
    return schedule_article(desk, paper.request(number), STORY, begin, end)


def _unschedule(desk: Services, number: int) -> object:
    return unschedule_article(desk, paper.request(number), STORY)


def _publish(desk: Services, number: int) -> object:
    return publish_article(desk, paper.request(number), STORY)


def _move(desk: Services, number: int) -> object:
    edit = _story(slug="the-keeper", section=paper.SECTIONS[1])
    return replace_article(desk, paper.request(number), STORY, edit)


def _restore(desk: Services, number: int) -> object:
    return restore_revision(desk, paper.request(number), STORY, 1)


def _correct(desk: Services, number: int) -> object:
    return correct_article(desk, paper.request(number), STORY, "There are two locks.")


def _lead(desk: Services, number: int) -> object:
    return write_front_page(desk, paper.request(number), SubmittedFrontPage(lead=STORY))


def _no_lead(desk: Services, number: int) -> object:
    return write_front_page(desk, paper.request(number), SubmittedFrontPage())


def _run(desk: Services, number: int) -> object:
    edit = _story(slug="the-keeper", section=paper.SECTIONS[1], live="running")
    return replace_article(desk, paper.request(number), STORY, edit)


def _add_entry(desk: Services, number: int) -> object:
    entry = SubmittedEntry(text="The gate is open.", headline="Open", is_key=True)
    return add_live_entry(desk, paper.request(number), STORY, entry)


def _change_entry(desk: Services, number: int) -> object:
    entry = SubmittedEntry(text="The gate is wide open.", headline="Open", is_key=True)
    return change_live_entry(desk, paper.request(number), STORY, 1, entry)


def _remove_entry(desk: Services, number: int) -> object:
    return remove_live_entry(desk, paper.request(number), STORY, 1)


def _unpublish(desk: Services, number: int) -> object:
    return unpublish_article(desk, paper.request(number), STORY)


def _retract(desk: Services, number: int) -> object:
    return retract_article(desk, paper.request(number), STORY, "It was another lock.")


def _delete(desk: Services, number: int) -> object:
    return delete_article(desk, paper.request(number), STORY)


_ACTIONS: tuple[tuple[str, Act], ...] = (
    ("draft submitted", _draft),
    ("review", _review),
    ("return", _return),
    ("schedule", _schedule),
    ("unschedule", _unschedule),
    ("publish a draft", _publish),
    ("edit: new slug and section", _move),
    ("restore of an earlier revision", _restore),
    ("correct", _correct),
    ("front page: lead", _lead),
    ("front page: as it makes itself", _no_lead),
    ("edit: a running story", _run),
    ("live entry added", _add_entry),
    ("live entry changed", _change_entry),
    ("live entry taken out", _remove_entry),
    ("retract", _retract),
    ("end of a retraction", _unpublish),
    ("publish again", _publish),
    ("delete", _delete),
)


def _operation(number: int, name: str, act: Act) -> Operation:
    new_id = STORY if act is _draft else ""
    return Operation(name, lambda desk, _others: act(desk, number), new_id=new_id)


LIFE = tuple(
    _operation(number, name, act) for number, (name, act) in enumerate(_ACTIONS, _FIRST_REQUEST)
)

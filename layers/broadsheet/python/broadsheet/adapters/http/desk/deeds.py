"""What can be done with a story at the desk: each with its form, and with what it calls."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from broadsheet.adapters.http.desk import life_forms
from broadsheet.adapters.http.desk.form import Form
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.articles.assign_article import assign_article
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.delete_article import delete_article
from broadsheet.usecases.articles.duplicate_article import duplicate_article
from broadsheet.usecases.articles.embargo_article import embargo_article
from broadsheet.usecases.articles.ports import Colleagues
from broadsheet.usecases.articles.publish_article import publish_article
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.review_article import return_article, review_article
from broadsheet.usecases.articles.schedule_article import schedule_article, unschedule_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services

EMBARGO = "embargo"
"""No action of its own: an edit that leaves the words as they are."""


class Doing(NamedTuple):
    """What a deed needs beside its form."""

    services: Services
    request: Request
    article_id: str
    colleagues: Colleagues


class Deed(NamedTuple):
    """`action` is what must be possible for it, `said` is what the next page says of it.

    `is_read_back` is whether readers get something else by it: what became of that comes next.
    """

    action: Action
    do: Callable[[Doing, Form], ArticleReceipt]
    said: Sentence
    is_read_back: bool = False


_Noted = Callable[[Services, Request, str, str], ArticleReceipt]


def _with_note(act: _Noted, doing: Doing, form: Form) -> ArticleReceipt:
    note = life_forms.note_of(form)
    return act(doing.services, doing.request, doing.article_id, note)


def _schedule(doing: Doing, form: Form) -> ArticleReceipt:
    services = doing.services
    begin, end, note = life_forms.schedule_of(form, services.time_zone)
    return schedule_article(services, doing.request, doing.article_id, begin, end, note)


def _embargo(doing: Doing, form: Form) -> ArticleReceipt:
    services = doing.services
    hour = life_forms.embargo_of(form, services.time_zone)
    return embargo_article(services, doing.request, doing.article_id, hour)


def _correct(doing: Doing, form: Form) -> ArticleReceipt:
    text = life_forms.correction_of(form)
    return correct_article(doing.services, doing.request, doing.article_id, text)


def _retract(doing: Doing, form: Form) -> ArticleReceipt:
    reason = life_forms.reason_of(form)
    return retract_article(doing.services, doing.request, doing.article_id, reason)


def _assign(doing: Doing, form: Form) -> ArticleReceipt:
    person = life_forms.assignee_of(form)
    return assign_article(doing.services, doing.request, doing.article_id, person, doing.colleagues)


def _duplicate(doing: Doing, _form: Form) -> ArticleReceipt:
    return duplicate_article(doing.services, doing.request, doing.article_id)


def _delete(doing: Doing, _form: Form) -> ArticleReceipt:
    return delete_article(doing.services, doing.request, doing.article_id)


DEEDS: dict[str, Deed] = {
    "review": Deed(Action.REVIEW, partial(_with_note, review_article), sentence("Handed in.")),
    "return": Deed(Action.RETURN, partial(_with_note, return_article), sentence("Handed back.")),
    "publish": Deed(
        Action.PUBLISH, partial(_with_note, publish_article), sentence("Published."), True
    ),
    "schedule": Deed(Action.SCHEDULE, _schedule, sentence("Scheduled.")),
    "unschedule": Deed(
        Action.UNSCHEDULE,
        partial(_with_note, unschedule_article),
        sentence("The hour is forgotten."),
    ),
    EMBARGO: Deed(Action.REPLACE, _embargo, sentence("The embargo is as you said.")),
    "correct": Deed(
        Action.CORRECT, _correct, sentence("The correction stands under the story."), True
    ),
    "unpublish": Deed(
        Action.UNPUBLISH,
        partial(_with_note, unpublish_article),
        sentence("Taken off the site."),
        True,
    ),
    "retract": Deed(
        Action.RETRACT, _retract, sentence("Retracted: the notice stands in its place."), True
    ),
    "assign": Deed(Action.ASSIGN, _assign, sentence("Assigned.")),
    "duplicate": Deed(
        Action.DUPLICATE, _duplicate, sentence("This is the copy: a draft of yours.")
    ),
    "delete": Deed(Action.DELETE, _delete, sentence("Deleted.")),
}
"""By their addresses below the story's."""


def is_offered(name: str, article: Article, actions: tuple[Action, ...]) -> bool:
    """Whether it makes sense, where its action is possible: a story that readers have has no
    embargo, and only an hour that there is can be forgotten."""
    if name == EMBARGO and article.is_public:
        return False
    if name == "unschedule" and not (article.publish_at or article.unpublish_at):
        return False
    return DEEDS[name].action in actions

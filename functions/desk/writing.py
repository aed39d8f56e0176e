"""Writing a story: a new one, and one that is there."""

import re

import msgspec

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.desk.story_answers import StoryAnswers
from broadsheet.adapters.http.desk.story_form import STORY, named_story, sent_story, typing_of
from broadsheet.adapters.http.desk.story_page import Shown, own_words
from broadsheet.domain.articles.article import Article
from broadsheet.domain.desk.placing import Place
from broadsheet.domain.desk.working_copy import Outcome, Typing
from broadsheet.domain.shared.errors import (
    AlreadySaved,
    BroadsheetError,
    Forbidden,
    NotFound,
    VersionMismatch,
)
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.articles.change_article import ArticleReceipt
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.desk.begun_story import begin_story, notes_of, open_story
from broadsheet.usecases.desk.compare_versions import merge_with_saved
from broadsheet.usecases.desk.find_stories import find_to_link
from broadsheet.usecases.desk.save_story import (
    STATUS,
    Step,
    is_saved,
    must_have_decided,
    save_new_story,
    save_story,
)
from broadsheet.usecases.desk.working_copies import saved_as, working_copies, working_copy
from broadsheet.usecases.shared.committing import with_sent

_KEPT_KEY = re.compile("[0-9A-Za-z.-]{8,128}")
_SAID = {
    "draft": sentence("Saved. It is a draft."),
    "in_review": sentence("Saved. It is in review."),
    "scheduled": sentence("Saved. It stays scheduled."),
    "published": sentence("Saved. Readers see it within seconds."),
    "unpublished": sentence("Saved. Readers do not see it."),
}
_DONE = {Step.REVIEW: sentence("Handed in."), Step.PUBLISH: sentence("Published.")}
_AFTER = {Step.REVIEW: "", Step.PUBLISH: "/receipt"}
"""Whoever is done with writing goes on at the story's page, or sees what became of publishing."""


def _answers(desk: DeskRequest) -> StoryAnswers:
    return StoryAnswers(desk, bootstrap.uploading_desk(), bootstrap.services())


def _new(desk: DeskRequest) -> Answer:
    """Under a name of its own from the start, so that what was typed is found again at it."""
    services, story = bootstrap.services(), named_story(desk.only("key").get("key", ""))
    if not desk.who.is_author:
        raise Forbidden(sentence("Only authors and editors may write."))
    if not story:
        return see(f"/desk/stories/new?key={services.ids()}")
    became = saved_as(services.table, desk.who, story)
    if became and working_copy(services, desk.who, story) is None:
        return see(f"/desk/stories/{became}/write")
    others = working_copies(services, desk.who)
    unsaved = (one for one in others if not one.based_on and not one.became and one.story != story)
    return _answers(desk).page(begin_story(services, desk.who, story), Shown(begun=tuple(unsaved)))


def _edit(desk: DeskRequest) -> Answer:
    services, answers = bootstrap.services(), _answers(desk)
    saved = desk.only("saved").get("saved", "")
    try:
        begun = open_story(services, answers.asked, desk.parameter("id"))
    except NotFound:
        copy = working_copy(services, desk.who, desk.parameter("id"))
        if copy is None:
            raise
        return own_words(desk, bootstrap.desk(), copy, status=404)
    is_key = _KEPT_KEY.fullmatch(saved)
    notes = tuple(notes_of(services.table, desk.who, saved)) if is_key else ()
    return answers.page(begun, Shown(notes=notes))


def _save_new(desk: DeskRequest) -> Answer:
    story = named_story(desk.form.text(STORY))
    if not story:
        raise NotFound(sentence("There is no such story."))
    return _saved(desk, typing_of(desk, story), None)


def _save(desk: DeskRequest) -> Answer:
    article_id = desk.parameter("id")
    story = named_story(desk.form.text(STORY)) or article_id
    return _saved(desk, typing_of(desk, story), article_id)


def _saved(desk: DeskRequest, typing: Typing, article_id: str | None) -> Answer:
    """The story's page, with what was typed where it could not be saved; nothing is lost then."""
    answers = _answers(desk)
    before = answers.article(article_id) if article_id else None
    if article_id and before is None:
        return _lost(desk, typing)
    try:
        done = desk.form.text("_do")
        if done == "find":
            return answers.again(typing, before, _found(desk.form.text("_find")))
        if done == "more":
            return answers.again(typing, before, Shown(more=True))
        if done in set(Place):
            return answers.keep_and_see(
                typing, f"/desk/copies/{typing.story}/pictures?place={done}"
            )
        step = Step(done) if done in set(Step) else Step.SAVE
        receipt = _filed(desk, typing, before, step)
    except AlreadySaved as error:
        typing = msgspec.structs.replace(typing, based_on=1)
        return answers.compared(typing, error.article_id)
    except VersionMismatch:
        return answers.compared(typing, article_id or "")
    except BroadsheetError as error:
        return _refused(desk, typing, before, error)
    is_as_it_was = article_id is not None and receipt.version == typing.based_on
    if step is not Step.SAVE and not receipt.notes:
        return see(f"/desk/stories/{receipt.id}{_AFTER[step]}", _DONE[step])
    return _seen(desk, receipt, sentence("Nothing had changed.") if is_as_it_was else None)


def _lost(desk: DeskRequest, typing: Typing) -> Answer:
    """What was typed of a story that was deleted meanwhile, or taken from them. Raises NotFound
    where nothing of it can be kept."""
    kept = _answers(desk).keep(typing)
    if not kept.copy.based_on or kept.outcome is Outcome.ELSEWHERE:
        raise NotFound(sentence("There is no such article."))
    return own_words(desk, bootstrap.desk(), kept.copy, status=404)


def _refused(
    desk: DeskRequest, typing: Typing, before: Article | None, error: BroadsheetError
) -> Answer:
    """What could not be saved; or was, where only the step after it was refused."""
    answers = _answers(desk)
    now = answers.article(before.id) if before else None
    if before and now is None:
        return _lost(desk, typing)
    if now and before and now.version > before.version and is_saved(now, typing):
        typing = msgspec.structs.replace(typing, based_on=now.version)
        return answers.again(typing, now, Shown(problem=error, is_saved=True))
    return answers.again(typing, before, Shown(problem=error))


def _filed(desk: DeskRequest, typing: Typing, before: Article | None, step: Step) -> ArticleReceipt:
    services, asked = bootstrap.services(), desk.to_use_case()
    site_url = desk.http.site_url(bootstrap.site_url())
    status = "" if before else STATUS[step].value
    submission, sent = sent_story(typing.fields, before, desk, site_url, status)
    must_have_decided(services, typing, desk.form.all("_new_tag"), before)
    asked = with_sent(asked, sent)
    if before is None:
        return save_new_story(services, asked, typing, submission)
    return save_story(services, asked, typing, submission, before, step)


def _seen(desk: DeskRequest, receipt: ArticleReceipt, said: Sentence | None) -> Answer:
    """Back at the story, which tells what was not kept as it was typed."""
    key = desk.to_use_case().idempotency_key
    more = f"?saved={key}" if receipt.notes and key else ""
    told = said or _SAID.get(receipt.status.value, sentence("Saved."))
    return see(f"/desk/stories/{receipt.id}/write{more}", told)


def _found(asked: str) -> Shown:
    found = find_to_link(bootstrap.reads(), bootstrap.search_index(), asked)
    return Shown(found=tuple(found), asked=asked)


def _compare(desk: DeskRequest) -> Answer:
    """The working copy beside what is saved."""
    services, article_id = bootstrap.services(), desk.parameter("id")
    desk.only()
    seen_article(services.table, desk.who, article_id)
    copy = working_copy(services, desk.who, article_id)
    if copy is None:
        return see(
            f"/desk/stories/{article_id}/write", sentence("There is nothing that was not saved.")
        )
    typing = Typing(
        story=article_id,
        screen=copy.screen,
        sequence=copy.sequence,
        fields=copy.fields,
        based_on=copy.based_on,
        seen=copy.mark,
    )
    return _answers(desk).compared(typing, article_id)


def _merge(desk: DeskRequest) -> Answer:
    """The story of what was chosen: saved, or to go on with."""
    services, article_id, answers = bootstrap.services(), desk.parameter("id"), _answers(desk)
    typing = typing_of(desk, named_story(desk.form.text(STORY)) or article_id)
    looked_at = desk.to_use_case().if_match or 0
    versions = (typing.based_on, looked_at)
    try:
        fields = merge_with_saved(
            services.table,
            desk.who,
            article_id,
            typing.fields,
            versions,
            lambda key: desk.form.text(f"choice-{key}"),
        )
    except VersionMismatch:
        return answers.compared(typing, article_id)
    except BroadsheetError as error:
        return answers.compared(typing, article_id, error)
    chosen = msgspec.structs.replace(typing, fields=fields, based_on=looked_at)
    if desk.form.text("_do") == "write":
        return answers.again(chosen, seen_article(services.table, desk.who, article_id))
    return _saved(desk, chosen, article_id)


ROUTES: dict[str, DeskEndpoint] = {
    "GET /desk/stories/new": _new,
    "POST /desk/stories/new": _save_new,
    "GET /desk/stories/{id}/write": _edit,
    "POST /desk/stories/{id}/write": _save,
    "GET /desk/stories/{id}/write/compare": _compare,
    "POST /desk/stories/{id}/write/merge": _merge,
}

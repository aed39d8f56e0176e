"""A story, and all that can be done with it now: one button each, and a page that asks."""

from functools import partial
from typing import Any

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.comparison import side_by_side
from broadsheet.adapters.http.desk.deeds import DEEDS, Doing, is_offered
from broadsheet.adapters.http.desk.form_answers import version_of
from broadsheet.adapters.http.desk.life_forms import (
    EMBARGO,
    HOURS,
    TypedHour,
    shown_hour,
    typed_hour,
    with_choices,
)
from broadsheet.adapters.http.desk.plain_links import pieces
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.jinja.body import on_the_page
from broadsheet.adapters.jinja.translations import words_for
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action, next_status
from broadsheet.domain.articles.listing import entries_of
from broadsheet.domain.articles.rights import actions_of, must_be_allowed
from broadsheet.domain.shared.errors import (
    Forbidden,
    Invalid,
    NotAllowedInState,
    VersionMismatch,
)
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.articles.remarks import may_remove
from broadsheet.usecases.desk.story_page import story_page
from broadsheet.usecases.desk.what_changed import compared_with_now, since_last_time
from broadsheet.usecases.shared.paging import Cursor

STORY = "/desk/stories/{id}"
_EXCERPT = 600
"""Characters of a story's beginning that its page shows."""


def _story(desk: DeskRequest) -> Answer:
    asked, article_id = desk.only("remarks"), desk.parameter("id")
    after = Cursor(asked["remarks"]) if "remarks" in asked else None
    shown = story_page(bootstrap.reads(), desk.who, article_id, bootstrap.colleagues(), after)
    said = [(one, list(pieces(one.text)), may_remove(desk.who, one)) for one in shown.remarks.items]
    return bootstrap.desk().page(
        desk,
        "story.html",
        article=shown.article,
        at=f"/desk/stories/{shown.article.id}",
        deeds=_offered(shown.article, shown.actions),
        actions=shown.actions,
        steps=shown.steps,
        remarks_said=said,
        older_remarks=shown.remarks.next,
        colleagues=shown.colleagues,
        excerpt=plain_text(shown.article.body.html)[:_EXCERPT],
    )


def _offered(article: Article, actions: tuple[Action, ...]) -> list[str]:
    return [name for name in DEEDS if is_offered(name, article, actions)]


def _changes(desk: DeskRequest) -> Answer:
    """What changed since last time, with what can be done now."""
    desk.only()
    reads = bootstrap.reads()
    article = seen_article(reads, desk.who, desk.parameter("id"))
    since = since_last_time(reads, article)
    return bootstrap.desk().page(
        desk,
        "story_review.html",
        article=article,
        at=f"/desk/stories/{article.id}",
        deeds=_offered(article, tuple(actions_of(desk.who, article))),
        since=since,
        sides=side_by_side(since.changes),
    )


def _print(desk: DeskRequest) -> Answer:
    """The story on paper, with room to correct it by hand."""
    desk.only()
    article = seen_article(bootstrap.reads(), desk.who, desk.parameter("id"))
    at = f"/desk/stories/{article.id}"
    words = words_for(bootstrap.site(), article.content.language)
    return bootstrap.desk().page(
        desk,
        "story_print.html",
        article=article,
        body=on_the_page(words, article.body.html),
        at=at,
        now=bootstrap.services().clock(),
    )


def _ask(name: str, desk: DeskRequest) -> Answer:
    desk.only()
    article = seen_article(bootstrap.reads(), desk.who, desk.parameter("id"))
    _must_be_possible(name, desk, article)
    zone = bootstrap.services().time_zone
    hours = {hour: shown_hour(getattr(article, hour), zone) for hour in (*HOURS, EMBARGO)}
    return _asking(name, desk, article, hours)


def _do(name: str, desk: DeskRequest) -> Answer:
    article_id, deed = desk.parameter("id"), DEEDS[name]
    staff = bootstrap.everybody_here()
    doing = Doing(bootstrap.services(), desk.to_use_case(), article_id, staff)
    try:
        receipt = deed.do(doing, desk.form)
    except VersionMismatch as conflict:
        return _meanwhile(name, desk, conflict)
    except Invalid as wrong:
        article = seen_article(bootstrap.reads(), desk.who, article_id)
        return _again(name, desk, article, wrong)
    if deed.action is Action.DELETE:
        return see("/desk/stories", deed.said)
    after = "/receipt" if deed.is_read_back else ""
    return see(f"/desk/stories/{receipt.id}{after}", deed.said)


def _again(name: str, desk: DeskRequest, article: Article, wrong: Invalid) -> Answer:
    """The same form, with all that was typed and what is wrong beside it."""
    hours = {
        hour: with_choices(typed_hour(desk.form, hour), hour, wrong.errors)
        for hour in (*HOURS, EMBARGO)
    }
    version = version_of(desk, wrong, article.version)
    told = {"typed": _typed(desk), "wrong": wrong.errors, "version": version}
    return _asking(name, desk, article, hours, **told, status=422)


def _meanwhile(name: str, desk: DeskRequest, conflict: VersionMismatch) -> Answer:
    """Who changed what since the page was loaded, and the same button once more."""
    reads = bootstrap.reads()
    article = seen_article(reads, desk.who, desk.parameter("id"))
    seen = desk.to_use_case().if_match or 0
    hours = {hour: typed_hour(desk.form, hour) for hour in (*HOURS, EMBARGO)}
    return _asking(
        name,
        desk,
        article,
        hours,
        typed=_typed(desk),
        status=412,
        since=conflict.since,
        sides=side_by_side(compared_with_now(reads, article, seen)),
    )


def _asking(
    name: str, desk: DeskRequest, article: Article, hours: dict[str, TypedHour], **more: Any
) -> Answer:
    """The page that asks before it is done; `more` is what became of asking so far."""
    told = {"typed": {}, "wrong": (), "since": (), "sides": (), "version": article.version, **more}
    if name == "assign":
        told["colleagues"] = bootstrap.colleagues().for_story(desk.who, article)
    return bootstrap.desk().page(
        desk,
        "story_ask.html",
        name=name,
        article=article,
        at=f"/desk/stories/{article.id}",
        is_possible=_is_possible(name, desk, article),
        hours=hours,
        lists=len(list(entries_of(article))) if article.is_public else 0,
        zone=bootstrap.services().time_zone,
        **told,
    )


def _typed(desk: DeskRequest) -> dict[str, str]:
    return {name: desk.form.text(name) for name in ("note", "reason", "text", "id", "name")}


def _must_be_possible(name: str, desk: DeskRequest, article: Article) -> None:
    must_be_allowed(desk.who, DEEDS[name].action, article)
    next_status(article.status, DEEDS[name].action)


def _is_possible(name: str, desk: DeskRequest, article: Article) -> bool:
    try:
        _must_be_possible(name, desk, article)
    except (Forbidden, NotAllowedInState):
        return False
    return True


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {STORY}": _story,
    f"GET {STORY}/print": _print,
    # To hand a story in one looks at the same page as those who look through it.
    f"GET {STORY}/review": _changes,
    **{f"GET {STORY}/{name}": partial(_ask, name) for name in DEEDS if name != "review"},
    **{f"POST {STORY}/{name}": partial(_do, name) for name in DEEDS},
}

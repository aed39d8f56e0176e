"""What editors and the clock do beside writing: redirects, profiles, and appointed hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec

from bench import archive as paper
from bench.stage import Operation
from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.article import Article, Hour, article_key
from broadsheet.domain.people.profile import SubmittedProfile
from broadsheet.domain.shared.slug import slug_of
from broadsheet.usecases.articles.publish_due import publish_due
from broadsheet.usecases.articles.schedule_article import schedule_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.redirects.edit_redirects import put_redirect, remove_redirect
from broadsheet.usecases.shared.services import Services
from tests.fakes.table import StoppedClock

Act = Callable[[Services, str], object]

_PATH = "/2019/a-story-of-the-old-site/"
_STORY = "019aa000-0000-7000-8000-a00000000005"
_NEWCOMER = "Somebody New"


def _lead(desk: Services, target: str) -> object:
    story = desk.table.get(Article, article_key(target))
    if story is None:
        raise RuntimeError(f"there is no {target}")
    return put_redirect(desk, paper.request(80), _PATH, story.path)


def _lead_nowhere(desk: Services, _target: str) -> object:
    return remove_redirect(desk, paper.request(81), _PATH)


def _introduce(name: str, number: int) -> Act:
    def act(desk: Services, _target: str) -> object:
        sent = SubmittedProfile(name=name, bio="Writes about the coast.")
        request = msgspec.structs.replace(paper.request(number), if_match=None)
        return write_profile(desk, request, slug_of(name), sent)

    return act


def _file(desk: Services, _target: str) -> object:
    fields = {
        "title": "The lock at its hour",
        "body": paper.BODY,
        "section": paper.SECTIONS[0],
        "tags": paper.TAGS[:3],
        "byline": [{"name": paper.AUTHORS[0]}],
    }
    return submit_article(desk, paper.request(84), article_from_fields(fields))


def _appoint(desk: Services, _target: str) -> object:
    begin = Hour(at=paper.NOW + timedelta(hours=1), local="2026-11-28T13:00", zone="UTC")
    end = Hour(at=paper.NOW + timedelta(hours=3), local="2026-11-28T15:00", zone="UTC")
    return schedule_article(desk, paper.request(85), _STORY, begin, end)


def _tick(hours: int) -> Act:
    def act(desk: Services, _target: str) -> object:
        later = replace(desk, clock=StoppedClock(paper.NOW + timedelta(hours=hours)))
        return publish_due(later, paper.request(85 + hours))

    return act


NEWSROOM = (
    Operation("redirect to a story", _lead),
    Operation("redirect taken away", _lead_nowhere),
    Operation("profile: an author without stories", _introduce(_NEWCOMER, 82)),
    Operation(
        "profile: an author of every twentieth story",
        _introduce(paper.AUTHORS[0], 83),
        grows="the author's newest 25 stories follow at once, 1,000 more with each minute",
    ),
    Operation("draft submitted, for an hour", _file, new_id=_STORY),
    Operation("two hours appointed", _appoint),
    Operation("published at its hour", _tick(2)),
    Operation("taken off at its hour", _tick(4)),
)

"""Every version of a story: listed, side by side with another, and brought back."""

import re

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.articles.revision_requests import version_of
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.comparison import side_by_side
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.articles.article import Article, Revision
from broadsheet.domain.articles.life import Action
from broadsheet.domain.articles.revisions import compared
from broadsheet.domain.articles.rights import actions_of
from broadsheet.domain.shared.errors import FieldError, Malformed, VersionMismatch
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.articles.read_revisions import kept_revision, trail_of
from broadsheet.usecases.articles.restore_revision import restore_revision
from broadsheet.usecases.shared.paging import Cursor

REVISIONS = "/desk/stories/{id}/revisions"
SHOWN = 20
_VERSION = re.compile(r"[1-9][0-9]{0,5}")


def _list(desk: DeskRequest) -> Answer:
    asked = desk.only("cursor", "older", "newer")
    article = seen_article(bootstrap.reads(), desk.who, desk.parameter("id"))
    at = f"/desk/stories/{article.id}"
    if "older" in asked or "newer" in asked:
        older, newer = sorted(_chosen(asked, name) for name in ("older", "newer"))
        return see(f"{at}/revisions/{newer}?with={older}")
    cursor = Cursor(asked["cursor"]) if "cursor" in asked else None
    found = trail_of(bootstrap.reads(), article.id, SHOWN, cursor)
    following = f"{at}/revisions?cursor={found.next}" if found.next else ""
    return bootstrap.desk().page(
        desk, "revisions.html", article=article, at=at, steps=found.items, next=following
    )


def _chosen(asked: dict[str, str], name: str) -> int:
    sent = asked.get(name, "")
    if not _VERSION.fullmatch(sent):
        raise Malformed(
            [FieldError(f"?{name}", "bad_version", sentence("must be a version such as 3"))]
        )
    return int(sent)


def _compare(desk: DeskRequest) -> Answer:
    """A version beside the one before it, or beside another."""
    asked = desk.only("with")
    article = seen_article(bootstrap.reads(), desk.who, desk.parameter("id"))
    newer = version_of(desk.http)
    older = _chosen(asked, "with") if "with" in asked else max(newer - 1, 1)
    found = [kept_revision(bootstrap.reads(), article.id, one) for one in (older, newer)]
    return _compared(desk, article, found[0], found[1])


def _compared(desk: DeskRequest, article: Article, older: Revision, newer: Revision) -> Answer:
    return bootstrap.desk().page(
        desk,
        "comparison.html",
        article=article,
        at=f"/desk/stories/{article.id}",
        older=older,
        newer=newer,
        sides=side_by_side(compared(older, newer)),
        restores=Action.RESTORE in actions_of(desk.who, article),
    )


def _ask(desk: DeskRequest) -> Answer:
    """What would change if the story said again what it said then."""
    desk.only()
    return _asking(desk, None)


def _asking(desk: DeskRequest, conflict: VersionMismatch | None) -> Answer:
    reads, article_id = bootstrap.reads(), desk.parameter("id")
    article = seen_article(reads, desk.who, article_id)
    then = kept_revision(reads, article_id, version_of(desk.http))
    now = kept_revision(reads, article_id, article.version)
    return bootstrap.desk().page(
        desk,
        "restore.html",
        status=412 if conflict else 200,
        article=article,
        at=f"/desk/stories/{article.id}",
        then=then,
        sides=[side for side in side_by_side(compared(now, then)) if side.field != "status"],
        restores=Action.RESTORE in actions_of(desk.who, article),
        since=conflict.since if conflict else (),
    )


def _restore(desk: DeskRequest) -> Answer:
    version, article_id = version_of(desk.http), desk.parameter("id")
    try:
        restore_revision(bootstrap.services(), desk.to_use_case(), article_id, version)
    except VersionMismatch as conflict:
        return _asking(desk, conflict)
    said = sentence("The story says again what it said in version {version}.", version=version)
    return see(f"/desk/stories/{article_id}", said)


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {REVISIONS}": _list,
    f"GET {REVISIONS}/{{version}}": _compare,
    f"GET {REVISIONS}/{{version}}/restore": _ask,
    f"POST {REVISIONS}/{{version}}/restore": _restore,
}

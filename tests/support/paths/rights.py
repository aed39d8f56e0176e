"""Who may do what: asked of the code that decides it, not written down again."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from broadsheet.adapters.http.operation import Operation
from broadsheet.adapters.http.operations import OPERATIONS
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import TRANSITIONS, Action, Status
from broadsheet.domain.articles.rights import is_allowed, may_see
from broadsheet.domain.shared.principal import Principal, Scope
from broadsheet.domain.shared.principal import Role as Group
from tests.builders import make_article
from tests.support.template import ROOT

DESCRIPTION = ROOT / "docs" / "api" / "openapi.json"
SOMEBODY = "somebody else"


class Role(StrEnum):
    """Who asks; each is a column of the table. Machine clients have one scope each."""

    ANYONE = "anyone"
    AUTHOR = "author"
    OTHER = "another author"
    """An author, where what is asked for is not theirs."""
    EDITOR = "editor"
    WRITES = Scope.ARTICLES_WRITE.value
    PUBLISHES = Scope.ARTICLES_PUBLISH.value
    MODERATES = Scope.COMMENTS_MODERATE.value
    EDITS_SITE = Scope.SITE_EDIT.value
    SENDS_MEDIA = Scope.MEDIA_WRITE.value


class Call(NamedTuple):
    """A method and the template of its path, as `docs/api/openapi.json` has them."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path.removeprefix('/api/v1')}"


READ = Call("GET", "/api/v1/articles/{id}")
"""The one operation that says more to who has a token."""


END_OWN = Call("POST", "/api/v1/sessions/end")
"""What nobody needs a role for, and a token all the same."""


@cache
def described() -> Mapping[Call, bool]:
    """Every operation of the description, and whether it needs a token."""
    paths = json.loads(DESCRIPTION.read_text("utf-8"))["paths"]
    return {
        Call(method.upper(), path): bool(told.get("security")) and {} not in told["security"]
        for path, methods in paths.items()
        for method, told in methods.items()
    }


def call_of(method: str, address: str) -> Call | None:
    """The operation that answers an address, if any. Of two that fit, the one that names it."""
    path = address.partition("?")[0]
    fitting = [
        call
        for call in described()
        if call.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", call.path), path)
    ]
    return min(fitting, key=lambda call: call.path.count("{"), default=None)


def may(role: Role, call: Call, status: Status = Status.DRAFT) -> bool:
    """Whether the role may do it, to an article in this state where it is one's."""
    who = principal(role)
    if not described()[call]:
        return call != READ or _sees(who, role, status)
    return who is not None and _may(who, role, call, status)


def who_must_do(call: Call) -> set[Role]:
    """Every role that may do it in some state; only anyone where no token is asked for."""
    if not described()[call]:
        return {Role.ANYONE} | {role for role in Role if call == READ and may(role, call)}
    action = action_of(call)
    states = [status for status in Status if action is None or (status, action) in TRANSITIONS]
    # What is an author's own is what they are asked for.
    roles = [role for role in Role if role is not Role.OTHER]
    return {role for role in roles if any(may(role, call, status) for status in states)}


def who_must_not(call: Call) -> bool:
    """Whether there is anybody who may not do it."""
    return described()[call] or call == READ


def action_of(call: Call) -> Action | None:
    """What of an article's life an operation does, if anything."""
    article = "/api/v1/articles/{id}"
    named = {
        ("PUT", article): Action.REPLACE,
        ("DELETE", article): Action.DELETE,
        ("POST", f"{article}/corrections"): Action.CORRECT,
        ("POST", f"{article}/revisions/{{version}}/restore"): Action.RESTORE,
    }
    if _operation(call).tag == "edit_article" and call not in named:
        return Action(call.path.rsplit("/", 1)[-1])
    return named.get(call)


def refusals(role: Role, call: Call, status: Status) -> set[int]:
    """What the API says to who may not: `docs/workflow.md` tells 403 from 404."""
    if role is Role.ANYONE and described()[call]:
        return {401}
    on_article = call.path.startswith("/api/v1/articles/{id}") and "live" not in call.path
    hidden = on_article and not _sees(principal(role), role, status)
    return {404} if hidden or _operation(call).tag in _OF_WHO_SEES else {403}


def principal(role: Role) -> Principal | None:
    """Who the API takes the role's token for."""
    if role is Role.ANYONE:
        return None
    if role is Role.EDITOR:
        return Principal(role, frozenset({Group.EDITOR}))
    if role in (Role.AUTHOR, Role.OTHER):
        return Principal(role, frozenset({Group.AUTHOR}))
    return Principal(role, frozenset(), frozenset({Scope(role.value)}))


def _may(who: Principal, role: Role, call: Call, status: Status) -> bool:
    tag, action = _operation(call).tag, action_of(call)
    if action is not None:
        return is_allowed(who, action, _article(role, status))
    match tag:
        case tag if tag in _OF_WHO_SEES:
            return may_see(who, _article(role, status))
        case "submit_article":
            return who.is_author
        case "manage_media":
            return _may_with_pictures(who, role, call)
        case "privacy_requests":
            return who.is_editor
        case "manage_sessions":
            return who.is_editor or call == END_OWN
        case _:
            return who.may(_SCOPES[tag])


_OF_WHO_SEES = ("read_newsroom", "remark_on", "share_article")
"""Tags whose endpoints are for whoever may see the article, in whatever state it is."""
_SCOPES = {
    "report_live": Scope.ARTICLES_PUBLISH,
    "moderate_comments": Scope.COMMENTS_MODERATE,
    "manage_site": Scope.SITE_EDIT,
    "manage_redirects": Scope.SITE_EDIT,
}
"""What the endpoints of each tag ask of whoever has a token."""


def _may_with_pictures(who: Principal, role: Role, call: Call) -> bool:
    changes_one = call.method in ("PUT", "DELETE")
    if changes_one and role is Role.OTHER:
        return who.may(Scope.MEDIA_WRITE)
    return who.is_author or who.may(Scope.MEDIA_WRITE)


def _sees(who: Principal | None, role: Role, status: Status) -> bool:
    article = _article(role, status)
    return article.is_public or (who is not None and may_see(who, article))


def _article(role: Role, status: Status) -> Article:
    owner = role if role in (Role.AUTHOR, Role.WRITES) else SOMEBODY
    return make_article(status=status, created_by=str(owner))


def _operation(call: Call) -> Operation:
    return next(o for o in OPERATIONS if (o.method, o.path) == call)

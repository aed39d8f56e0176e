"""Editors say where addresses lead that no article has."""

from broadsheet.domain.articles.article import Address, address_key
from broadsheet.domain.redirects.redirect import (
    MOST_LEADING,
    Leading,
    Redirect,
    goal_of,
    leading_pk,
    tidied,
)
from broadsheet.domain.shared.errors import Conflict, FieldError, Invalid, NotFound
from broadsheet.domain.shared.notes import bounded
from broadsheet.domain.shared.principal import Scope
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.shared.committing import NotedReceipt, Receipt, Request, commit_once
from broadsheet.usecases.shared.paging import Cursor, Slice, slice_of
from broadsheet.usecases.shared.ports import Absent, Put, Reads, Remove, Span, Write
from broadsheet.usecases.shared.services import Services


class PathReceipt(Receipt, frozen=True):
    """What an editor is told of a path that leads nowhere from now on."""

    path: str


class RedirectReceipt(NotedReceipt, frozen=True):
    """What an editor is told of a path that leads to `target` from now on."""

    path: str
    target: str


def put_redirect(services: Services, request: Request, path: str, to: str) -> RedirectReceipt:
    """Let the path lead there from now on, and what led to the path with it.

    `path` is one that is free for redirects, `to` a path or an address of another site. There are
    no chains, and a loop is refused. Raises Forbidden, Invalid, and Conflict for a path that an
    article has or had.
    """
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], RedirectReceipt]:
        reads = services.table
        target, article_id = _goal(reads, to)
        if target == path:
            raise Invalid(
                [FieldError("/target", "loop", sentence("leads back to the path itself"))]
            )
        before = reads.get(Address, address_key(path))
        if before and before.article_id and not before.target:
            raise Conflict(sentence("An article stands, or stood, at this path."))
        followers = reads.query(Leading, Span(leading_pk(path)), limit=MOST_LEADING + 1)
        if len(followers) > MOST_LEADING:
            raise Conflict(
                sentence(
                    "More than {most} redirects lead here: turn them first.",
                    most=MOST_LEADING,
                )
            )
        writes: list[Write] = []
        for one in (path, *(follower.path for follower in followers)):
            old = reads.get(Address, address_key(one))
            writes += _set(services, request, old, one, target, article_id)
        made = Address(path=path, article_id=article_id, target=target)
        notes = bounded(request.sent.notes(made))
        return writes, RedirectReceipt(path, target, notes=notes)

    return commit_once(services, request, plan, RedirectReceipt)


def remove_redirect(services: Services, request: Request, path: str) -> PathReceipt:
    """Let the path lead nowhere; no article will ever have it. Raises Forbidden, NotFound."""
    request.who.must(Scope.SITE_EDIT)

    def plan() -> tuple[list[Write], PathReceipt]:
        address = services.table.get(Address, address_key(path))
        if address is None or not address.target:
            raise NotFound(sentence("There is no such redirect."))
        writes: list[Write] = [
            Put(Address(path=path, article_id="")),
            Remove(_listed(services, request, address).key),
            Remove(Leading(to=goal_of(address), path=path).key),
        ]
        return writes, PathReceipt(path)

    return commit_once(services, request, plan, PathReceipt)


def list_redirects(reads: Reads, limit: int, cursor: Cursor | None) -> Slice[Redirect]:
    """All of them, by their paths. Raises Malformed."""
    return slice_of(reads, Redirect, Span("REDIRECTS"), limit, cursor)


def _goal(reads: Reads, target: str) -> tuple[str, str]:
    """Where a target leads in the end, and the article that it is, if it is one."""
    if not target.startswith("/"):
        return target, ""
    path, mark, fragment = target.partition("#")
    bare, question, query = path.partition("?")
    address = reads.get(Address, address_key(tidied(bare)))
    if address is None:
        return f"{tidied(bare)}{question}{query}{mark}{fragment}", ""
    if address.target:
        return address.target, address.article_id
    return tidied(bare), address.article_id


def _set(
    services: Services,
    request: Request,
    old: Address | None,
    path: str,
    target: str,
    article_id: str,
) -> list[Write]:
    address = Address(path=path, article_id=article_id, target=target)
    writes: list[Write] = [
        Put(address, None if old else Absent()),
        Put(_listed(services, request, address)),
        Put(Leading(to=goal_of(address), path=path)),
    ]
    if old and old.target and goal_of(old) != goal_of(address):
        writes.append(Remove(Leading(to=goal_of(old), path=path).key))
    return writes


def _listed(services: Services, request: Request, address: Address) -> Redirect:
    return Redirect(
        path=address.path,
        target=address.target,
        article_id=address.article_id,
        at=services.clock(),
        by=request.who.name,
        by_id=request.who.id,
    )

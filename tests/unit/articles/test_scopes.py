"""What machine clients may do: as much as their scopes say, and no more."""

from typing import Any

import pytest

from broadsheet.adapters.aws.dynamodb.codec import from_item, to_item
from broadsheet.adapters.http.signed_in import principal_of
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.life import Action, Status
from broadsheet.domain.articles.rights import AUTHORS_MAY, may_see, must_be_allowed
from broadsheet.domain.shared.errors import Forbidden
from broadsheet.domain.shared.principal import Principal, Role, Scope
from tests.builders import make_article

WORDS = {Action.REPLACE, Action.RESTORE, Action.DELETE, Action.DUPLICATE}


def client(*scopes: str) -> Principal:
    return Principal("client m", frozenset(), frozenset(scopes))


def allowed(who: Principal, by: str, status: Status) -> set[Action]:
    article, found = make_article(created_by=by, status=status), set()
    for action in Action:
        try:
            must_be_allowed(who, action, article)
        except Forbidden:
            continue
        found.add(action)
    return found


@pytest.mark.parametrize("status", list(Status))
def test_a_client_that_writes_is_an_author(status: Status) -> None:
    writes = client(Scope.ARTICLES_WRITE)
    assert writes.is_author
    assert not writes.is_editor
    assert allowed(writes, "client m", status) == set(AUTHORS_MAY.get(status, ()))
    assert allowed(writes, "ann", status) == set()
    assert not may_see(writes, make_article(created_by="ann", status=status))


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("by", ["ann", "client m"])
def test_a_client_that_publishes_decides_on_every_article_but_changes_no_words(
    by: str, status: Status
) -> None:
    publishes = client(Scope.ARTICLES_PUBLISH)
    assert allowed(publishes, by, status) == set(Action) - WORDS
    assert not publishes.is_author
    assert may_see(publishes, make_article(created_by="ann", status=status))
    assert allowed(client(Scope.ARTICLES_PUBLISH, Scope.ARTICLES_WRITE), by, status) == set(Action)


@pytest.mark.parametrize("scope", [Scope.COMMENTS_MODERATE, Scope.SITE_EDIT, Scope.MEDIA_WRITE])
def test_other_scopes_let_nobody_near_an_article(scope: Scope) -> None:
    who = client(scope)
    for status in Status:
        assert allowed(who, "client m", status) == set()
    who.must(scope)
    for other in set(Scope) - {scope}:
        with pytest.raises(Forbidden, match=other):
            who.must(other)


def test_no_scope_makes_an_editor() -> None:
    with pytest.raises(Forbidden):
        client(*Scope).must_be_editor()
    Principal("edith", frozenset({Role.EDITOR})).must(Scope.SITE_EDIT)


POOL = "eu-west-1_Example01"
M2M: dict[str, Any] = {
    "iss": f"https://cognito-idp.eu-west-1.amazonaws.com/{POOL}",
    "sub": "1example4machine",
    "client_id": "1example4machine",
    "scope": "broadsheet/site:edit broadsheet/articles:write other/articles:publish openid",
    "token_use": "access",
}


def test_a_clients_token_names_the_client_and_our_scopes() -> None:
    who = principal_of(M2M)
    assert who == Principal(
        f"{POOL}:1example4machine",
        frozenset(),
        frozenset({"site:edit", "articles:write"}),
        called="client 1example4machine",
    )
    assert principal_of({**M2M, "scope": ""}).scopes == frozenset()
    without = {name: claim for name, claim in M2M.items() if name != "scope"}
    assert principal_of(without).scopes == frozenset()


def test_a_persons_token_has_roles_and_never_scopes() -> None:
    person = {**M2M, "sub": "6a2f", "username": "ann", "cognito:groups": "[authors]"}
    assert principal_of(person) == Principal(f"{POOL}:6a2f", frozenset({"authors"}), called="ann")
    # Neither a user who is called like a client, nor a token without a name.
    assert principal_of({**person, "username": "1example4machine"}).scopes == frozenset()
    assert principal_of({**M2M, "sub": "6a2f"}) == Principal(
        f"{POOL}:6a2f", frozenset(), called="6a2f"
    )
    assert principal_of({**M2M, "cognito:groups": "[editors]"}).roles == frozenset()


def test_a_name_given_to_somebody_else_is_somebody_else() -> None:
    person = {**M2M, "username": "ann", "cognito:groups": "[authors]"}
    first, second = principal_of({**person, "sub": "6a2f"}), principal_of({**person, "sub": "7b3a"})
    assert first.name == second.name
    assert may_see(first, make_article(created_by=first.id, status=Status.DRAFT))
    assert not may_see(second, make_article(created_by=first.id, status=Status.DRAFT))
    elsewhere = {**person, "sub": "6a2f", "iss": f"{M2M['iss']}b"}
    assert principal_of(elsewhere).id != first.id


def test_what_was_kept_before_ids_were_is_read_and_is_nobodys_own() -> None:
    item = to_item(make_article(created_by="ann", status=Status.DRAFT))
    before = {name: value for name, value in item.items() if not name.endswith("_by_id")}
    article = from_item(before, Article)
    assert (article.created_by, article.created_by_id) == ("ann", "")
    ann = Principal(f"{POOL}:6a2f", frozenset({Role.AUTHOR}), called="ann")
    assert not may_see(ann, article)
    assert may_see(Principal("edith", frozenset({Role.EDITOR})), article)

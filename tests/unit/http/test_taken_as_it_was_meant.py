"""An address is taken wherever it was copied from, and all that is wrong is named at once."""

from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.articles.as_sent import edited_article, new_article
from broadsheet.adapters.http.redirects.requests import path_in, redirect_in
from broadsheet.domain.articles.article import Address
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.principal import NOBODY
from broadsheet.domain.shared.slug import article_path_in
from broadsheet.domain.shared.web_address import path_on
from broadsheet.usecases.articles.read_articles import article_at
from broadsheet.usecases.articles.resolve_links import id_of
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from tests.builders import make_card, make_id
from tests.fakes.table import MemoryTable
from tests.faults.editions import asked, make_newsroom
from tests.support.api import article

SITE = "https://news.example"


def wrong_with(read: Any, *given: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        read(*given)
    return {error.pointer: error.code for error in refused.value.errors}


def raw(**fields: Any) -> bytes:
    return msgspec.json.encode(fields)


@pytest.mark.parametrize("read", [new_article, edited_article])
def test_wrong_fields_and_wrong_slugs_are_named_together(read: Any) -> None:
    sent = article(
        title="",
        section={"name": "News", "slug": "No Slug", "path": "/section/news/"},
        tags=["Ports", {"name": "Weather", "slug": 0}, {"name": "Tides", "slug": []}],
    )
    assert wrong_with(read, raw(**sent), NOBODY, SITE) == {
        "/title": "string_too_short",
        "/section/slug": "slug",
        "/section/path": "extra_forbidden",
        "/tags/1/slug": "slug",
        "/tags/2/slug": "slug",
    }


def test_what_only_is_read_of_a_new_article_is_named_with_the_rest() -> None:
    image = {"url": "/media/x.jpg", "alt": "A boat", "focus": {"x": 0.5, "y": 0.5}}
    sent = article(title="", lead_image=image)
    named = wrong_with(new_article, raw(**sent), NOBODY, SITE)
    assert named == {"/title": "string_too_short", "/lead_image/focus": "read_only"}


@pytest.mark.parametrize("slug", ["", None, "weather"])
def test_a_term_is_taken_as_it_is_read_and_without_a_slug(slug: str | None) -> None:
    sent = article(tags=[{"name": "Weather", "slug": slug}])
    assert new_article(raw(**sent), NOBODY, SITE).submission.tags


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("https://news.example/old/", "/old/"),
        ("HTTPS://News.Example:443/old/?a=1#b", "/old/?a=1#b"),
        ("https://news.example", "/"),
        ("https://news.example?a=1", "/?a=1"),
        ("http://news.example/old/", "/old/"),
        ("https://news.example:8443/old/", None),
        ("https://news.example.evil.example/old/", None),
        ("https://news.example@evil.example/old/", None),
        ("/old/", None),
        ("", None),
    ],
)
def test_an_address_of_this_site_is_a_path_of_it(typed: str, path: str | None) -> None:
    assert path_on(SITE, typed) == path


def test_a_redirect_is_of_paths_however_they_were_pasted() -> None:
    sent = raw(path=f"{SITE}/old/", target=f"{SITE.upper()}/new/")
    assert redirect_in(sent, SITE)[:2] == ("/old/", "/new/")
    sent = raw(path="/old/", target="https://else.example/new/")
    assert redirect_in(sent, SITE)[:2] == ("/old/", "https://else.example/new/")
    assert path_in(raw(path=f"{SITE}/old/"), SITE) == "/old/"


def test_a_loop_by_the_sites_whole_address_is_one() -> None:
    newsroom = make_newsroom(MemoryTable())
    for pair in (("/one/", "/two/"), ("/two/", f"{SITE}/three/")):
        path, target, _ = redirect_in(raw(path=pair[0], target=pair[1]), SITE)
        put_redirect(newsroom, asked(), path, target)
    path, target, _ = redirect_in(raw(path="/three/", target=f"{SITE}/one/"), SITE)
    wrong = wrong_with(put_redirect, newsroom, asked(), path, target)
    assert wrong == {"/target": "loop"}


@pytest.mark.parametrize("path", ["/desk/", "/desk/stories/"])
def test_where_the_desk_stands_nothing_leads_on_and_what_did_can_be_removed(path: str) -> None:
    assert wrong_with(redirect_in, raw(path=path, target="/a/"), SITE) == {"/path": "reserved"}
    assert path_in(raw(path=path), SITE) == path


@pytest.mark.parametrize(("typed", "said"), [("/a b/", "a space"), ("/a\u3000b/", "U+3000")])
def test_what_cannot_be_seen_in_an_address_is_called_by_its_name(typed: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        redirect_in(raw(path="/old/", target=typed), SITE)
    assert said in refused.value.errors[0].detail


@pytest.mark.parametrize(
    "pasted",
    [
        *("/2026/11/harbour", "/2026/11/harbour/", f"{SITE}/2026/11/harbour/"),
        *("/2026/11/harbour/?utm_source=mail", f"{SITE}/2026/11/harbour/#comments"),
        "/2026/11/harbour?a=/2025/01/other/",
    ],
)
def test_an_article_is_named_by_its_address_as_a_browser_has_it(pasted: str) -> None:
    table = MemoryTable()
    address = Address(path="/2026/11/harbour/", article_id=make_id())
    table.records[address.key] = address
    assert id_of(table, pasted) == make_id()
    assert article_path_in(pasted) == address.path
    assert article_at(table, pasted).items == []
    card = make_card(id=make_id())
    table.records[card.key] = card
    assert article_at(table, pasted).items == [card]

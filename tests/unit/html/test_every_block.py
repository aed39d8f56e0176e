"""Every block in every way: one table of samples, and what holds of each of them."""

import contextlib
import html
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from broadsheet.adapters.html.allowed import PAGE_TAGS
from broadsheet.adapters.html.blocks import KINDS
from broadsheet.adapters.html.markup import CommonMark, sanitised
from broadsheet.adapters.imports.wxr_body import Beside, body_of
from broadsheet.adapters.imports.wxr_parts import Explained
from broadsheet.adapters.imports.wxr_site import wxr_posts
from broadsheet.adapters.jinja.assets import ASSETS
from broadsheet.domain.articles.article import Article
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.domain.shared.plain_text import plain_text
from broadsheet.usecases.articles.submit_article import submit_article
from tests.fakes.table import MemoryTable
from tests.hostile.hostile_lists import MARKUP
from tests.properties.newsroom_machine import World
from tests.support.archives import exported, restored, story
from tests.support.blocks import SAMPLES, WORDS, filled
from tests.support.document import document
from tests.support.kinds import SITES, pages
from tests.support.machine_clock import is_light
from tests.support.old_archives import brought, by_title, ghost
from tests.support.wordpress import wxr

MARKDOWN = CommonMark()
NAMES = list(SAMPLES)
_WITHOUT_COLONS = {
    *("formula between fences", "formula in a line", "code", "embed"),
}


@pytest.fixture(scope="module")
def world() -> World:
    """A newsroom that was sent a story of each block, its site up to date."""
    made = World()
    for name in NAMES:
        sent = story(name, body=filled(SAMPLES[name].typed))
        submit_article(made.newsroom, made.request(), sent)
    made.drain()
    return made


@pytest.fixture(scope="module")
def again(world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same, exported and brought back into an empty one."""
    return restored(exported(world, tmp_path_factory.mktemp("export") / "all"))


def story_of(world: World, name: str) -> Article:
    """The story of that block."""
    found = (one for one in world.table.scan() if isinstance(one, Article))
    return next(one for one in found if one.content.title == name)


def without_breaks(made: str) -> str:
    return made.replace("\n", "")


def test_every_block_has_a_sample() -> None:
    assert KINDS.keys() | _WITHOUT_COLONS == SAMPLES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_is_that_block_and_nothing_is_lost(name: str) -> None:
    sample = SAMPLES[name]
    body, notes = MARKDOWN.noted(filled(sample.typed))
    assert notes == ()
    assert sample.mark in without_breaks(body.html)
    assert WORDS in plain_text(body.html)
    assert sanitised(body.html) == body.html


@pytest.mark.parametrize("name", NAMES)
def test_what_the_api_is_sent_stands_on_the_page_and_in_the_feeds(name: str, world: World) -> None:
    sample, sent = SAMPLES[name], story_of(world, name)
    assert sent.content.body == filled(sample.typed)
    page = world.files.files[f"{sent.path.strip('/')}/index.html"].decode()
    assert _kind(sample.mark) in page
    assert WORDS in page
    feed = json.loads(world.files.files["feed.json"])
    (item,) = (one for one in feed["items"] if one["title"] == name)
    assert sample.feed in without_breaks(item["content_html"])
    assert "<svg" not in item["content_html"]
    assert "<math" not in item["content_html"]
    for other in ("feed.xml", "atom.xml"):
        assert sample.feed in without_breaks(html.unescape(world.files.files[other].decode()))


@pytest.mark.parametrize("name", NAMES)
def test_an_export_brings_it_back_as_it_was(name: str, world: World, again: World) -> None:
    before, after = story_of(world, name), story_of(again, name)
    assert (after.content, after.body) == (before.content, before.body)
    assert SAMPLES[name].mark in without_breaks(after.body.html)


@pytest.mark.parametrize("name", [name for name in NAMES if SAMPLES[name].wordpress])
def test_wordpress_s_is_ours(name: str) -> None:
    sample = SAMPLES[name]
    source = f"<!-- wp:x -->{filled(sample.wordpress)}<!-- /wp:x -->"
    explained = Explained()
    assert not list(wxr_posts(BytesIO(wxr(sample.beside)), explained))
    beside = Beside(tables=explained.tables)
    body = body_of(source, "old.example", {}, beside=beside)
    made, notes = MARKDOWN.noted(body.text)
    assert notes == ()
    assert {reason for reason, _ in body.notes} <= {"picture_stays", "embed_is_link"}
    assert _kind(sample.mark) in made.html
    assert WORDS in plain_text(made.html)


@pytest.mark.parametrize("name", [name for name in NAMES if SAMPLES[name].ghost])
def test_ghost_s_is_ours(name: str, tmp_path: Path) -> None:
    sample, table = SAMPLES[name], MemoryTable()
    path = tmp_path / "site.json"
    path.write_bytes(ghost({"html": filled(sample.ghost)}))
    brought(table, path)
    made = by_title(table)["Post 1"].body.html
    assert _kind(sample.mark) in made
    assert WORDS in plain_text(made)


def _kind(mark: str) -> str:
    """The class by which a block is known, or what it is without one."""
    return f'"{mark.split(chr(34))[1]}"' if 'class="' in mark else mark.split(" ")[-2]


@pytest.mark.parametrize("name", NAMES)
def test_it_stands_on_a_page_that_every_checker_looks_at(name: str) -> None:
    """The golden pages, axe, the Nu checker and the printed pages are made of these."""
    for site in SITES.values():
        assert _kind(SAMPLES[name].mark) in pages(site)["article-2.html"].decode()


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_rule_for_paper(name: str) -> None:
    sheets = [(ASSETS / name).read_text("utf-8") for name in ("site.css", "story.css")]
    assert any(SAMPLES[name].prints in css.partition("@media print")[2] for css in sheets)


def _hostile(sample: str) -> Iterator[str]:
    yield from (filled(sample, text.replace("\r", "")) for text in MARKUP if len(text) < 5_000)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_typed_in_it_is_inert(name: str) -> None:
    for typed in _hostile(SAMPLES[name].typed):
        try:
            made = MARKDOWN.article(typed).html
        except BroadsheetError:
            continue
        for element in document(made):
            addresses = (element.get("href"), element.get("src"))
            assert element.tag in PAGE_TAGS, typed
            assert not any(one.lower().startswith(("javascript:", "data:")) for one in addresses)
            assert not {n for n in element.attributes if n.startswith("on") or n == "style"}, typed


@pytest.mark.parametrize("name", NAMES)
def test_a_text_full_of_it_takes_no_time(name: str) -> None:
    one = f"{filled(SAMPLES[name].typed)}\n\n"
    typed = one * (128 * 1024 // len(one))

    def answered() -> None:
        with contextlib.suppress(BroadsheetError):
            MARKDOWN.noted(typed)

    assert is_light(answered, 500)

"""What is true of every file of the site, whatever people typed."""

import html
import json
import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from broadsheet.adapters.jinja import assets
from broadsheet.adapters.jinja import environment as engine
from broadsheet.adapters.jinja.compile import compile_assets, compile_templates
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.media.media import FORMATS, file_of
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.kinds.media import MediaPage, MediaView
from broadsheet.domain.site.pages import View
from broadsheet.usecases.site.ports import File
from tests.builders import make_site
from tests.every_page import EVIL, every_file, every_kind, renderer
from tests.fakes.pictures import MemoryPictures


def test_every_page_writes_exactly_its_files() -> None:
    for page, view in every_kind():
        assert tuple(renderer.render(page, view)) == page.files


def test_those_are_views_of_all_kinds_but_pictures() -> None:
    assert {type(view) for _, view in every_kind()} | {MediaView} == set(get_args(View))


def test_a_picture_is_handed_on_as_it_was_made() -> None:
    pictures = MemoryPictures()
    pictures.write("a", "digest", {f"320.{kind}": kind.encode() for kind in FORMATS})
    for kinds in (FORMATS, ("avif", "jpg")):
        names = tuple(f"320.{kind}" for kind in kinds)
        view = MediaView("a", "digest", names)
        made = JinjaRenderer(make_site(), pictures).render(MediaPage("a"), view)
        assert made == {file_of("a", 320, kind): File(kind.encode()) for kind in kinds}


def test_the_same_view_gives_the_same_bytes() -> None:
    engine.environment.cache_clear()
    assert list(every_file()) == list(every_file())


def test_what_a_layer_compiles_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(every_file())
    before_assets = assets.assets(make_site())
    compile_assets(tmp_path / "small")
    monkeypatch.setattr(assets, "COMPILED", tmp_path / "small")
    monkeypatch.setattr(assets, "small_assets", None)
    assert assets.assets.__wrapped__(make_site()) == before_assets
    compile_templates(tmp_path / "compiled")
    monkeypatch.setattr(engine, "COMPILED", tmp_path / "compiled")
    monkeypatch.setattr(engine, "TEMPLATES", tmp_path / "nothing here")
    engine.environment.cache_clear()
    try:
        assert list(every_file()) == before
    finally:
        engine.environment.cache_clear()


@pytest.mark.parametrize("evil", [False, True])
def test_every_xml_file_is_well_formed_and_every_json_file_is_json(evil: bool) -> None:
    seen = set()
    for file, body in every_file(evil):
        kind = file.rpartition(".")[2]
        seen.add(kind)
        if kind in {"xml", "svg"}:
            ElementTree.fromstring(body)
        if kind in {"json", "webmanifest"}:
            json.loads(body)
    assert seen >= {"xml", "json", "html", "css", "svg", "txt", "webmanifest", "js", "png", "ico"}


def test_nothing_typed_becomes_markup_on_any_page() -> None:
    for file, body in every_file(evil=True):
        if not file.endswith(".json"):
            assert b"<script>" not in body, file
            assert b"]]>" not in body or file.endswith(".js"), file


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    pages = [body.decode() for file, body in every_file(evil=True) if file == "feed.json"]
    assert json.loads(pages[0])["items"][0]["title"] == EVIL
    article = next(body for file, body in every_file(evil=True) if "harbour" in file)
    headline = re.search(r"<h1>(.*)</h1>", article.decode())
    assert headline
    assert html.unescape(headline[1]) == EVIL


def test_no_page_has_inline_script_or_style() -> None:
    for file, body in every_file():
        if file.endswith(".html"):
            # JSON-LD is data: nothing runs it, and the CSP does not govern it.
            scripts = rb'<script(?! src="/| type="application/ld\+json">)'
            assert not re.search(scripts + rb"|<style|\sstyle=|\son[a-z]+=", body), file


def test_typed_quotes_cannot_leave_an_attribute() -> None:
    for file, body in every_file(evil=True):
        if file.endswith(".html"):
            for tag in re.findall(rb"<[a-z][^>]*>", body):
                assert re.fullmatch(rb'<[a-z0-9]+(?:\s[a-zB:-]+(?:="[^"<>]*")?)*\s?/?>', tag), tag


WHOLE_BODIES = {"article.html", "macros.html", "story_print.html"}
"""Whose words that Markdown brings along are said in the page's language before they go in."""


def test_templates_have_one_door_for_sanitised_html() -> None:
    for template in engine.TEMPLATES.rglob("*.*"):
        source = template.read_text()
        assert "|safe" not in source.replace(" ", ""), template
        assert "autoescape" not in source, template
        doors = re.findall(r"([\w.]+)\s*\|\s*trusted\b", source)
        # What was sanitised when it was written stands in a record's `html`.
        of_records = all(one.endswith(".html") for one in doors)
        assert of_records or template.name in WHOLE_BODIES, template


def test_fixed_files_are_all_there_and_assets_carry_their_hash() -> None:
    files = renderer.fixed_files()
    wanted = {"404.html", "robots.txt", ".well-known/security.txt", "comments-policy/index.html"}
    wanted |= {"sitemaps/site.xml", "manifest.webmanifest", "unavailable.html", "sw.js"}
    assert wanted | {"favicon.ico", "apple-touch-icon.png"} <= set(files)
    assert any(re.fullmatch(r"assets/site\.[0-9a-f]{12}\.css", file) for file in files)
    assert renderer.render(FixedPage("assets/site.old.css"), FixedView()) == {}


def test_every_asset_that_a_page_names_is_among_the_fixed_files() -> None:
    for file, body in every_file():
        if file.endswith(".html"):
            for asset in re.findall(r'"/(assets/[^"]*)"', body.decode()):
                assert asset in renderer.fixed_files()

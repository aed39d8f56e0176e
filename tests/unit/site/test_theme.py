"""Colours, type, icons and templates of the newsroom's own on every page."""

import json
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.aws.s3_files import headers_of
from broadsheet.adapters.jinja import environment as engine
from broadsheet.adapters.jinja.assets import ASSETS, asset_path, assets, script
from broadsheet.adapters.jinja.compile import compile_templates
from broadsheet.adapters.jinja.kinds.fixed import fixed_pages
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.jinja.style import minified, style_sheet, with_faces
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.domain.site.redirected import is_free_for_redirects
from broadsheet.domain.site.site import DEFAULT_THEME, Site, Theme
from tests.builders import make_site
from tests.every_page import every_kind
from tools.icons import ico, icons

PNG = b"\x89PNG\r\n\x1a\n"


def painted(**light: str) -> Theme:
    colours = msgspec.structs.replace(DEFAULT_THEME.light, **light)
    return msgspec.structs.replace(DEFAULT_THEME, light=colours)


def fixed(site: Site, file: str) -> bytes:
    return JinjaRenderer(site).render(FixedPage(file), FixedView())[file].body


def width_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG)
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_style_sheet_begins_with_the_theme_s_variables() -> None:
    theme = msgspec.structs.replace(
        painted(accent="#123456"), headline_font="Didot, serif", text_font='"Noto Serif", serif'
    )
    css = style_sheet(theme, "body { color: var(--ink); }")
    root = css[: css.index("@media")]
    assert root.startswith(":root{color-scheme: light dark;--paper: ")
    for declared in ("--accent: #123456", "--headline: Didot,serif", '--serif: "Noto Serif",serif'):
        assert declared in root
    assert css.endswith("body{color: var(--ink)}")


def test_the_dark_theme_comes_by_the_system_by_script_and_by_a_button_alone() -> None:
    css = style_sheet(DEFAULT_THEME, "")
    dark = f"{{color-scheme: dark;--paper: {DEFAULT_THEME.dark.paper}"
    light = f"{{color-scheme: light;--paper: {DEFAULT_THEME.light.paper}"
    for rule in (
        f"@media screen and (prefers-color-scheme: dark){{:root{dark}",
        f":root[data-theme=light]{light}",
        f":root[data-theme=dark]{dark}",
        f":root:has(#theme-light:checked){light}",
        f":root:has(#theme-dark:checked){dark}",
    ):
        assert rule in css
    # One unknown selector would take a whole list of selectors with it.
    assert not re.search(r":has\([^{]*,|,[^{}]*:has\(", css)


def test_every_dark_rule_is_for_screens_only() -> None:
    css = style_sheet(DEFAULT_THEME, "")
    before = re.findall(r"(@media[^{]*\{)?:root[^{]*\{color-scheme: dark", css)
    assert len(before) == css.count("{color-scheme: dark") == 3
    assert all(media.startswith("@media screen") for media in before)


@pytest.mark.parametrize(
    ("css", "fewer"),
    [
        ("a { color: red; }\n\n/* why */\nb {\n  margin: 0 auto;\n}\n", None),
        ("a :hover { color: red; }", "a :hover{color: red}"),
        ('a::before { content: "/* ;  { } */"; }', 'a::before{content: "/* ;  { } */"}'),
        ("a { content: 'it\\'s  {'; }", "a{content: 'it\\'s  {'}"),
        (
            "a { background: url(data:x;base64,/*AA); }",
            "a{background: url(data:x;base64,/*AA)}",
        ),
        ("a/* x */b { width: calc(1px + 2px); }", "a b{width: calc(1px + 2px)}"),
        ("@media (min-width: 1px) and (print) { a { top: 0; } }", None),
    ],
)
def test_a_smaller_style_sheet_says_the_same(css: str, fewer: str | None) -> None:
    small = minified(css)
    if fewer is not None:
        assert small == fewer
    assert len(small) <= len(css)
    assert minified(small) == small
    assert "why" not in small


OWN = '@font-face { font-family: "Own Face"; src: url(own.woff2) } @font-face{font-family:Other}'


@pytest.mark.parametrize(
    ("css", "spared"),
    [
        (
            'body { font: 1rem/1.5 "Own Face", Other, Georgia, serif; }',
            'body{font: 1rem/1.5 var(--no-faces,"Own Face",Other,) Georgia,serif}',
        ),
        (
            ":root { --serif: Georgia, 'Own Face', serif; --sans: Another, Other, sans-serif }",
            ":root{--serif: Georgia,var(--no-faces,'Own Face',) serif;"
            "--sans: Another,var(--no-faces,Other,) sans-serif}",
        ),
        ("h1 { font-family: Other; }", "h1{font-family: Other}"),
        ("h1 { font-family: Otherwise, serif; }", "h1{font-family: Otherwise,serif}"),
    ],
)
def test_families_that_are_fetched_are_passed_over_on_a_slow_line(css: str, spared: str) -> None:
    with_own = with_faces(minified(css), minified(OWN))
    assert with_own.startswith(spared)
    assert with_own.endswith(minified(OWN))


def test_a_site_that_fetches_no_face_has_the_style_sheet_as_it_was() -> None:
    assert with_faces("body{font-family: Georgia,serif}", "") == "body{font-family: Georgia,serif}"


READERS = sorted(
    path.name
    for path in (Path(engine.PACKAGE) / "assets").glob("*.css")
    if not path.name.startswith("desk")
)
"""Our style sheets of readers' pages: the first has the variables, the others stand after it."""


@pytest.mark.parametrize("name", READERS)
def test_our_style_sheets_have_every_colour_from_the_theme(name: str) -> None:
    css = (Path(engine.PACKAGE) / "assets" / name).read_text()
    for token in DEFAULT_THEME.light.__struct_fields__:
        assert not re.search(rf"--{token}\s*:", css), f"--{token} would hide the site's own colour"
    # Those of one letter are a sheet's own.
    for used in set(re.findall(r"var\(--([a-z]{3,})", css)) - {"gutter", "measure", "outdent"}:
        assert f"--{used}:" in style_sheet(DEFAULT_THEME, css), used


def test_another_colour_is_another_address_and_every_page_names_it() -> None:
    before, after = make_site(), make_site(theme=painted(accent="#005f5f"))
    assert asset_path(before, "site.css") != asset_path(after, "site.css")
    assert asset_path(before, "favicon.svg") == asset_path(after, "favicon.svg")
    renderer = JinjaRenderer(after)
    for page, view in every_kind():
        for key, file in renderer.render(page, view).items():
            if key.endswith(".html"):
                assert asset_path(after, "site.css").encode() in file.body, key


def test_a_file_of_the_newsroom_stands_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "icon-192.png").write_bytes(PNG + b"theirs")
    (tmp_path / "site.toml").write_text('title = "X"')
    (tmp_path / "desk.css").write_text("a { /* why */ top: 0; }\n")
    site = make_site(files=str(tmp_path), logo="logo.svg")
    found = assets(site)
    assert found["desk.css"].body.endswith(b"a{top: 0}")
    assert found["favicon.svg"].body == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert found["icon-192.png"].body == PNG + b"theirs"
    assert found["logo.svg"].file in JinjaRenderer(site).fixed_files()
    assert {"site.toml", "icon.svg"}.isdisjoint(found)
    front = next(b for f, b in rendered(site) if f == "index.html").decode()
    assert f'<img src="{asset_path(site, "logo.svg")}" alt="The Daily Example">' in front


def rendered(site: Site) -> list[tuple[str, bytes]]:
    renderer = JinjaRenderer(site)
    made = (renderer.render(page, view) for page, view in every_kind())
    return [(key, file.body) for files in made for key, file in files.items()]


def test_the_manifest_is_json_whose_icons_are_there_in_their_size() -> None:
    site = make_site(tagline="Every tide", language="ar", direction="rtl")
    manifest: Any = json.loads(fixed(site, "manifest.webmanifest"))
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == (site.title, "ar", "rtl")
    assert manifest["theme_color"] == site.theme.light.paper
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        body = fixed(site, icon["src"][1:])
        assert headers_of(icon["src"])[0] == icon["type"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*width_of(body)) == icon["sizes"]


def test_no_redirect_is_taken_where_a_file_of_ours_would_hide_it() -> None:
    files = fixed_pages(make_site())
    assert files
    assert [file for file in files if is_free_for_redirects(f"/{file}")] == []


def test_browsers_find_the_icons_that_they_ask_for_unasked() -> None:
    assert width_of(fixed(make_site(), "apple-touch-icon.png")) == (180, 180)
    icon = fixed(make_site(), "favicon.ico")
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 3)
    for entry in range(3):
        width, *_rest, size, offset = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * entry)
        assert width_of(icon[offset : offset + size]) == (width, width)


def test_one_drawing_makes_every_icon() -> None:
    asked = []

    def draw(size: int, scale: float, filled: bool) -> bytes:
        asked.append((size, scale, filled))
        return PNG + bytes([size % 256])

    made = icons(draw)
    assert {"favicon.ico", "icon-180.png", "icon-192.png", "icon-512.png"} < set(made)
    assert (512, 0.8, True) in asked, "a mask cuts off what stands at the edge"
    assert made["favicon.ico"] == ico({size: PNG + bytes([size]) for size in (16, 32, 48)})


def test_security_txt_names_who_the_newsroom_named() -> None:
    told = make_site(security_contact="https://news.example/security")
    assert b"Contact: https://news.example/security\n" in fixed(told, ".well-known/security.txt")
    assert b"security@news.example\n" in fixed(make_site(), ".well-known/security.txt")


BLOCK = """{% extends "broadsheet/article.html" %}
{% block main %}<p class="strike">On strike, {{ site.title }} &amp; {{ content.title }}</p>
{{ super() }}{% endblock %}
"""


@pytest.fixture(params=["source", "compiled"])
def own_templates(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The newsroom's folder for templates, over ours from their source or compiled."""
    if request.param == "compiled":
        compile_templates(tmp_path / "compiled")
        monkeypatch.setattr(engine, "COMPILED", tmp_path / "compiled")
    folder = tmp_path / "site" / engine.OWN_TEMPLATES
    folder.mkdir(parents=True)
    return folder


def changed(folder: Path, evil: bool = False) -> tuple[set[str], dict[str, bytes]]:
    """Which files the newsroom's templates make different, and all files."""
    engine.environment.cache_clear()
    try:
        before, after = (
            {
                key: file.body
                for page, view in every_kind(evil)
                for key, file in JinjaRenderer(site).render(page, view).items()
            }
            for site in (make_site(), make_site(files=str(folder.parent)))
        )
    finally:
        engine.environment.cache_clear()
    return {file for file in after if after[file] != before[file]}, after


def test_one_block_of_the_newsroom_s_own_changes_the_pages_of_that_kind(
    own_templates: Path,
) -> None:
    (own_templates / "article.html").write_text(BLOCK)
    differing, files = changed(own_templates)
    articles = {file for file, body in files.items() if b'class="strike"' in body}
    assert articles
    assert differing == articles
    for file in articles:
        assert re.fullmatch(r"\d{4}/\d\d/[^/]+/index\.html", file)
        assert b"<h1" in files[file], "what the original says is still there"


def test_a_whole_template_of_the_newsroom_s_own_changes_the_pages_that_use_it(
    own_templates: Path,
) -> None:
    (own_templates / "partials").mkdir()
    (own_templates / "partials" / "footer.html").write_text("<footer>Ours</footer>\n")
    differing, files = changed(own_templates)
    ending = {file for file, body in files.items() if b"<footer>Ours</footer>" in body}
    assert differing == ending
    assert {"index.html", "404.html"} < ending
    assert not [f for f in ending if not f.endswith(".html")]


def test_what_is_typed_is_escaped_in_the_newsroom_s_templates_too(own_templates: Path) -> None:
    (own_templates / "article.html").write_text(BLOCK)
    _, files = changed(own_templates, evil=True)
    article = next(b for f, b in files.items() if b"strike" in b)
    assert b"<script>alert" not in article


def test_a_name_that_is_not_there_is_an_error_in_the_newsroom_s_templates_too(
    own_templates: Path,
) -> None:
    (own_templates / "article.html").write_text("{{ nobody_knows_this }}")
    with pytest.raises(Exception, match="nobody_knows_this"):
        changed(own_templates)


def test_a_script_is_served_without_indentation_and_words_for_its_authors() -> None:
    source = "{\n  // Why.\n  const a = `b`;\n\n  f(a) // c\n}\n"
    assert script(source) == "{\nconst a = `b`;\nf(a) // c\n}\n"


@pytest.mark.parametrize("source", ["const a = `\n  // kept\n`;\n", "/*\n  // kept\n*/\n"])
def test_a_script_in_which_a_line_may_mean_something_else_is_served_as_it_is(source: str) -> None:
    assert script(source) == source


def test_the_newsrooms_own_script_is_served_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site.js").write_text("  // Ours.\n")
    assert assets(make_site(files=str(tmp_path)))["site.js"].body == b"  // Ours.\n"


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_every_served_script_is_leaner_and_still_means_the_same(path: Path) -> None:
    source = path.read_text()
    served = script(source)
    # What is bundled from sources is as lean as it gets.
    assert len(served) < len(source) or (path.name, served) == ("desk-editor.js", source)
    if shutil.which("node"):
        _same_program(source, served)


def _same_program(one: str, other: str) -> None:
    """V8 reads the same program: functions tell their own text, so only white space may differ."""
    for text in (one, other):
        subprocess.run(["node", "--check", "-"], input=text, text=True, check=True)
    bare = [re.sub(r"^\s*(?://.*)?$|^\s+", "", text, flags=re.MULTILINE) for text in (one, other)]
    assert [line for line in bare[0].splitlines() if line] == bare[1].splitlines()

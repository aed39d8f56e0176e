"""What is wrong with a `site.toml`, its colours or its templates is told, all at once and where."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from broadsheet.adapters.jinja.assets import asset_path, assets
from broadsheet.domain.comments.rules import CommentRules
from broadsheet.settings import SiteSettings
from tests.support.site_folder import folder_with
from tools.check_own_files import ICONS
from tools.check_site import SITE, mistakes
from tools.contrast import contrast


def test_the_site_s_own_file_is_right() -> None:
    assert mistakes(SITE) == []


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    wrong = """
titel = "X"
language = 7
sections = ["A", 3]
navigation = [{text = "a"}, {text = "b", href = "/b/", open = true}]
[typefaces]
text = "Georgia;"
[colours.light]
papr = "#ffffff"
ink = "black"
[foot]
text = "x"
"""
    told = "\n".join(mistakes(folder_with(tmp_path, wrong)))
    for place in (
        *("titel: there is no such setting", "title: is missing", "language: ", "sections[2]: "),
        *("navigation[1]: ", "navigation[2].open: there is", "typefaces.text: 'Georgia;' are no"),
        *("colours.light.papr: there is", "colours.light.ink: 'black' is no colour", "foot: "),
    ):
        assert f"site.toml: {place}" in told


def test_what_is_right_is_looked_at_beside_what_is_wrong(tmp_path: Path) -> None:
    wrong = """
titel = "X"
language = "qq"
sections = "News"
opinion = "Comment"
time_zone = "Mars/Olympus"
logo = "nowhere.svg"
comments = {policy = "none"}
"""
    told = [one.split(": ")[1] for one in mistakes(folder_with(tmp_path, wrong))]
    assert sorted(told) == sorted(
        ["titel", "title", "sections", "comments.policy", "language", "time_zone", "logo"]
    )


def test_a_file_from_an_editor_of_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_bytes('\ufefftitle = "Café"\r\n'.encode())
    assert mistakes(tmp_path) == []
    (tmp_path / "site.toml").write_bytes('title = "X"\ntagline = "Café"\n'.encode("latin-1"))
    assert mistakes(tmp_path) == ["site.toml, line 2: is not text in UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize(
    ("logo", "told"),
    [
        ("img/logo.svg", "img/logo.svg must lie beside site.toml itself"),
        ("./logo.svg", "must lie beside"),
        ("../logo.svg", "must lie beside"),
        ("/etc/hostname", "must lie beside"),
        ("site.toml", "is no file that readers get"),
        (".logo.svg", "is no file that readers get"),
        ("templates", "there is no templates"),
        ("nowhere.svg", "there is no nowhere.svg beside"),
    ],
)
def test_a_logo_that_no_page_could_show_is_a_mistake(tmp_path: Path, logo: str, told: str) -> None:
    folder = tmp_path / "site"
    (folder / "img").mkdir(parents=True)
    (folder / "templates").mkdir()
    for place in (folder / "img/logo.svg", folder / ".logo.svg", tmp_path / "logo.svg"):
        place.write_text("<svg/>")
    (found,) = mistakes(folder_with(folder, f'title = "X"\nlogo = "{logo}"'))
    assert found.startswith("site.toml: logo: ")
    assert told in found


def test_the_icon_may_be_the_logo(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, 'title = "X"\nlogo = "icon.svg"')
    for name in ("icon.svg", *ICONS):
        (folder / name).write_text("<svg/>")
    assert mistakes(folder) == []
    site = SiteSettings.of({"SITE_FILES": str(folder), "TABLE_NAME": "t"}).site()
    assert asset_path(site, "icon.svg").startswith("/assets/favicon.")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("site.css", b"a{}\n/* Caf\xe9 */", "site.css, line 2: is not text in UTF-8"),
        ("theme.js", b"// \xe9", "theme.js, line 1: is not text in UTF-8"),
        ("fonts.css", b"src:url(mine.woff2)", "fonts.css: there is no mine.woff2 beside"),
        ("fonts.css", b'src:url("mine.woff2")', "fonts.css: there is no mine.woff2 beside"),
        ("templates/article.html", b"\n\xe9", "templates/article.html, line 2: is not text in"),
        ("templates/article.html", b"{{ 1 | nix }}", "article.html, line 1: No filter named 'nix'"),
        ("templates/article.html", b"{{ 1 is nix }}", "article.html, line 1: No test named 'nix'"),
    ],
)
def test_a_file_that_no_page_could_be_made_with_is_a_mistake(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    folder = folder_with(tmp_path, 'title = "X"')
    (folder / "templates").mkdir()
    (folder / name).write_bytes(content)
    (found,) = mistakes(folder)
    assert told in found


def test_a_font_is_found_however_its_name_is_quoted(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, 'title = "X"')
    (folder / "mine.woff2").write_bytes(b"wOF2")
    face = "@font-face{font-family:Mine;src:url('mine.woff2')}"
    (folder / "fonts.css").write_text(face)
    assert mistakes(folder) == []
    site = SiteSettings.of({"SITE_FILES": str(folder), "TABLE_NAME": "t"}).site()
    made = assets(site)
    assert f"url(/{made['mine.woff2'].file})".encode() in made["site.css"].body


@pytest.mark.parametrize(
    "tag", ["tr", "ar", "pt-BR", "zh-Hant-TW", "sr-Latn", "en-x-house", "es-419"]
)
def test_a_language_that_there_is_is_taken(tmp_path: Path, tag: str) -> None:
    assert mistakes(folder_with(tmp_path, f'title = "X"\nlanguage = "{tag}"')) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('language = "english_us"', "language"),
        ('language = "qq"', "language"),
        ('language = "en-QX"', "language"),
        ('time_zone = "Mars/Olympus"', "time_zone"),
        ('time_zone = "Factory"', "time_zone"),
        ('sections = ["News", "news"]', "sections"),
        ('logo = "nowhere.svg"', "logo"),
        ('logo = "logo.svg"\nlogo_dark = "nowhere.svg"', "logo_dark"),
        ('logo_dark = "logo.svg"', "needs a logo"),
        ('sections = ["News"]\nopinion = "Comment"', "opinion"),
        ('navigation = [{text = "x", href = "javascript:alert(1)"}]', "href"),
        ('navigation = [{text = "x", href = "//evil.example"}]', "href"),
        ('navigation = [{text = "x", href = "https://bücher.example/"}]', "xn--bcher-kva.example"),
        ('footer = {links = [{text = "x", href = "/%2fevil.example"}]}', "href"),
        ('social = ["mastodon"]', "social"),
        ('privacy_contact = "mailto:"', "privacy_contact"),
        ('privacy_contact = "https://u@x.example"', "privacy_contact"),
        (
            'embeds = {A = ["https://a.example/*"]}',
            "is no address such as video.example.org/watch/*",
        ),
        ('embeds = {A = [{address = "a.b/*", frame = "http://b.c/"}]}', "such as https://video"),
        (
            'embeds = {A = [{address = "a.b/*", shpe = "map"}]}',
            "A[1].shpe: there is no such",
        ),
        ('embeds = {A = [{address = "a.b/*", frame = "https://b.c/{2}"}]}', "names {2}"),
    ],
)
def test_what_cannot_be_is_a_mistake(tmp_path: Path, line: str, told: str) -> None:
    (found,) = mistakes(folder_with(tmp_path, f'title = "X"\n{line}'))
    assert told in found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('polcy = "hold_all"', "comments.polcy: there is no such setting"),
        (
            'policy = "hold_none"',
            "comments.policy: 'hold_none' is none of hold_all, hold_first, hold_suspicious",
        ),
        ("close_after_days = -1", "comments.close_after_days: must be at least 0"),
        ('close_after_days = "14"', "comments.close_after_days: must be a whole number"),
        ("proof_of_work = 1", "comments.proof_of_work: must be true or false"),
        ('words = "casino"', "comments.words: must be a list"),
        ('words = ["casino", ""]', "comments.words[2]: must not be empty"),
        ('blocked = ["*"]', "comments.blocked: '*' has no letter or digit to look for"),
        ('blocked = ["!!!"]', "comments.blocked: '!!!' has no letter or digit to look for"),
        ('blocked = ["a"]', "comments.blocked: 'a' is in ordinary comments"),
        ('words = ["*in"]', "comments.words: '*in' is in ordinary comments"),
        ('words = ["*e *"]', "comments.words: '*e *' is in ordinary comments"),
        ('staff = ["…"]', "comments.staff: '…' is no name"),
        ("sender_per_minute = 0", "comments.sender_per_minute: 0 would hold every comment"),
        ("article_per_minute = 0", "comments.article_per_minute: 0 would hold every comment"),
    ],
)
def test_a_mistake_in_the_rules_of_comments_is_told_with_its_place(
    tmp_path: Path, line: str, told: str
) -> None:
    (found,) = mistakes(folder_with(tmp_path, f'title = "X"\n[comments]\n{line}'))
    assert found.startswith(f"site.toml: {told}")


@pytest.mark.parametrize(
    "line",
    [
        'words = ["xx", "casino*", "*bet", "free money", "博彩", "1xbet"]',
        'blocked = ["buy * now"]',
        'staff = ["Kıyı Redaksiyon", "李"]',
        'policy = "hold_suspicious"',
        "close_after_days = 0\nreports = 0\nlinks = 0\nkeep_days = 0\nkeep_sender_days = 0",
    ],
)
def test_rules_that_a_newsroom_may_have_are_no_mistake(tmp_path: Path, line: str) -> None:
    assert mistakes(folder_with(tmp_path, f'title = "X"\n[comments]\n{line}')) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('tagline = "\\u200B\\u3164"', "tagline: has nothing that is seen"),
        ('sections = ["News", "a\\u202Eb"]', "sections[2]: has U+202E (right-to-left override)"),
        ('footer = {text = "a\\u2067b"}', "footer.text: turns the direction of text around"),
        ('description = "a\\u0007b"', "description: has U+0007 as character 2, after “a”"),
    ],
)
def test_words_that_readers_would_not_see_are_a_mistake(
    tmp_path: Path, line: str, told: str
) -> None:
    (found,) = mistakes(folder_with(tmp_path, f'title = "X"\n{line}'))
    assert found.startswith(f"site.toml: {told}")


def test_every_setting_of_comments_is_in_the_file_with_its_default() -> None:
    text = (SITE / "site.toml").read_text("utf-8").partition("\n[comments]\n")[2]
    settings = re.findall(r"^# ?(\w+ = .*)$", text.partition("\n[")[0], re.M)
    written = tomllib.loads("\n".join(settings))
    assert set(written) == {field.name for field in msgspec.structs.fields(CommentRules)}
    assert msgspec.convert(written, CommentRules) == CommentRules()


def test_a_pair_that_is_hard_to_read_is_a_mistake(tmp_path: Path) -> None:
    pale = 'title = "X"\n[colours.light]\nsoft = "#8a8a8a"\n[colours.dark]\nlink = "#1f4e79"'
    found = mistakes(folder_with(tmp_path, pale))
    assert [m.split(" is ")[0] for m in found] == [
        "site.toml: colours.light: soft on paper",
        "site.toml: colours.light: soft on tint",
        "site.toml: colours.dark: link on paper",
        "site.toml: colours.dark: link on tint",
    ]


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777")


def test_an_own_icon_without_its_sizes_is_a_mistake(tmp_path: Path) -> None:
    folder_with(tmp_path, 'title = "X"')
    (tmp_path / "icon.svg").write_text("<svg/>")
    (found,) = mistakes(tmp_path)
    assert "make icons" in found


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("article.html", "{% if %}", "article.html, line 1"),
        ("article.html", '{% extends "broadsheet/artikel.html" %}', "no template broadsheet/art"),
        ("artikel.html", "x", "stands in place of none"),
    ],
)
def test_a_template_that_cannot_work_is_a_mistake(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    folder_with(tmp_path, 'title = "X"')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / name).write_text(text)
    (found,) = mistakes(tmp_path)
    assert told in found


def test_a_template_may_ask_for_another_of_the_newsroom_s_own(tmp_path: Path) -> None:
    folder_with(tmp_path, 'title = "X"')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.html").write_text("x")
    extending = '{% extends "broadsheet/article.html" %}{% include "own.html" %}'
    (tmp_path / "templates" / "article.html").write_text(extending)
    assert mistakes(tmp_path) == []

"""`site.toml` and the SITE_* variables: what the site is, and what is wrong with a file."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from broadsheet.adapters import site_file as own
from broadsheet.adapters.site_file import SiteFileError, folder_of, site_file
from broadsheet.domain.article import Term
from broadsheet.domain.comment_rules import CommentRules
from broadsheet.domain.site import DEFAULT_THEME, SiteLink
from broadsheet.settings import NewsroomSettings, site_of
from local.check_site import SITE, contrast, mistakes

WHOLE = """
title = "Deniz Gündemi"
tagline = "Every tide"
description = "News of the coast."
language = "tr"
time_zone = "Europe/Istanbul"
sections = ["Gündem", "Deniz"]
logo = "logo.svg"
social = ["https://social.example/@kiyi"]
x_account = "@kiyi"
security_contact = "mailto:security@kiyi.example"
[[navigation]]
text = "Weather"
href = "/weather/"
[footer]
text = "Printed on the shore."
links = [{text = "Imprint", href = "https://kiyi.example/imprint"}]
[typefaces]
headline = "Georgia, 'Noto Serif', serif"
[colours.light]
accent = "#005f5f"
[colours.dark]
accent = "#7fd7d7"
"""


def folder_with(folder: Path, text: str) -> Path:
    (folder / "site.toml").write_text(text)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return folder


def of(folder: Path, **variables: str) -> dict[str, str]:
    return {"SITE_FILES": str(folder), "TABLE_NAME": "t", **variables}


def test_the_site_is_what_the_file_says(tmp_path: Path) -> None:
    site = site_of(of(folder_with(tmp_path, WHOLE), SITE_URL="https://kiyi.example"))
    assert (site.title, site.tagline, site.description) == (
        *("Deniz Gündemi", "Every tide", "News of the coast."),
    )
    assert (site.language, site.direction, site.time_zone) == ("tr", "ltr", "Europe/Istanbul")
    assert site.sections == (Term("Gündem", "gundem"), Term("Deniz", "deniz"))
    assert site.navigation == (SiteLink("Weather", "/weather/"),)
    assert site.footer == (SiteLink("Imprint", "https://kiyi.example/imprint"),)
    assert (site.footer_text, site.logo) == ("Printed on the shore.", "logo.svg")
    assert (site.social, site.x_account) == (("https://social.example/@kiyi",), "@kiyi")
    assert site.security_contact == "mailto:security@kiyi.example"
    assert site.theme.headline_font == "Georgia, 'Noto Serif', serif"
    assert (site.theme.light.accent, site.theme.dark.accent) == ("#005f5f", "#7fd7d7")
    assert site.theme.light.ink == DEFAULT_THEME.light.ink
    assert site.theme.text_font == DEFAULT_THEME.text_font
    assert isinstance(hash(site), int)


def test_what_a_deployment_says_goes_before_the_file(tmp_path: Path) -> None:
    env = of(
        folder_with(tmp_path, WHOLE),
        SITE_TITLE="Staging",
        SITE_LANGUAGE="ar",
        SITE_TIME_ZONE="Asia/Amman",
        SITE_SECTIONS="One, Two",
    )
    site = site_of(env)
    assert (site.title, site.language, site.direction) == ("Staging", "ar", "rtl")
    assert site.time_zone == "Asia/Amman"
    assert [section.slug for section in site.sections] == ["one", "two"]
    assert site.tagline == "Every tide"


def test_the_newsroom_has_the_clock_and_language_of_the_file(tmp_path: Path) -> None:
    env = of(folder_with(tmp_path, WHOLE), SITE_TIME_ZONE="")
    settings = NewsroomSettings.of(env)
    assert (settings.time_zone, settings.language) == ("Europe/Istanbul", "tr")


def test_a_title_is_enough(tmp_path: Path) -> None:
    site = site_of(of(folder_with(tmp_path, 'title = "X"')))
    assert (site.language, site.time_zone, site.sections, site.logo) == ("en", "UTC", (), None)
    assert site.theme == DEFAULT_THEME


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('titel = "X"', "titel"),
        ('title = "X"\nlanguage = 7', "language"),
        ('title = "X"\n[colours.light]\ninc = "#000000"', "colours.light"),
        ('title = "X"\n[colours.dark]\nink = "black"', "colours.dark"),
        ('title = "X"\n[typefaces]\ntext = "x; } body { color: red"', "typefaces"),
        ('title = "X"\n[[navigation]]\ntext = "a"', "navigation[0]"),
        ("title = X", "line 1"),
    ],
)
def test_a_wrong_file_is_refused_and_the_place_is_named(
    tmp_path: Path, wrong: str, told: str
) -> None:
    with pytest.raises(SiteFileError, match=re.escape(told)):
        site_of(of(folder_with(tmp_path, wrong)))


def test_a_missing_file_is_told_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match=re.escape(str(tmp_path))):
        site_of(of(tmp_path))


def test_the_layer_s_json_says_the_same_as_the_file(tmp_path: Path) -> None:
    built, source = tmp_path / "built", tmp_path / "source"
    source.mkdir()
    folder_with(source, WHOLE)
    (source / "Makefile").write_bytes((SITE / "Makefile").read_bytes())
    (source / "templates").mkdir()
    made = f"ARTIFACTS_DIR={built}", f"PYTHON={sys.executable}"
    subprocess.run(["make", "-s", "-C", str(source), "build-SiteLayer", *made], check=True)
    layer = built / "python" / own.LAYER
    before = site_file(source)
    (layer / "site.toml").unlink()
    assert site_file(layer) == before
    assert json.loads((layer / "site.json").read_text("utf-8"))["title"] == "Deniz Gündemi"
    assert (layer / "logo.svg").is_file()


def test_the_layer_is_found_on_pythons_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = tmp_path / own.LAYER
    layer.mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    own._found.cache_clear()
    try:
        assert folder_of({}) == layer
        assert folder_of({"SITE_FILES": "/elsewhere"}) == Path("/elsewhere")
    finally:
        own._found.cache_clear()


def test_a_checkout_has_its_own_file_without_a_layer() -> None:
    assert folder_of({}) == SITE


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
        ('sections = ["News", "news"]', "sections"),
        ('logo = "nowhere.svg"', "logo"),
        ('navigation = [{text = "x", href = "javascript:alert(1)"}]', "href"),
        ('social = ["mastodon"]', "social"),
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
        ("close_after_days = -1", "comments.close_after_days: Expected `int` >= 0"),
        ('close_after_days = "14"', "comments.close_after_days: Expected `int`, got `str`"),
        ("proof_of_work = 1", "comments.proof_of_work: Expected `bool`, got `int`"),
        ('words = "casino"', "comments.words: Expected `array`, got `str`"),
        ('words = ["casino", ""]', "comments.words[2]: Expected `str` of length >= 1"),
        ('blocked = ["*"]', "comments.blocked: '*' has no letter or digit to look for"),
        ('blocked = ["!!!"]', "comments.blocked: '!!!' has no letter or digit to look for"),
        ('blocked = ["a"]', "comments.blocked: 'a' is in ordinary comments"),
        ('words = ["*in"]', "comments.words: '*in' is in ordinary comments"),
        ('words = ["*e *"]', "comments.words: '*e *' is in ordinary comments"),
        ('staff = ["…"]', "comments.staff: '…' is no name"),
        ("sender_per_minute = 0", "comments.sender_per_minute: 0 would refuse every comment"),
        ("article_per_minute = 0", "comments.article_per_minute: 0 would refuse every comment"),
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

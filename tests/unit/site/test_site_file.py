"""`site.toml` and the SITE_* variables: what the site is, and which file and folder say so."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from broadsheet.adapters import site_file as own
from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.site_file import SiteFileError, folder_of, site_file
from broadsheet.bootstrap.shared import services_on
from broadsheet.domain.articles.article import Term
from broadsheet.domain.articles.provider_table import PROVIDERS
from broadsheet.domain.site.site import DEFAULT_THEME, SiteLink
from broadsheet.settings import SiteSettings, TableSettings
from operate.template import of_the_site
from tests.support.site_folder import folder_with
from tools.check_site import SITE

WHOLE = """
title = "Deniz Gündemi"
tagline = "Every tide"
description = "News of the coast."
language = "tr"
time_zone = "Europe/Istanbul"
sections = ["Gündem", "Deniz"]
opinion = "Gündem"
offline = true
logo = "logo.svg"
logo_dark = "logo.svg"
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


def of(folder: Path, **variables: str) -> dict[str, str]:
    return {"SITE_FILES": str(folder), "TABLE_NAME": "t", **variables}


def test_the_site_is_what_the_file_says(tmp_path: Path) -> None:
    site = SiteSettings.of(of(folder_with(tmp_path, WHOLE), SITE_URL="https://kiyi.example")).site()
    assert (site.title, site.tagline, site.description) == (
        *("Deniz Gündemi", "Every tide", "News of the coast."),
    )
    assert (site.language, site.direction, site.time_zone) == ("tr", "ltr", "Europe/Istanbul")
    assert site.sections == (Term("Gündem", "gundem"), Term("Deniz", "deniz"))
    assert (site.opinion, site.offline) == ("gundem", True)
    assert site.navigation == (SiteLink("Weather", "/weather/"),)
    assert site.footer == (SiteLink("Imprint", "https://kiyi.example/imprint"),)
    assert (site.footer_text, site.logo) == ("Printed on the shore.", "logo.svg")
    assert site.logo_dark == "logo.svg"
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
    site = SiteSettings.of(env).site()
    assert (site.title, site.language, site.direction) == ("Staging", "ar", "rtl")
    assert site.time_zone == "Asia/Amman"
    assert [section.slug for section in site.sections] == ["one", "two"]
    assert site.tagline == "Every tide"


def test_the_newsroom_has_the_clock_and_language_of_the_file(tmp_path: Path) -> None:
    env = of(folder_with(tmp_path, WHOLE), SITE_TIME_ZONE="")
    settings = TableSettings.of(env)
    assert (settings.time_zone, settings.language) == ("Europe/Istanbul", "tr")


def test_the_newsroom_s_own_providers_make_cards(tmp_path: Path) -> None:
    file = 'title = "X"\n[embeds]\n"Charts" = ["charts.example/**", "**.svg"]\n"X" = []'
    settings = TableSettings.of(of(folder_with(tmp_path, file)))
    shown = services_on(cast(DynamoTable, None), settings).markup.article(
        "https://charts.example/1\n\nhttps://x.com/a/status/1"
    )
    assert "<strong>Charts</strong>" in shown.html
    assert shown.html.count("b-embed") == 1


def test_a_newspaper_says_what_is_shown_on_a_click_and_who_is_asked_for_it(tmp_path: Path) -> None:
    rule = '{address = "charts.example/*", frame = "https://f.example/{1}/", shape = "map"}'
    folder = folder_with(tmp_path, f'title = "X"\n[embeds]\nCharts = ["c.example/*", {rule}]')
    (charts,) = SiteSettings.of(of(folder)).site().embeds
    assert [one.address for one in charts.rules] == ["c.example/*", "charts.example/*"]
    assert "https://f.example" in of_the_site(folder)["FrameSources"].split(" ")


def test_a_newspaper_without_players_asks_nobody(tmp_path: Path) -> None:
    none = "\n".join(f'"{provider.name}" = []' for provider in PROVIDERS)
    folder = folder_with(tmp_path, f'title = "X"\n[embeds]\n{none}')
    assert of_the_site(folder) == {"FrameSources": "'none'"}


def test_a_title_is_enough(tmp_path: Path) -> None:
    site = SiteSettings.of(of(folder_with(tmp_path, 'title = "X"'))).site()
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
        ('title = "X"\n[embeds]\nA = ["https://a.example/*"]', "embeds"),
        ('title = "X"\n[embeds]\nA = ["a.example/*b*c"]', "embeds"),
        ('title = "X"\n[embeds]\nA = ["a.example/**/b"]', "embeds"),
        ('title = "X"\n[embeds]\nA = [{address = "a.example/*", frame = "http://b.c/"}]', "embeds"),
        ('title = "X"\n[embeds]\nA = [{address = "a.b/*", frame = "https://{1}/"}]', "embeds"),
        ('title = "X"\n[embeds]\nA = [{address = "a.b/*", oembed = "https://b.c/?a"}]', "embeds"),
        ('title = "X"\n[embeds]\nA = [{address = "a.b/*", shape = "round"}]', "embeds"),
        ("title = X", "line 1"),
    ],
)
def test_a_wrong_file_is_refused_and_the_place_is_named(
    tmp_path: Path, wrong: str, told: str
) -> None:
    with pytest.raises(SiteFileError, match=re.escape(told)):
        SiteSettings.of(of(folder_with(tmp_path, wrong))).site()


def test_a_missing_file_is_told_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match=re.escape(str(tmp_path))):
        SiteSettings.of(of(tmp_path)).site()


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
        assert folder_of("") == layer
        assert folder_of("/elsewhere") == Path("/elsewhere")
    finally:
        own._found.cache_clear()


def test_a_checkout_has_its_own_file_without_a_layer() -> None:
    assert folder_of("") == SITE

"""The editorial day in a real Chromium, on the running stack: with JavaScript, without it, and with
the keyboard alone. Nobody calls the API; readers send their comments as readers do."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from broadsheet.domain.shared.slug import slug_of
from tests.support import chromium, desk_day, desk_day_site
from tests.support.desk_hands import AtDesk, ByKeys, sitting
from tests.support.long import long_run, number_of
from tests.support.many_readers import comments_of_many
from tests.support.newspaper import Newspaper
from tests.support.pictures import photograph

NOTE = "At what hour?"
REASON = "There is no bird."
MOST_STEPS = 12
"""Clicks, choices, drops and texts that are typed, signing in by one click included: 14 with name
and password, where the fewest of others are 15 (docs/desk.md)."""
CROWD = [f"Reader {number}" for number in range(number_of("crowd", 12, 96))]
MOST_TO_MODERATE = len(CROWD) + 14
"""Keys, or ticks and buttons; for a hundred comments one a second is less than two minutes."""
AMINA, EDITOR = "amina (author)", "editor (editor)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """On somebody's desktop."""
    file = tmp_path / "boat.jpg"
    file.write_bytes(photograph())
    return file


def many_comments(newspaper: Newspaper, path: str) -> None:
    """Of readers, the last four by the form under a story; they wait, as nobody knows them."""
    form = re.search(r"/api/v1/articles/([^/\"]+)/comments", newspaper.get(path).text)
    assert form
    comments_of_many(newspaper, form[1], CROWD)
    for name in ("Ann", "Bob", "Cyd", "Dan"):
        assert newspaper.comment(form[1], name, f"Was it there, asks {name}?").status == 303


def test_the_day_with_javascript(newspaper: Newspaper, browser: Browser, picture: Path) -> None:
    with sitting(browser, newspaper) as amina, sitting(browser, newspaper) as editor:
        title = f"The heron {uuid4().hex[:8]}"
        desk_day.signs_in(amina, AMINA)
        desk_day.signs_in(editor, EDITOR)
        desk_day.begins(amina, title)
        desk_day.gives_it_a_tag(amina, title)
        desk_day.writes_with_the_editor(amina, title)
        desk_day.pastes(amina)
        desk_day.drops(amina, picture)
        desk_day.says_what_it_shows(amina)
        desk_day.hands_in_with_a_new_tag(amina, title)
        desk_day.hands_back(editor, title, NOTE)
        desk_day.goes_back_to_it(amina, title, NOTE)
        amina.main.get_by_role("toolbar").wait_for()
        amina.at(amina.main.locator(".editor-text").get_by_text("morning."))
        amina.page.keyboard.press("End")
        amina.page.keyboard.type(f" {desk_day.SECOND}")
        desk_day.hands_in(amina)
        desk_day.looks_at_what_changed(editor, title)
        published_and_corrected(editor, title)
        path = on_the_site(editor)
        desk_day.brings_back(editor, title)
        desk_day.reports_live(editor, title, "It has flown.")
        readers_see(newspaper, path, "It has flown.", "It is an egret.", desk_day.ALT)
        desk_day_site.renames_the_tag(editor, title, renamed(title))
        desk_day_site.drags_it_to_the_lead(editor, title)
        many_comments(newspaper, path)
        moderates_by_keys(editor, title)
        readers_see(newspaper, path, "asks Ann", "asks Cyd")
        assert "asks Bob" not in newspaper.get(path).text
        the_end_of_the_day(editor, newspaper, title, path)


@long_run
def test_the_day_without_javascript(newspaper: Newspaper, browser: Browser, picture: Path) -> None:
    with (
        sitting(browser, newspaper, scripts=False) as amina,
        sitting(browser, newspaper, scripts=False) as editor,
    ):
        title = f"The egret {uuid4().hex[:8]}"
        desk_day.signs_in(amina, AMINA)
        desk_day.signs_in(editor, EDITOR)
        line = desk_day.adds_a_picture(amina, picture)
        desk_day.begins(amina, title)
        desk_day.gives_it_a_tag(amina, title)
        amina.types("Story", f"{desk_day.first(title)}\n\n{line}")
        desk_day.hands_in_with_a_new_tag(amina, title)
        desk_day.hands_back(editor, title, NOTE)
        desk_day.goes_back_to_it(amina, title, NOTE)
        amina.types("Story", f"{desk_day.first(title)} {desk_day.SECOND}\n\n{line}")
        desk_day.hands_in(amina)
        desk_day.looks_at_what_changed(editor, title)
        published_and_corrected(editor, title)
        path = on_the_site(editor)
        desk_day.brings_back(editor, title)
        desk_day.reports_live(editor, title, "It has flown.")
        readers_see(newspaper, path, "It has flown.", "It is an egret.", desk_day.ALT)
        desk_day_site.renames_the_tag(editor, title, renamed(title))
        desk_day_site.makes_it_the_lead(editor, title)
        many_comments(newspaper, path)
        moderates_by_ticks(editor, title)
        readers_see(newspaper, path, "asks Ann", "asks Cyd")
        assert "asks Bob" not in newspaper.get(path).text
        the_end_of_the_day(editor, newspaper, title, path)


@long_run
def test_the_day_with_the_keyboard_alone(
    newspaper: Newspaper, browser: Browser, picture: Path
) -> None:
    with (
        sitting(browser, newspaper, ByKeys) as amina,
        sitting(browser, newspaper, ByKeys) as editor,
    ):
        assert isinstance(amina, ByKeys)
        title = f"The stork {uuid4().hex[:8]}"
        desk_day.signs_in(amina, AMINA)
        desk_day.signs_in(editor, EDITOR)
        desk_day.begins(amina, title)
        desk_day.gives_it_a_tag(amina, title)
        desk_day.goes_to_the_text(amina)
        amina.page.keyboard.type(desk_day.first(title))
        amina.tools("Picture", picture)
        desk_day.says_what_it_shows(amina)
        desk_day.hands_in_with_a_new_tag(amina, title)
        desk_day.hands_back(editor, title, NOTE)
        desk_day.goes_back_to_it(amina, title, NOTE)
        desk_day.goes_to_the_text(amina)
        amina.key("ControlOrMeta+Home")
        amina.page.keyboard.type(f"{desk_day.SECOND} ")
        desk_day.hands_in(amina)
        desk_day.looks_at_what_changed(editor, title)
        published_and_corrected(editor, title)
        path = on_the_site(editor)
        desk_day.brings_back(editor, title)
        desk_day.reports_live(editor, title, "It has flown.")
        readers_see(newspaper, path, "It has flown.", "It is an egret.", desk_day.ALT)
        desk_day_site.renames_the_tag(editor, title, renamed(title))
        desk_day_site.makes_it_the_lead(editor, title)
        many_comments(newspaper, path)
        moderates_by_keys(editor, title)
        readers_see(newspaper, path, "asks Ann", "asks Cyd")
        the_end_of_the_day(editor, newspaper, title, path)


def test_a_story_with_a_picture_is_on_the_site_in_few_steps(
    newspaper: Newspaper, browser: Browser, picture: Path
) -> None:
    with sitting(browser, newspaper) as editor:
        editor.comes()
        editor.press("button", EDITOR)
        title = f"The crane {uuid4().hex[:8]}"
        desk_day.begins(editor, title)
        desk_day.writes_with_the_editor(editor, title)
        desk_day.drops(editor, picture)
        desk_day.says_what_it_shows(editor)
        editor.press("button", desk_day.PUBLISH)
        desk_day.is_read_back(editor, "Live on")
        print("\n" + editor.told("From signing in to a published story with a picture"))
        assert editor.steps <= MOST_STEPS
        readers_see(newspaper, on_the_site(editor), desk_day.ALT)


def published_and_corrected(editor: AtDesk, title: str) -> None:
    """By way of an hour that is forgotten again."""
    desk_day.gives_it_an_hour(editor, title)
    desk_day.publishes(editor)
    desk_day.corrects(editor, title)


def renamed(title: str) -> str:
    return f"{title}, so called"


def moderates_by_keys(editor: AtDesk, title: str) -> None:
    """Many comments, one key each; one decision is taken back."""
    desk_day_site.to_its_comments(editor, title)
    editor.counts_anew()
    desk_day_site.decides_by_keys(editor, "ars" * (len(CROWD) // 3) + "arsuar")
    is_moderated(editor, "by keys")


def moderates_by_ticks(editor: AtDesk, title: str) -> None:
    """Many comments, a tick each and a button for many; one decision is taken back."""
    desk_day_site.to_its_comments(editor, title)
    editor.counts_anew()
    desk_day_site.decides_by_ticks(editor, "Reject ticked", CROWD[:50])
    desk_day_site.decides_by_ticks(editor, "Mark ticked as spam", [*CROWD[50:], "Bob", "Dan"])
    desk_day_site.decides_by_ticks(editor, "Reject ticked", ["Ann"])
    desk_day_site.takes_it_back(editor)
    desk_day_site.decides_by_ticks(editor, "Approve ticked", ["Ann", "Cyd"])
    is_moderated(editor, "by ticks")


def is_moderated(editor: AtDesk, how: str) -> None:
    desk_day_site.nothing_waits(editor)
    print("\n" + editor.told(f"{len(CROWD) + 4} comments, {how}"))
    assert editor.steps <= MOST_TO_MODERATE


def the_end_of_the_day(editor: AtDesk, newspaper: Newspaper, title: str, path: str) -> None:
    """The tag's new page, a copy, a colleague, and the proof that nothing is left of the story."""
    old, new = (f"/tag/{slug_of(name)}/" for name in (title, renamed(title)))
    newspaper.until(lambda: newspaper.get(old).headers.get("Location") == new, "the tag leads on")
    readers_see(newspaper, new, title)
    desk_day_site.the_tag_is_renamed(editor, renamed(title))
    desk_day.duplicates(editor, title)
    desk_day_site.invites(editor, f"wanda-{uuid4().hex[:8]}")
    desk_day.retracts(editor, title, REASON)
    readers_see(newspaper, path, REASON)
    assert "every morning" not in newspaper.get(path).text
    assert editor.complaints == []


def on_the_site(editor: AtDesk) -> str:
    """The address of the story, by its receipt."""
    return str(editor.named("link", "On the site").get_attribute("href"))


def readers_see(newspaper: Newspaper, path: str, *words: str) -> None:
    for said in words:
        newspaper.until(lambda said=said: said in newspaper.get(path).text, said)  # type: ignore[misc]

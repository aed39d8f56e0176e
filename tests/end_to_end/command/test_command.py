"""The command as it is installed, on the running stack."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import publish
from tests.support.newspaper import SECONDS, Newspaper

BROADSHEET = Path(sys.executable).with_name("broadsheet")
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "night-train.md"


class Terminal:
    """Somebody's, with a home of its own."""

    def __init__(self, newspaper: Newspaper, home: Path) -> None:
        self.site = newspaper.stack.site_url
        self._home = home
        self._token = newspaper.stack.note.token("editor")
        self("login", self.site, "--token-stdin", typed=self._token)

    def __call__(self, *arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [str(BROADSHEET), *arguments],
            cwd=self._home,
            env={"PATH": os.environ["PATH"], "XDG_CONFIG_HOME": str(self._home)},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def broadsheet(newspaper: Newspaper, tmp_path: Path) -> Terminal:
    return Terminal(newspaper, tmp_path)


def test_a_file_is_on_the_site_and_in_the_editors_hands(
    newspaper: Newspaper, broadsheet: Terminal, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    story.write_text(EXAMPLE.read_text("utf-8").replace("The night train,", "The day train,"))
    printed = broadsheet("publish", str(story))
    url = printed.split()[1]
    assert printed.startswith(f"published: {broadsheet.site}/")
    path = url.removeprefix(broadsheet.site)
    newspaper.until(lambda: newspaper.get(path).status == 200, "on the site")
    edited = tmp_path / "edited.md"
    edited.write_text(broadsheet("edit", url, "--print").replace("six in the evening", "seven"))
    broadsheet("edit", url, "--file", str(edited))
    newspaper.until(lambda: "seven" in newspaper.get(path).text, "the edit")
    assert "published, version 2" in broadsheet("status", url)
    assert "signed in   editor (editors)" in broadsheet("status")


@pytest.mark.parametrize("first", ["make", "broadsheet"])
def test_a_file_that_is_published_both_ways_is_one_article(
    newspaper: Newspaper,
    broadsheet: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    first: str,
) -> None:
    title = f"Both ways, {first} first"
    story = tmp_path / "story.md"
    story.write_text(f"---\ntitle: {title}\nsection: World\nauthor: Deniz Aksoy\n---\nOnce.\n")

    def make() -> str:
        publish.main()
        return capsys.readouterr().out

    monkeypatch.setattr(publish, "HOME", newspaper.stack.home)
    monkeypatch.setattr(sys, "argv", ["publish", str(story)])
    ways: dict[str, Callable[[], str]] = {
        "make": make,
        "broadsheet": lambda: broadsheet("publish", str(story)),
    }
    printed = [ways.pop(first)(), *(way() for way in ways.values())]
    assert printed[0].startswith("published: ")
    assert printed[1] == printed[0]
    assert broadsheet("list", "--section", "world", "--limit", "100").count(title) == 1

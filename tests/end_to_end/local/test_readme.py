"""The README's commands do what they say, as printed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from command import publish
from local import note
from tests.support.newspaper import SECONDS, Newspaper

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
PRINTED_ADDRESS = "http://localhost:8080"


def blocks(heading: str) -> list[str]:
    """The shell commands under a heading."""
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def run(newspaper: Newspaper, commands: str) -> str:
    """What the commands print, with this stack in place of the one that make run starts."""
    token = newspaper.stack.note.token("editor")
    commands = commands.replace(PRINTED_ADDRESS, newspaper.stack.site_url)
    commands = commands.replace("$(make -s token USER=editor)", token)
    commands = commands.replace("python3", sys.executable)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_author_publishes_as_the_readme_says(newspaper: Newspaper) -> None:
    with_curl, with_make = blocks("An author publishes")
    assert '"status":"published"' in run(newspaper, with_curl)
    listed = "Türkiye opens its longest night train"
    newspaper.until(lambda: listed in newspaper.get("/section/world/").text, "in its section")
    assert with_make.strip() == "make publish FILE=docs/examples/night-train.md"
    assert (ROOT / "docs/examples/night-train.md").exists()


def test_a_reader_comments_as_the_readme_says(newspaper: Newspaper) -> None:
    story = newspaper.publish("The story that is commented on")
    (commands,) = blocks("A reader comments")
    assert '"state":"approved"' in run(newspaper, commands)
    newspaper.until(
        lambda: "I was on that train." in newspaper.get(story["path"]).text, "on the page"
    )


def test_make_publish_sends_the_readmes_example(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish, "HOME", newspaper.stack.home)
    assert note.read(newspaper.stack.home).site_url == newspaper.stack.site_url
    monkeypatch.setattr(sys, "argv", ["publish", str(ROOT / "docs/examples/night-train.md")])
    publish.main()
    assert capsys.readouterr().out.startswith("published: ")


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_every_link_of_the_readme_leads_somewhere(path: str) -> None:
    file, _, part = path.partition("#")
    assert (ROOT / file).exists(), path
    headings = re.findall(r"^#+ (.+)$", (ROOT / file).read_text("utf-8"), re.M) if part else []
    assert not part or part in [one.lower().replace(" ", "-") for one in headings], path


def test_the_readme_names_no_make_target_that_is_not_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake (?:-s )?([a-z]+)", README)) - {"alone"}
    assert named <= targets | {"it"}

"""The newsroom changes its file: after a rebuild every page is as the new one says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_files import S3Files
from broadsheet.adapters.aws.sqs_render_queue import SqsRenderQueue
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.settings import RenderSettings
from broadsheet.usecases.site.rebuild import enqueue, every_page, standing_pages
from tests.support.api import Api
from tests.support.lambdas import Stack, environment, forget_warm_starts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FIRST = """
title = "The Morning Example"
sections = ["World"]
"""
SECOND = """
title = "The Evening Example"
tagline = "After work"
sections = ["World", "Harbour"]
logo = "logo.svg"
navigation = [{text = "Tide tables", href = "/tides/"}]
[footer]
text = "Printed at dusk."
links = [{text = "Imprint", href = "/imprint/"}]
[colours.light]
accent = "#005f5f"
[typefaces]
headline = "Didot, serif"
"""
Dressed = Callable[[str, str], dict[str, bytes]]


@pytest.fixture
def dressed(stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dressed:
    """All files of the site, after it was deployed with a file of the newsroom's and rebuilt."""

    def rebuilt(name: str, text: str) -> dict[str, bytes]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "site.toml").write_text(text)
        (folder / "logo.svg").write_text(SVG)
        deployed = environment(stack.cloud)
        deployed |= dict.fromkeys(("SITE_TITLE", "SITE_SECTIONS"), "")
        deployed["SITE_FILES"] = str(folder)
        for variable, value in deployed.items():
            monkeypatch.setenv(variable, value)
        forget_warm_starts()
        stack._become("render_pages")
        rebuild(stack, RenderSettings.of(deployed), name)
        stack.drain()
        return stack.files()

    return rebuilt


def rebuild(stack: Stack, settings: RenderSettings, run: str) -> None:
    """As `make rebuild` does."""
    table = DynamoTable(stack.cloud.dynamodb, settings.table_name)
    files = S3Files(stack.cloud.s3, settings.site_bucket)
    fixed = JinjaRenderer(settings.site()).fixed_files()
    pages = every_page(table, table, files, standing_pages(settings.site().sections, fixed))
    for _ in enqueue(SqsRenderQueue(stack.cloud.sqs, stack.cloud.queue_url), pages, run):
        pass


def test_a_new_look_is_on_every_page_and_the_old_style_sheet_stays(
    stack: Stack, api: Api, dressed: Dressed
) -> None:
    made = api.submit(title="Water at night", section="World", tags=["Lakes"])
    api.comment(made["id"], body="Indeed.")
    api.decide(api.pending()[0]["id"], "approve")
    before = dressed("first", FIRST)
    after = dressed("second", SECOND)
    # What only leads on is not looked at.
    whole = [file for file in after if b'http-equiv="refresh"' not in after[file]]
    pages = [file for file in whole if file.endswith(".html")]
    assert f"{made['path'][1:]}index.html" in pages
    (old,) = (file for file in before if file.startswith("assets/site.") and "css" in file)
    (new,) = (f for f in after.keys() - before if f.startswith("assets/site.") and "css" in f)
    (logo,) = (file for file in after if file.startswith("assets/logo."))
    for file in pages:
        page = after[file].decode()
        assert "The Morning Example" not in page, file
        assert old not in page, file
        for words in (new, "The Evening Example", logo, "Tide tables", "Printed at dusk."):
            assert words in page, (file, words)
        assert 'href="/imprint/"' in page, file
    assert b"--accent: #005f5f" in after[new]
    assert b"--headline: Didot" in after[new]
    assert after[old] == before[old], "pages in caches still name it"
    assert "section/harbour/index.html" in after
    assert b"The Evening Example" in after["manifest.webmanifest"]
    assert b"The Evening Example" in after["feed.xml"]


def test_a_rebuild_without_a_change_writes_nothing(
    stack: Stack, api: Api, dressed: Dressed
) -> None:
    api.submit(title="Water at night")
    dressed("first", FIRST)
    versions = stack.cloud.s3.list_object_versions(Bucket=stack.cloud.bucket)
    before = {v["Key"]: v["LastModified"] for v in versions["Versions"]}
    dressed("again", FIRST)
    versions = stack.cloud.s3.list_object_versions(Bucket=stack.cloud.bucket)
    assert {v["Key"]: v["LastModified"] for v in versions["Versions"]} == before

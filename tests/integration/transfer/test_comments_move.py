"""Comments come in and go out through the real adapters, on mocked AWS."""

import io
from pathlib import Path
from typing import Any

import boto3
import pytest

from broadsheet.adapters.imports.comment_lines import to_line
from broadsheet.adapters.imports.packed import opened
from broadsheet.domain.comments.comment import Comment, CommentState, Thread
from broadsheet.usecases.transfer.export_comments import export_comments
from broadsheet.usecases.transfer.import_comments import ImportOptions
from operate.access import Access as Desk
from operate.access import made
from operate.export_comments import write_out
from operate.import_comments import as_json, bring_in, kind_of
from tests.support.api import Api
from tests.support.lambdas import Stack, environment

DATA = Path(__file__).parents[2] / "data"
ARTICLE = {
    "title": "Harbour",
    "slug": "harbour",
    "body": "Boats.",
    "section": "News",
    "byline": [{"name": "Amina"}],
    "status": "published",
}


def published(api: Api) -> Any:
    return api("POST", "/api/v1/articles", by="edith", json_body=ARTICLE).json


def desk_on(stack: Stack) -> Desk:
    return made(boto3.client, environment(stack.cloud))


def bring(desk: Desk, path: Path, mapping: dict[str, str]) -> Any:
    with opened(path) as file:
        return bring_in(desk.services, file, kind_of(file), mapping, ImportOptions())


@pytest.mark.parametrize("name", ["wordpress.xml", "disqus.xml"])
def test_a_file_comes_in_is_seen_and_goes_out_without_an_address(
    stack: Stack, api: Api, tmp_path: Path, name: str
) -> None:
    article = published(api)
    mapping = {"harbour": article["path"], "/2026/11/harbour.html": article["path"]}
    mapping["https://www.old.example/2026/11/harbour/"] = article["path"]
    desk = desk_on(stack)
    report = bring(desk, DATA / name, mapping)
    assert report.taken.total() == 5
    assert b'"left_out"' in as_json(report)
    stack.drain()
    shown = [r for r in desk.table.scan() if isinstance(r, Thread)]
    page = stack.files()[f"{article['path'].strip('/')}/index.html"].decode()
    assert len(shown) == report.taken["approved"]
    assert all(f'id="comment-{thread.number}"' in page for thread in shown)
    written = io.BytesIO()
    keys = desk.services.keys
    assert write_out(export_comments(desk.table, desk.table, keys), written).total() == 5
    assert b"@" not in written.getvalue()
    (tmp_path / "out.jsonl").write_bytes(written.getvalue())
    assert bring(desk, tmp_path / "out.jsonl", {}).there == 5


def test_who_was_approved_there_is_the_same_person_here(stack: Stack, api: Api) -> None:
    article = published(api)
    desk = desk_on(stack)
    bring(desk, DATA / "wordpress.xml", {"harbour": article["path"]})
    hashed = desk.services.keys.sender("tom@example.com")
    comments = [r for r in desk.table.scan() if isinstance(r, Comment)]
    assert [c.name for c in comments if c.sender == hashed] == ["Tom & Jerry"]
    assert {c.state for c in comments} >= {CommentState.PENDING, CommentState.DELETED}
    again = list(export_comments(desk.table, desk.table, desk_on(stack).services.keys))
    keys = desk.services.keys
    assert b"".join(map(to_line, again)) == b"".join(
        map(to_line, export_comments(desk.table, desk.table, keys))
    )

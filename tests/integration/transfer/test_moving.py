"""A newsroom moves in and out through the real adapters, and its stream renders the rest."""

from pathlib import Path
from typing import Any

import boto3
import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_pictures import S3Pictures
from broadsheet.domain.media.media import FORMATS
from broadsheet.usecases.transfer.import_articles import id_of
from operate.access import made
from operate.bring_files import FilesWish
from operate.import_wordpress import bring_in_wordpress
from operate.site_archive import export_site, restore_site
from tests.support.api import Api
from tests.support.lambdas import Stack, environment
from tests.support.pictures import ALT, Desk, photograph
from tests.support.wordpress import BLOG, item, write_site, wxr

PRIVATE = {"Sender", "SaidBy", "SecretKey", "Tally", "Replay", "Subscription", "Notice"}


def table_of(stack: Stack) -> DynamoTable:
    return DynamoTable(stack.cloud.dynamodb, stack.cloud.table)


def pictures_of(stack: Stack) -> S3Pictures:
    return S3Pictures(stack.cloud.s3, stack.cloud.media_bucket)


def told(*_progress: int) -> None:
    pass


def empty(stack: Stack) -> None:
    """As a stack that was just deployed: nothing but its fixed pages."""
    cloud = stack.cloud
    for one in stack.items():
        cloud.dynamodb.delete_item(TableName=cloud.table, Key={"pk": one["pk"], "sk": one["sk"]})
    for bucket in (cloud.bucket, cloud.media_bucket):
        for entry in cloud.s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            cloud.s3.delete_object(Bucket=bucket, Key=entry["Key"])
    stack.stream()
    assert stack.items() == []


def exportable(stack: Stack) -> list[Any]:
    """The items that an export has, without the requests that wrote them and who readers are."""
    items = [item for item in stack.items() if item["type"]["S"] not in PRIVATE]
    kept = [
        {name: value for name, value in item.items() if name not in ("cause_id", "cause_at")}
        for item in items
    ]
    for one in kept:
        if one["type"]["S"] == "Comment":
            one |= {"sender": {"S": ""}, "reader": {"S": ""}}
    return sorted(kept, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


@pytest.fixture
def filled(api: Api) -> Stack:
    """A newsroom: a story, its picture, comments and former address; a draft; an unlisted one."""
    picture = Desk(api).picture(alt=ALT)
    story = api.submit(title="Moved", lead_image={"media": picture}, tags=["Water"])
    sent: dict[str, Any] = {
        "title": "Moved",
        "body": "B",
        "section": "News",
        "byline": [{"name": "Ann Author"}],
    }
    sent |= {"slug": "elsewhere", "lead_image": {"media": picture}}
    path = f"/api/v1/articles/{story['id']}"
    assert api("PUT", path, by="edith", json_body=sent, if_match='"1"').status == 200
    api.submit("ann", title="A draft")
    api.submit(title="For whoever has its address", unlisted=True)
    api.comment(story["id"], body="Number one.")
    api.decide(api.pending()[0]["id"])
    api.comment(story["id"], body="Number two.", email="bea@example.org")
    api.stack.drain()
    return api.stack


def test_an_export_and_an_import_give_the_same_site_byte_for_byte(
    filled: Stack, tmp_path: Path
) -> None:
    files, items = filled.files(), exportable(filled)
    export_site(table_of(filled), pictures_of(filled), tmp_path / "backup", told)
    empty(filled)
    restore_site(table_of(filled), pictures_of(filled), tmp_path / "backup", told)
    filled.drain()
    assert exportable(filled) == items
    assert filled.files() == files
    assert any(file.startswith("media/") for file in files)


def test_a_wordpress_site_is_on_its_pages(stack: Stack, api: Api, tmp_path: Path) -> None:
    path = write_site(tmp_path / "site.xml", posts=8, comments=12)
    desk = made(boto3.client, environment(stack.cloud)).services
    moved = bring_in_wordpress(desk, path)
    assert moved.articles.left_out == []
    stack.drain()
    files = stack.files()
    story = files["2024/01/post-5/index.html"].decode()
    assert "Boats left <strong>at dawn</strong>." in story
    assert "well said" in story
    assert "/2024/01/post-5/" in files["2024/01/03/post-5/index.html"].decode()
    assert "أخبار المدينة" in files["index.html"].decode()


def test_its_pictures_and_files_are_files_of_ours_as_long_as_a_story_shows_them(
    stack: Stack, api: Api, tmp_path: Path
) -> None:
    there, up = tmp_path / "uploads" / "2024" / "01", f"{BLOG}/wp-content/uploads/2024/01"
    there.mkdir(parents=True)
    (there / "boat.jpg").write_bytes(photograph(400, 300))
    (there / "Jahresbericht.pdf").write_bytes(b"%PDF-1.7 so it was")
    body = f'<p><img src="{up}/boat-300x225.jpg" alt="A boat"></p>'
    body += f'<p><a href="{up}/Jahresbericht.pdf">The report</a></p>'
    path = tmp_path / "site.xml"
    path.write_bytes(wxr(item(7, content=body)))
    desk = made(boto3.client, environment(stack.cloud)).services
    bring_in_wordpress(
        desk, path, wish=FilesWish(store=pictures_of(stack), uploads=tmp_path / "uploads")
    )
    stack.drain()
    bucket, files = stack.cloud.bucket, stack.files()
    story = files["2024/01/post-7/index.html"].decode()
    (report,) = [name for name in files if name.endswith("/file.pdf")]
    assert sorted(Path(name).name for name in files if name.startswith("media/")) == sorted(
        ["file.pdf", *(f"{step}.{kind}" for step in (320, 640) for kind in FORMATS)]
    )
    assert f'href="/{report}"' in story
    assert "<picture><source" in story
    assert files[report] == b"%PDF-1.7 so it was"
    served = stack.cloud.s3.head_object(Bucket=bucket, Key=report)
    assert served["ContentType"] == "application/pdf"
    assert served["ContentDisposition"] == "attachment; filename*=UTF-8''Jahresbericht.pdf"
    old = stack.cloud.s3.head_object(
        Bucket=bucket, Key="wp-content/uploads/2024/01/Jahresbericht.pdf"
    )
    assert old["Metadata"]["location"] == f"/{report}"
    assert "wp-content/uploads/2024/01/boat.jpg" in files
    known = api("GET", f"/api/v1/media/{report.split('/')[1]}", by="edith").json
    assert (known["type"], known["name"]) == ("application/pdf", "Jahresbericht.pdf")
    assert (known["path"], known["width"]) == (f"/{report}", None)
    export_site(table_of(stack), pictures_of(stack), tmp_path / "backup", told)
    assert list((tmp_path / "backup" / "pictures").glob("*/file.pdf"))
    restore_site(table_of(stack), pictures_of(stack), tmp_path / "backup", told, is_dry_run=True)
    article = id_of("wordpress old.example", "7")
    assert api("POST", f"/api/v1/articles/{article}/unpublish", by="edith").status == 200
    stack.drain()
    assert not [name for name in stack.files() if name.startswith("media/")]

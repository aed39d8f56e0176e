"""A newsroom moves in and out through the real adapters, and its stream renders the rest."""

from pathlib import Path
from typing import Any

import boto3
import pytest

from broadsheet.adapters.aws.dynamodb.table import DynamoTable
from broadsheet.adapters.aws.s3_pictures import S3Pictures
from operate.access import made
from operate.import_wordpress import bring_in_wordpress
from operate.site_archive import export_site, restore_site
from tests.support.api import Api
from tests.support.lambdas import Stack, environment
from tests.support.pictures import ALT, Desk
from tests.support.wordpress import write_site

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
    for item in stack.items():
        cloud.dynamodb.delete_item(TableName=cloud.table, Key={"pk": item["pk"], "sk": item["sk"]})
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
    for item in kept:
        if item["type"]["S"] == "Comment":
            item["sender"] = {"S": ""}
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

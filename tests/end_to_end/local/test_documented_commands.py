"""What the documents for operators say to type does what they say, typed as one shell."""

import json
from pathlib import Path
from typing import Any

import pytest

from client.running import sdk_settings
from operate.restore_table import Tables
from tests.support import documented
from tests.support.long import LONG
from tests.support.newspaper import Newspaper
from tests.support.second_newspaper import GAZETTE, second_newspaper
from tests.support.template import ROOT

pytestmark = pytest.mark.skipif(not LONG, reason="it types whole documents: make test-long")
RESTORED = f"{GAZETTE}-restored"
WRITER = "edit_publication"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("operator")


def typed(paper: Newspaper, folder: Path, document: str, *steps: int, **variables: str) -> str:
    """What the tried commands of these steps print; of all steps, where none is given."""
    settings = sdk_settings(paper.stack.cloud.url)
    blocks = [b for b in documented.blocks(document) if b.is_tried]
    script = "\n".join(b.text for b in blocks if not steps or b.step in steps)
    environment = {
        "STACK": GAZETTE,
        "SECOND": GAZETTE,
        "AWS_ENDPOINT_URL": paper.stack.cloud.url,
        "AWS_DEFAULT_REGION": str(settings["region_name"]),
        "AWS_REGION": str(settings["region_name"]),
        "AWS_ACCESS_KEY_ID": str(settings["aws_access_key_id"]),
        "AWS_SECRET_ACCESS_KEY": str(settings["aws_secret_access_key"]),
    }
    return documented.run(script, folder, environment | variables)


BEFORE, CHOSEN, DURING, AFTER = (1,), (2, 3), (4, 5, 6), (7, 8, 9)
ELSEWHERE, PAGES = (12,), (13, 14, 15)


def test_every_step_that_is_not_excused_is_typed() -> None:
    typed_here = {*BEFORE, *CHOSEN, *DURING, *AFTER, *ELSEWHERE, *PAGES}
    tried = {block.step for block in documented.blocks("restoring") if block.is_tried}
    assert typed_here == tried


def test_a_table_is_restored_as_the_document_says(gazette: Newspaper, folder: Path) -> None:
    kept = gazette.publish("A story that was there at the time")
    typed(gazette, folder, "restoring", *BEFORE, *CHOSEN)
    # MiniStack calls an alias whatever the cap of its function is: what is set is looked at.
    cap = gazette.stack.client("lambda").get_function_concurrency(
        FunctionName=f"{GAZETTE}-{WRITER}"
    )
    assert cap["ReservedConcurrentExecutions"] == 0, "nothing is taken while it is put right"
    dynamodb: Any = gazette.stack.client("dynamodb")
    table, copy = gazette.stack.outputs["TableName"], RESTORED
    lost = {"pk": {"S": f"ARTICLE#{kept['id']}"}, "sk": {"S": "ARTICLE"}}
    assert "Item" in dynamodb.get_item(TableName=table, Key=lost)
    dynamodb.delete_item(TableName=table, Key=lost)
    dynamodb.put_item(TableName=table, Item=lost | {"pk": {"S": "ARTICLE#defaced"}})
    # A shell for each part: what one has set, the next needs, and has from its own steps.
    said = typed(gazette, folder, "restoring", *BEFORE, *DURING, RESTORED=copy)
    assert "1 written" in said
    assert "1 deleted" in said
    assert f"nothing was done to {table}" in said
    assert Tables(dynamodb, table, copy, is_dry=True).make_equal(0)["written"] == 0
    typed(gazette, folder, "restoring", *BEFORE, *AFTER, RESTORED=copy)
    assert copy not in dynamodb.list_tables()["TableNames"]
    assert "that was there" in gazette.get(kept["path"]).text
    gazette.publish("And it goes on")


def test_a_table_from_elsewhere_comes_without_what_cannot_be_opened(
    gazette: Newspaper, folder: Path
) -> None:
    dynamodb: Any = gazette.stack.client("dynamodb")
    table, copy = gazette.stack.outputs["TableName"], RESTORED
    story = gazette.publish("A story that the other account had, too")
    gazette.comment(story["id"], "Ada", "I was there.")
    gazette.until(lambda: "Ada" in str(dynamodb.scan(TableName=table)["Items"]), "it is kept")
    typed(gazette, folder, "restoring", *BEFORE, *CHOSEN)
    keys = {"#k": "pk"}, {":key": {"S": "KEY#"}}
    asked = {
        "FilterExpression": "begins_with(#k, :key)",
        "ExpressionAttributeNames": keys[0],
        "ExpressionAttributeValues": keys[1],
    }
    (theirs, *_) = dynamodb.scan(TableName=copy, **asked)["Items"]
    dynamodb.put_item(TableName=copy, Item=theirs | {"note": {"S": "another account's"}})
    said = typed(gazette, folder, "restoring", *BEFORE, *ELSEWHERE, RESTORED=copy)
    assert "0 written" in said
    assert "another account's" not in str(dynamodb.scan(TableName=table, **asked)["Items"])
    typed(gazette, folder, "restoring", *BEFORE, *AFTER, RESTORED=copy)


def test_pages_and_pictures_come_back_as_the_document_says(
    gazette: Newspaper, folder: Path
) -> None:
    story = gazette.publish("A story whose page is lost")
    s3, bucket = gazette.stack.client("s3"), gazette.stack.outputs["SiteBucketName"]
    picture = {"Bucket": bucket, "Key": "media/by-hand.webp"}
    s3.put_object(**picture, Body=b"picture")
    s3.delete_object(**picture)
    gazette.loses(story["path"])
    typed(gazette, folder, "restoring", *BEFORE, *PAGES)
    assert gazette.get(story["path"]).status == 200
    assert s3.get_object(**picture)["Body"].read() == b"picture"


def test_the_commands_for_two_newspapers_do_what_they_say(gazette: Newspaper, folder: Path) -> None:
    said = typed(gazette, folder, "several-newspapers", STACK="broadsheet")
    inside = {"$default", "missing", "authors", "editors", "broadsheet"}
    shared = {line for line in said.splitlines() if line and not line.startswith("Api")}
    assert {line for line in shared if " pages in " not in line} <= inside


def test_the_other_end_in_another_region_is_made_as_the_document_says(
    gazette: Newspaper, folder: Path
) -> None:
    story = gazette.publish("A story that is copied")
    s3 = gazette.stack.client("s3")
    media = gazette.stack.outputs["MediaBucketName"]
    s3.put_object(Bucket=media, Key="pictures/1", Body=b"picture")
    answer = folder / "answer.json"
    said = typed(
        gazette,
        folder,
        "second-region",
        DOCS=str(ROOT / "docs"),
        OTHER="eu-central-1",
        ANSWER=str(answer),
    )
    assert ".on.aws" in said
    copies = next(line for line in said.splitlines() if "index.html" in line)
    assert f"{story['path'][1:]}index.html" in copies
    assert json.loads(answer.read_text())["statusCode"] == 404
    names = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    (copy,) = {name for name in names if name.endswith("eu-central-1-media")}
    assert s3.get_object(Bucket=copy, Key="pictures/1")["Body"].read() == b"picture"


def test_a_newspaper_leaves_as_the_document_says_and_nothing_is_left(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    with second_newspaper(newspaper.stack, tmp_path, "leaver") as leaver:
        story = leaver.publish("A story that goes along")
        outputs = leaver.stack.outputs
        farewell = tmp_path / "farewell"
        said = typed(leaver, tmp_path, "leaving", STACK="leaver", FAREWELL=str(farewell))
        assert story["path"] in (farewell / "addresses.txt").read_text().split()
        assert any("goes along" in f.read_text("utf-8") for f in farewell.rglob("*.jsonl"))
        assert not any("leaver" in line for line in said.splitlines()[-4:])
        assert_nothing_is_left(leaver, outputs)


def assert_nothing_is_left(paper: Newspaper, outputs: dict[str, str]) -> None:
    client = paper.stack.client
    tables = client("dynamodb").list_tables()["TableNames"]
    assert outputs["TableName"] not in tables
    buckets = {bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]}
    assert not buckets & {outputs["SiteBucketName"], outputs["MediaBucketName"]}
    pools = client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    assert outputs["UserPoolId"] not in {pool["Id"] for pool in pools}
    functions = client("lambda").list_functions()["Functions"]
    assert not [f for f in functions if f["FunctionName"].startswith("leaver-")]
    queues = client("sqs").list_queues().get("QueueUrls", [])
    assert not [url for url in queues if "/leaver-" in url]
    distributions = client("cloudfront").list_distributions()["DistributionList"].get("Items", [])
    assert outputs["DistributionId"] not in {one["Id"] for one in distributions}
    groups = client("logs").describe_log_groups()["logGroups"]
    assert not [g for g in groups if "/leaver" in g["logGroupName"]]
    waiting = [
        key["KeyId"]
        for key in client("kms").list_keys()["Keys"]
        for told in [client("kms").describe_key(KeyId=key["KeyId"])["KeyMetadata"]]
        if told["KeyState"] == "PendingDeletion"
    ]
    assert len(waiting) == 1, "the key is what stays, for 30 days"

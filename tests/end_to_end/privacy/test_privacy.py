"""On the running stack: each role's part of a key, and an erasure that reaches everything."""

from typing import Any

from operate.erase_versions import erase_versions
from tests.support.newspaper import Newspaper

READER = "erased.reader@example.org"


def everything_stored(newspaper: Newspaper) -> str:
    """The table, and every version of every page."""
    dynamodb, s3 = newspaper.stack.client("dynamodb"), newspaper.stack.client("s3")
    table, bucket = (newspaper.stack.outputs[name] for name in ("TableName", "SiteBucketName"))
    scanned = dynamodb.get_paginator("scan").paginate(TableName=table)
    found = [str(item) for page in scanned for item in page["Items"]]
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for version in page.get("Versions", []):
            if version["Key"].endswith((".html", ".xml", ".json")):
                where = {"Key": version["Key"], "VersionId": version["VersionId"]}
                body = s3.get_object(Bucket=bucket, **where)["Body"].read()
                found.append(body.decode())
    return "\n".join(found)


def test_what_a_reader_said_is_exported_and_then_is_nowhere(newspaper: Newspaper) -> None:
    story = newspaper.publish("The archive is weeded")
    words = "An unforgettable remark."
    typed = {"name": "Ephemera", "email": READER, "body": words, "notify": "yes"}
    newspaper.anyone.form(f"/articles/{story['id']}/comments", typed).expect(303)
    comment = newspaper.pending(words)
    newspaper.editor.send("POST", f"/moderation/comments/{comment}/approve").expect(200)
    newspaper.until(lambda: words in newspaper.get(story["path"]).text, "on the page")
    asked = {"email": READER}
    newspaper.author.send("POST", "/privacy/export", asked).expect(403)
    held: Any = newspaper.editor.send("POST", "/privacy/export", asked).expect(200).json
    assert [c["body"] for c in held["comments"]] == [words]
    assert held["comments"][0]["notify"]["confirmed"] is False
    done: Any = newspaper.editor.send("POST", "/privacy/erase", asked).expect(200).json
    assert done == {"erased": 1, "complete": True, "paths": [story["path"]]}
    newspaper.until(lambda: words not in newspaper.get(story["path"]).text, "off the page")
    assert newspaper.stack.drain()
    assert erase_versions(newspaper.stack.client, newspaper.stack.outputs, done["paths"]) > 0
    stored = everything_stored(newspaper)
    assert story["path"] in stored
    for needle in (words, "Ephemera", READER):
        assert needle not in stored
    again: Any = newspaper.editor.send("POST", "/privacy/erase", asked).expect(200).json
    assert again == {"erased": 0, "complete": True, "paths": []}

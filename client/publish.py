"""An article as the API is sent it: once, however often and by whichever editor it is sent.

An idempotency key is one user's, and lasts a day. So an article is looked for on the site first.
Authors are not shown what others wrote: what they send again is a draft for the editors.
"""

import hashlib
import json
import re
import urllib.parse
from datetime import UTC, datetime
from typing import Any

from client.api import Api
from client.article_file import ArticleFile

_NEWEST = 100
"""So many of the section's articles are looked through."""


def publish(api: Api, file: ArticleFile, *, draft: bool, now: datetime | None = None) -> Any:
    """The article's receipt; the same file sent twice is one article.

    One with an hour to come waits for it, and one of the past keeps its date. Raises CommandError
    with the API's words.
    """
    if there := _published_as(api, file.article):
        return there
    now = now or datetime.now(UTC)
    article = as_sent(file, now, draft=draft)
    stays_draft = draft or file.is_draft or file.article.get("status", "published") != "published"
    key = _key_of(article)
    receipt = api.send("POST", "/articles", article, {"Idempotency-Key": key}).expect(201).json
    hours = {"publish_at": _begins(file, now), "unpublish_at": file.unpublish_at}
    wanted = {name: _hour(at) for name, at in hours.items() if at and at > now}
    if wanted and not stays_draft:
        path, again = f"/articles/{receipt['id']}/schedule", {"Idempotency-Key": f"{key}-hours"}
        hours_receipt = api.send("POST", path, wanted, again).expect(200).json
        receipt = hours_receipt | {
            "notes": [*receipt.get("notes", ()), *hours_receipt.get("notes", ())]
        }
    return receipt


def _begins(file: ArticleFile, now: datetime) -> datetime | None:
    """The hour to come at which it is published, if there is one."""
    return file.publish_at if file.publish_at and file.publish_at > now else None


def as_sent(file: ArticleFile, now: datetime, *, draft: bool) -> dict[str, Any]:
    """What is sent: a draft, or what is published at once, at the date that it bears."""
    article = dict(file.article)
    status = article.get("status", "published")
    if draft or file.is_draft or (status == "published" and _begins(file, now)):
        status = "draft"
    article["status"] = status
    article.pop("published_at", None)
    if status == "published" and file.publish_at:
        article["published_at"] = file.publish_at.isoformat().replace("+00:00", "Z")
    return article


def _key_of(article: dict[str, Any]) -> str:
    text = json.dumps(article, sort_keys=True, default=str)
    return f"publish-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _hour(at: datetime) -> dict[str, str]:
    return {"local": at.strftime("%Y-%m-%dT%H:%M:%S"), "zone": "UTC"}


def _published_as(api: Api, article: dict[str, Any]) -> dict[str, Any] | None:
    """The receipt of the published article that began as this one, whoever sent it, or None."""
    if not isinstance(article.get("section"), str):
        return None
    query = urllib.parse.urlencode({"section": article["section"], "limit": _NEWEST})
    listed = api.send("GET", f"/articles?{query}")
    # Whatever keeps the listing back is for the API to say, of the article itself.
    items = listed.json["items"] if listed.status == 200 else []
    alike = (item for item in items if item["title"].strip() == str(article["title"]).strip())
    found = next((item for item in alike if _began_as(api, item["id"], article)), None)
    if found is None:
        return None
    return {n: found[n] for n in ("id", "path", "url")} | {"status": "published", "is_there": True}


def _began_as(api: Api, article_id: str, article: dict[str, Any]) -> bool:
    first = api.send("GET", f"/articles/{article_id}/revisions/1")
    if first.status != 200:
        return False
    body: str = first.json["content"]["body"]
    return _without_pictures(body) == _without_pictures(str(article["body"]))


def _without_pictures(body: str) -> str:
    """A picture that was sent from another machine has another name."""
    return re.sub(r"media:[0-9a-f-]{36}", "media:", body).strip()

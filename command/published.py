"""Whether a file is on the site already: an idempotency key is one user's, and lasts a day.

Authors are not shown what others wrote: what they send again is a draft for the editors.
"""

import urllib.parse
from typing import Any

from local.api import Api

NEWEST = 100
"""So many of the section's articles are looked through."""


def published_as(api: Api, article: dict[str, Any]) -> dict[str, Any] | None:
    """The published article that began as this one, whoever sent it, or None."""
    if not isinstance(article.get("section"), str):
        return None
    query = urllib.parse.urlencode({"section": article["section"], "limit": NEWEST})
    listed = api.send("GET", f"/articles?{query}")
    # Whatever keeps the listing back is for the API to say, of the article itself.
    items = listed.json["items"] if listed.status == 200 else []
    alike = (item for item in items if item["title"].strip() == str(article["title"]).strip())
    return next((_receipt(item) for item in alike if _began_as(api, item["id"], article)), None)


def _began_as(api: Api, article_id: str, article: dict[str, Any]) -> bool:
    first = api.send("GET", f"/articles/{article_id}/revisions/1")
    if first.status != 200:
        return False
    body: str = first.json["content"]["body"]
    return body.strip() == str(article["body"]).strip()


def _receipt(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in ("id", "path", "url")} | {
        "status": "published",
        "is_there": True,
    }

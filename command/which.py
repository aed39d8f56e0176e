"""Which article somebody means: by its id, its path, its address or its title."""

import itertools
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator
from typing import Any

from client.api import Api
from client.errors import CommandError

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST = 200
"""Stories that have the words of a title, of which one may have that title."""


def article_id(api: Api, named: str) -> str:
    """The article's id. Raises CommandError where nothing is called so, or several are."""
    if is_id(named):
        return named
    path = urllib.parse.urlsplit(named).path
    if path.startswith("/"):
        return _by_path(api, f"{path.rstrip('/')}/")
    return _by_title(api, named)


def is_id(named: str) -> bool:
    """Whether it is an id as the API gives them out."""
    return _ID.fullmatch(named) is not None


def _by_path(api: Api, path: str) -> str:
    query = urllib.parse.urlencode({"path": path})
    items = api.send("GET", f"/articles?{query}").expect(200).json["items"]
    if items:
        return str(items[0]["id"])
    of_ours = (story for story in stories(api, {"status": "any"}, _MOST) if story["path"] == path)
    if found := next(of_ours, None):
        return str(found["id"])
    raise CommandError(f"there is no article at {path}")


def _by_title(api: Api, named: str) -> str:
    alike = list(stories(api, {"status": "any", "q": named}, _MOST)) if _has_letters(named) else []
    found = [story for story in alike if _folded(story["title"]) == _folded(named)]
    if len(found) == 1:
        return str(found[0]["id"])
    if not found:
        near = [f"  {story['id']}  {story['title']}" for story in alike[:5]]
        raise CommandError("\n".join([f"no article of yours is called {named!r}", *near]))
    told = [f"  {one['id']}  {one['status']}, changed {one['changed_at'][:16]}" for one in found]
    raise CommandError("\n".join([f"{len(found)} articles are called {named!r}; say which", *told]))


def stories(api: Api, asked: dict[str, str], most: int) -> Iterator[Any]:
    """Stories of the newsroom that whoever is signed in may see, up to so many."""
    query = urllib.parse.urlencode(asked | {"limit": str(min(most, 100))})
    yield from itertools.islice(api.items(f"/articles?{query}"), most)


def _has_letters(named: str) -> bool:
    return any(map(str.isalnum, named))


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())

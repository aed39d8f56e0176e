"""One publish, and when readers see it in each place."""

import http.client
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from bench.archive import AUTHORS, BODY, SECTIONS, TAGS
from broadsheet.domain.shared.slug import slug_of
from client.api import Api

PLACES = ("article page", "front page", "section", "tag", "author", "month archive", "feed")
PAUSE = 0.005
"""Seconds between two looks: the local cloud is one process, and has to render as well."""
PATIENCE = 60.0


class Reader:
    """Looks at pages over one connection that is kept open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._connection = kind(parts.netloc, timeout=30)

    def page(self, path: str) -> str:
        """The page's text; empty if there is none."""
        for _ in range(2):
            try:
                self._connection.request("GET", path)
                answer = self._connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
            except (http.client.HTTPException, OSError):
                self._connection.close()  # it was idle for too long: ask once more
            else:
                return text if answer.status == 200 else ""
        return ""


class Watch:
    """Publishes, and sees when it shows."""

    def __init__(self, url: str, token: str, name: str) -> None:
        self._api, self._reader, self._name = Api(url, token), Reader(url), name
        self._run = 1
        self.looks: list[float] = []

    def publish(self, number: int) -> dict[str, tuple[float, float]]:
        """Seconds until it is seen in each place: from the answer, and from the request's start."""
        section, tag, author = SECTIONS[number % 4], TAGS[number % 50], AUTHORS[number % 20]
        sent = {
            "title": f"Fresh from the press {self._name} {number}",
            "standfirst": "How long until a reader sees this?",
            "body": BODY,
            "section": section,
            "tags": [tag, TAGS[(number + 1) % 50], TAGS[(number + 2) % 50]],
            "byline": [{"name": author}],
            "status": "published",
        }
        began = time.perf_counter()
        answer = self._api.send("POST", "/articles", sent).expect(201)
        answered = time.perf_counter()
        path: str = answer.json["path"]
        seen = self._seen(path, self._places(path, section, tag, author))
        return {place: (at - answered, at - began) for place, at in seen.items()}

    def _places(
        self, path: str, section: str, tag: str, author: str
    ) -> dict[str, Callable[[], bool]]:
        addresses = (
            *(path, "/", f"/section/{slug_of(section)}/", f"/tag/{slug_of(tag)}/"),
            *(f"/author/{slug_of(author)}/", "", "/feed.xml"),
        )
        return {
            place: (lambda address=address: path in self._reader.page(address))  # type: ignore[misc]
            if address
            else (lambda: self._in_archive(path))
            for place, address in zip(PLACES, addresses, strict=True)
        }

    def _in_archive(self, path: str) -> bool:
        # From the newest run of the last look on: more may have come, and a run of many others.
        month, run = "/".join(path.split("/")[:3]), self._run
        while page := self._reader.page(f"{month}/" if run == 1 else f"{month}/page/{run}/"):
            self._run = run
            if path in page:
                return True
            run += 1
        return False

    def _seen(self, path: str, places: dict[str, Callable[[], bool]]) -> dict[str, float]:
        """The story first, and alone until it is there, as nothing leads to it before: each look
        takes the cloud's time from the pages that are looked for."""
        seen: dict[str, float] = {}
        deadline = time.perf_counter() + PATIENCE
        while len(seen) < len(places):
            for place in [p for p in places if p not in seen] if seen else PLACES[:1]:
                began = time.perf_counter()
                if places[place]():
                    seen[place] = time.perf_counter()
                self.looks.append(time.perf_counter() - began)
            time.sleep(PAUSE)
            if time.perf_counter() > deadline:
                missing = ", ".join(set(places) - set(seen))
                raise TimeoutError(f"{path} was not seen within {PATIENCE:.0f} s: {missing}")
        return seen

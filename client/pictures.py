"""Pictures beside a text, sent to the newsroom: once, however often the text is."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from client.api import Api, post_file
from client.errors import CommandError
from client.picture_names import TYPES

_ENDS = {"refused": "was refused", "failed": "could not be made"}
_SECONDS = 90
"""As long as one picture may take to be made ready: a decoder has 40 seconds, and two tries."""
_LARGEST = 20 * 1024 * 1024
"""Bytes of an upload (`domain/media/media.py`)."""


def type_of(path: Path) -> str:
    """What is said of the file to the API. Raises CommandError for what it does not take."""
    kind = TYPES.get(path.suffix.lower())
    if kind is None:
        taken = "JPEG, PNG, WebP, AVIF, GIF, HEIC, TIFF or BMP"
        raise CommandError(f"the picture {path.name} must be {taken}")
    if path.stat().st_size > _LARGEST:
        raise CommandError(f"the picture {path.name} has more than {_LARGEST // 1024**2} MiB")
    return kind


class Pictures:
    """Sends pictures to a site; what was sent from here is remembered in the file `memory`."""

    def __init__(
        self,
        api: Api,
        site: str,
        memory: Path,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api, self._site, self._memory, self._wait = api, site, memory, wait

    def id_of(self, path: Path, words: dict[str, str]) -> str:
        """The id under which the newsroom has it, with these words where it is new.

        Raises CommandError where it is refused, with the reason.
        """
        kind, raw = type_of(path), path.read_bytes()
        key = hashlib.sha256(raw).hexdigest()
        known = self._known().get(self._site, {}).get(key)
        if known and self._state(known).get("status") == "ready":
            return str(known)
        sent = {"type": kind} | {name: said for name, said in words.items() if said}
        mark = hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()[:8]
        headers = {"Idempotency-Key": f"picture-{key[:32]}-{mark}"}
        announced = self._api.send("POST", "/media", sent, headers).expect(201).json
        media_id = str(announced["id"])
        if self._state(media_id).get("status") != "ready":
            form = announced["upload"]
            post_file(form["url"], form["fields"], path.name, raw)
            self._until_ready(media_id, path)
        self._remember(key, media_id)
        return media_id

    def _state(self, media_id: str) -> dict[str, Any]:
        found = self._api.send("GET", f"/media/{media_id}")
        return found.json if found.status == 200 else {}

    def _until_ready(self, media_id: str, path: Path) -> None:
        for _ in range(_SECONDS * 2):
            state = self._state(media_id)
            if state.get("status") == "ready":
                return
            if ended := _ENDS.get(str(state.get("status"))):
                raise CommandError(f"the picture {path.name} {ended}: {state.get('reason')}")
            self._wait(0.5)
        raise CommandError(f"the picture {path.name} is not ready yet; send the article again")

    def _known(self) -> dict[str, dict[str, str]]:
        try:
            found = json.loads(self._memory.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _remember(self, key: str, media_id: str) -> None:
        known = self._known()
        known.setdefault(self._site, {})[key] = media_id
        self._memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._memory.write_text(json.dumps(known, indent=1), "utf-8")

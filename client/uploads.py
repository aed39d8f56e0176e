"""Pictures, recordings and captions, sent to the newsroom: each once, however often it is asked."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from client.api import Api, post_file
from client.errors import CommandError
from client.files import words_of
from client.picture_names import TYPES
from client.recording_names import TAKEN, TOLD

_ENDS = {"refused": "was refused", "failed": "could not be made"}
_SECONDS = 90
"""As long as one may take to be made ready: a decoder has 40 seconds, and two tries."""
_MEGABYTE = 1024 * 1024
_LARGEST = 20 * _MEGABYTE
"""Bytes of a picture (`domain/media/kinds.py`)."""
_PICTURES = "JPEG, PNG, WebP, AVIF, GIF, HEIC, TIFF or BMP"
_RECORDINGS = "MP4, WebM, MP3, M4A, Ogg or WebVTT"


def type_of(path: Path) -> str:
    """What is said of a picture to the API. Raises CommandError for what it does not take."""
    kind = TYPES.get(path.suffix.lower())
    if kind is None:
        raise CommandError(f"the picture {path.name} must be {_PICTURES}")
    _must_fit(path, _LARGEST)
    return kind


def announced_as(path: Path) -> dict[str, str]:
    """What is said of any file to the API: its type, and its name if it is no picture.

    Of a kind of recording that is not taken the API says what to do. Raises CommandError.
    """
    end = path.suffix.lower()
    recording = TAKEN.get(end) or TOLD.get(end)
    if recording:
        return {"type": recording, "name": path.name}
    if end not in TYPES:
        known = f"{_RECORDINGS}, or a picture: {_PICTURES}"
        raise CommandError(f"{path.name} must be {known}")
    return {"type": type_of(path)}


def _must_fit(path: Path, largest: int) -> None:
    if path.stat().st_size > largest:
        raise CommandError(f"{path.name} has more than {largest // _MEGABYTE} MiB")


class Uploads:
    """Sends files to a site; what was sent from here is remembered in the file `memory`."""

    def __init__(
        self,
        api: Api,
        site: str,
        memory: Path,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api, self._site, self._memory, self._wait = api, site, memory, wait
        self.sent_before = set[str]()
        """Ids of those that were there already: they keep the words that they have."""

    def id_of(self, path: Path, words: dict[str, str]) -> str:
        """The id under which the newsroom has it, with these words where it is new.

        Raises CommandError where it is refused, with the reason.
        """
        try:
            with path.open("rb") as file:
                key = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise CommandError(words_of(error, path)) from None
        kind = announced_as(path)
        known = self._known().get(self._site, {}).get(key)
        if known and self._state(known).get("status") == "ready":
            self.sent_before.add(str(known))
            return str(known)
        sent = kind | {name: said for name, said in words.items() if said}
        mark = hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()[:8]
        headers = {"Idempotency-Key": f"picture-{key[:32]}-{mark}"}
        announced = self._api.send("POST", "/media", sent, headers).expect(201).json
        media_id = str(announced["id"])
        if self._state(media_id).get("status") != "ready":
            form = announced["upload"]
            # How large films may be is the newsroom's to say.
            _must_fit(path, form["largest"])
            post_file(form["url"], form["fields"], path)
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
                raise CommandError(f"{path.name} {ended}: {state.get('reason')}")
            self._wait(0.5)
        raise CommandError(f"{path.name} is not ready yet; send it again")

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

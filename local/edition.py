"""The sample edition: written by an author, published by an editor, discussed by readers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from client import front_matter
from client.api import Api
from client.files import write_whole
from local.conversation import Conversation
from local.media import Media, with_picture
from local.stack import LocalStack

FOLDER = Path(__file__).parent / "edition"

Say = Callable[[str], None]


def article_of(text: str) -> dict[str, Any]:
    """The article in a file of the edition. Raises CommandError if it cannot be read."""
    document = front_matter.read(text)
    return {**document.fields, "body": document.body}


class Edition:
    """The files of `local/edition`, published once; what was published is kept under `home`."""

    def __init__(self, stack: LocalStack, say: Say) -> None:
        self._author = Api(stack.site_url, stack.note.token("amina"))
        self._editor = Api(stack.site_url, stack.note.token("editor"))
        self._reader = Api(stack.site_url)
        self._file = stack.home / "edition.json"
        self._media = Media(stack.client("s3"), stack.outputs["SiteBucketName"])
        self._say = say
        self._done: dict[str, dict[str, str]] = {}
        if self._file.exists() and not stack.is_new:
            self._done = json.loads(self._file.read_text())

    def publish(self, check: bool = False) -> None:
        """Publish what is not published yet. `check` asks the API rather than the notes."""
        self._media.put_missing(FOLDER / "media")
        files = sorted(FOLDER.glob("*.md"))
        for number, file in enumerate(files, 1):
            if check and file.stem in self._done:
                self._forget_if_gone(file.stem)
            if file.stem not in self._done:
                self._say(f"publishing the sample edition, {number} of {len(files)}")
                self._remember(file.stem, self._published(file))
        self._discuss()
        self._close(files)

    def _published(self, file: Path) -> dict[str, str]:
        article = self._linked(with_picture(article_of(file.read_text("utf-8"))))
        article.pop("comments", None)  # it is discussed first
        key = {"Idempotency-Key": f"edition-{file.stem}"}
        draft = self._author.send("POST", "/articles", article, key).expect(201)
        made = draft.json
        conditions = key | {"If-Match": draft.headers["ETag"]}
        address = f"/articles/{made['id']}/publish"
        self._editor.send("POST", address, headers=conditions).expect(200, 201)
        return {"id": made["id"], "path": made["path"]}

    def _linked(self, article: dict[str, Any]) -> dict[str, Any]:
        """The article with the ids of those that it names and that are published already."""
        ids = {name: done["id"] for name, done in self._done.items()}
        links: dict[str, Any] = {
            "also_read": [ids[name] for name in article.get("also_read", []) if name in ids]
        }
        if article.get("translation_of") in ids:
            links["translation_of"] = ids[article["translation_of"]]
        return {k: v for k, v in article.items() if k != "translation_of"} | links

    def _discuss(self) -> None:
        stories = {name: done["id"] for name, done in self._done.items() if "path" in done}
        people = self._reader, self._editor
        conversation = Conversation(*people, self._done, self._write, self._say)
        conversation.hold(FOLDER / "comments.yaml", stories)

    def _close(self, files: list[Path]) -> None:
        """The comments of those stories that say so, now that they have been discussed."""
        for file in files:
            article = article_of(file.read_text("utf-8"))
            story, name = self._done[file.stem], f"closed {file.stem}"
            if article.get("comments") == "closed" and self._done.get(name) != {"id": story["id"]}:
                whole = self._linked(with_picture(article))
                address = f"/articles/{story['id']}"
                self._editor.send("PUT", address, whole, {"If-Match": "*"}).expect(200)
                self._remember(name, {"id": story["id"]})

    def _forget_if_gone(self, name: str) -> None:
        if self._reader.send("GET", f"/articles/{self._done[name]['id']}").status == 404:
            del self._done[name]

    def _remember(self, name: str, what: dict[str, str]) -> None:
        self._done[name] = what
        self._write()

    def _write(self) -> None:
        write_whole(self._file, json.dumps(self._done, indent=2))

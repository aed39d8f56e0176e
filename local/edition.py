"""The sample edition: written by an author, published by an editor, discussed by readers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from local.api import Api
from local.publish import article_of
from local.stack import LocalStack

FOLDER = Path(__file__).parent / "edition"

Say = Callable[[str], None]


class Edition:
    """The files of `local/edition`, published once; what was published is kept under `home`."""

    def __init__(self, stack: LocalStack, say: Say) -> None:
        people = stack.people
        self._author = Api(stack.site_url, people.token("amina"))
        self._editor = Api(stack.site_url, people.token("editor"))
        self._reader = Api(stack.site_url)
        self._file = stack.home / "edition.json"
        self._say = say
        self._done: dict[str, dict[str, str]] = {}
        if self._file.exists() and not stack.is_new:
            self._done = json.loads(self._file.read_text())

    def publish(self, check: bool = False) -> None:
        """Publish what is not published yet. `check` asks the API rather than the notes."""
        files = sorted(FOLDER.glob("*.md"))
        for number, file in enumerate(files, 1):
            if check and file.stem in self._done:
                self._forget_if_gone(file.stem)
            if file.stem not in self._done:
                self._say(f"publishing the sample edition, {number} of {len(files)}")
                self._remember(file.stem, self._published(file))
        self._discuss()

    def _published(self, file: Path) -> dict[str, str]:
        article = article_of(file.read_text("utf-8"))
        article["also_read"] = [
            self._done[other]["id"] for other in article.get("also_read", []) if other in self._done
        ]
        key = {"Idempotency-Key": f"edition-{file.stem}"}
        draft = self._author.send("POST", "/articles", article, key).expect(201)
        made = draft.json
        conditions = key | {"If-Match": draft.headers["ETag"]}
        address = f"/articles/{made['id']}/publish"
        self._editor.send("POST", address, headers=conditions).expect(200, 201)
        return {"id": made["id"], "path": made["path"]}

    def _discuss(self) -> None:
        comments: list[dict[str, Any]] = yaml.safe_load((FOLDER / "comments.yaml").read_text())
        for number, comment in enumerate(comments):
            article = self._done[comment["article"]]["id"]
            if f"comment {number}" not in self._done:
                fields = {k: comment[k] for k in ("name", "email", "body")}
                self._reader.form(f"/articles/{article}/comments", fields).expect(303)
                if comment.get("approved", True):
                    self._approve(comment["body"].strip())
                self._remember(f"comment {number}", {"id": article})

    def _approve(self, body: str) -> None:
        pending = self._editor.send("GET", "/moderation/comments?state=pending").expect(200).json
        for comment in pending["items"]:
            if comment["body"].strip() == body:
                address = f"/moderation/comments/{comment['id']}/approve"
                self._editor.send("POST", address).expect(200)

    def _forget_if_gone(self, name: str) -> None:
        if self._reader.send("GET", f"/articles/{self._done[name]['id']}").status == 404:
            del self._done[name]

    def _remember(self, name: str, what: dict[str, str]) -> None:
        self._done[name] = what
        self._file.write_text(json.dumps(self._done, indent=2))

"""`make publish FILE=article.md`: a Markdown file with YAML front matter, through the API."""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

import yaml

from local import note
from local.api import Api
from local.cloud import CloudError
from local.people import GROUPS
from local.stack import HOME

_FENCE = "---\n"


def article_of(text: str) -> dict[str, Any]:
    """The article in a Markdown file. Raises CloudError if its front matter cannot be read."""
    if not text.startswith(_FENCE) or "\n---\n" not in text[len(_FENCE) :]:
        raise CloudError("the file must begin with front matter between two lines of ---")
    front, body = text[len(_FENCE) :].split("\n---\n", 1)
    try:
        fields = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise CloudError(f"the front matter is not YAML: {error}") from error
    if not isinstance(fields, dict):
        raise CloudError("the front matter must be fields and their values")
    return {**fields, "body": body.strip() + "\n"}


def publish(api: Api, text: str, status: str) -> dict[str, Any]:
    """Send it, with `status` unless its front matter has one; the same file twice is one article.

    Raises CloudError with the API's words where it refuses.
    """
    key = {"Idempotency-Key": f"publish-{hashlib.sha256(text.encode()).hexdigest()[:32]}"}
    article = {"status": status} | article_of(text)
    return api.send("POST", "/articles", article, key).expect(201).json


def main() -> None:
    """Publish one file, and print where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--user", default="editor")
    given = parser.parse_args()
    try:
        stack = note.read(HOME)
        api = Api(stack.site_url, stack.people.token(given.user))
        # An author's article waits for an editor.
        status = "published" if GROUPS.get(given.user) == "editors" else "draft"
        article = publish(api, given.file.read_text("utf-8"), status)
    except (CloudError, OSError, UnicodeDecodeError) as error:
        sys.exit(str(error))
    print(f"{article['status']}: {article.get('url') or article['path']} (id {article['id']})")


if __name__ == "__main__":
    main()

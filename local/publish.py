"""`make publish FILE=article.md`: a Markdown file with YAML front matter, through the API."""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

from command import front_matter
from local import note
from local.api import Api
from local.cloud import CloudError
from local.people import GROUPS
from local.stack import HOME


def article_of(text: str) -> dict[str, Any]:
    """The article in a Markdown file. Raises CloudError if its front matter cannot be read."""
    document = front_matter.read(text)
    return {**document.fields, "body": document.body}


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

"""`make mails`: the mails that the local stack sent, readable."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from client.ends import in_words
from client.running import HOME
from local import note


def mails(cloud_url: str) -> list[dict[str, Any]]:
    """Every mail that MiniStack kept, oldest first."""
    return sorted(_messages(_kept(cloud_url)), key=lambda mail: float(mail["Timestamp"]))


def _kept(cloud_url: str) -> Any:
    with urllib.request.urlopen(f"{cloud_url}/_ministack/ses/messages", timeout=10) as answer:
        return json.load(answer)


def _messages(kept: Any) -> Iterator[dict[str, Any]]:
    """They are grouped by account."""
    if isinstance(kept, list):
        for entry in kept:
            yield from _messages(entry)
    elif isinstance(kept, dict) and "MessageId" in kept:
        yield kept
    elif isinstance(kept, dict):
        for entry in kept.values():
            yield from _messages(entry)


def _readable(mail: dict[str, Any]) -> str:
    when = datetime.fromtimestamp(float(mail["Timestamp"])).astimezone()
    head = (
        f"Date     {when:%Y-%m-%d %H:%M:%S}",
        f"From     {mail['Source']}",
        f"To       {', '.join(mail['To'])}",
        f"Subject  {mail['Subject']}",
    )
    return "\n".join((*head, "", mail["BodyText"].strip(), ""))


def main() -> None:
    """Print them, the newest last. Exits with a word on standard error where nothing runs."""
    with in_words():
        found = mails(note.read(HOME).cloud_url)
    print(f"\n{'-' * 72}\n".join(map(_readable, found)) or "No mail was sent yet.")


if __name__ == "__main__":
    main()

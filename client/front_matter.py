"""The fields before a text, as static site generators write them: YAML, TOML or JSON."""

import json
import re
import tomllib
from contextlib import suppress
from typing import Any, NamedTuple

import yaml
from frontmatter import detect_format
from frontmatter.default_handlers import BaseHandler, JSONHandler

from client.errors import CommandError


class Document(NamedTuple):
    """A file taken apart."""

    fields: dict[str, Any]
    body: str


class _Fenced(BaseHandler):
    def detect(self, text: str) -> bool:
        with suppress(ValueError):  # a fence that nothing closes
            return super().detect(text) and bool(self.split(text))
        return False


class _YAML(_Fenced):
    FM_BOUNDARY = re.compile(r"^---[ \t]*$|(?<=\n)\.\.\.[ \t]*$", re.M)

    def load(self, fm: str) -> Any:
        # Not by libyaml, as the library's own: it dies of what is nested too deeply.
        return yaml.safe_load(fm)


class _TOML(_Fenced):
    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$", re.M)

    def load(self, fm: str) -> dict[str, Any]:
        # The library's own handler asks for a package; Python has a module.
        return tomllib.loads(fm)


class _JSON(JSONHandler):
    FM_BOUNDARY = re.compile("{")

    def split(self, text: str) -> tuple[str, str]:
        # The object ends where it ends, not at a brace on a line of its own.
        _, end = json.JSONDecoder().raw_decode(text)
        return text[:end], text[end:]


def read(text: str) -> Document:
    """The fields and the text below them. Raises CommandError where there are none to be read."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    handler = detect_format(text, (_YAML(), _TOML(), _JSON()))
    if handler is None:
        raise CommandError(
            "the file must begin with front matter: YAML between two lines of ---, TOML between "
            "two lines of +++, or a JSON object"
        )
    try:
        front, body = handler.split(text)
        fields = handler.load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        kind = type(handler).__name__.strip("_")
        raise CommandError(f"the front matter is not {kind}: {error}") from error
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        raise CommandError("the front matter must be fields and their values")
    return Document(fields, body.strip() + "\n")

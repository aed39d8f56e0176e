"""The fields before a text, as static site generators write them: YAML, TOML or JSON."""

import json
import math
import re
import tomllib
from contextlib import suppress
from typing import Any, ClassVar, NamedTuple

import yaml
from frontmatter import detect_format
from frontmatter.default_handlers import BaseHandler, JSONHandler

from client.errors import CommandError

_UNREADABLE = (
    *(yaml.YAMLError, ValueError, RecursionError),
    # PyYAML's for values that are not of the type that they say they are: !!bool x, !!int "".
    *(LookupError, AttributeError, TypeError, OverflowError),
)
_MOST = 10_000
"""Values in all. YAML repeats what has an anchor for a few bytes, and that within itself."""
_LARGEST = 2**63


class Document(NamedTuple):
    """A file taken apart."""

    fields: dict[str, Any]
    body: str


class _Fenced(BaseHandler):
    def detect(self, text: str) -> bool:
        with suppress(ValueError):  # a fence that nothing closes
            return super().detect(text) and bool(self.split(text))
        return False


class _Once(yaml.SafeLoader):
    """YAML in which no field is there twice: the last one would win, in silence.

    What else in this process reads YAML may have taught the base class tags of its own.
    """

    yaml_multi_constructors: ClassVar[dict[str | None, Any]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for twice in (name for n, name in enumerate(names) if name in names[:n]):
            raise yaml.constructor.ConstructorError(
                None, None, f"the field {twice[:60]!r} is there twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


class _YAML(_Fenced):
    FM_BOUNDARY = re.compile(r"^---[ \t]*$|(?<=\n)\.\.\.[ \t]*$", re.M)

    def load(self, fm: str) -> Any:
        # Not by libyaml, as the library's own: it dies of what is nested too deeply.
        return yaml.load(fm, _Once)


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
    except _UNREADABLE as error:
        kind = type(handler).__name__.strip("_")
        raise CommandError(f"the front matter is not {kind}: {error}") from error
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        raise CommandError("the front matter must be fields and their values")
    _must_be_plain(fields)
    return Document(fields, body.strip() + "\n")


def _must_be_plain(fields: dict[str, Any]) -> None:
    """What can be sent as JSON, each value of it once. Raises CommandError."""
    waiting: list[Any] = [fields]
    for looked_at in range(_MOST + 1):
        if not waiting:
            return
        value = waiting.pop()
        if looked_at == _MOST:
            raise CommandError(f"the front matter has more than {_MOST} values")
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple | set):
            waiting += value
        elif wrong := _not_plain(value):
            raise CommandError(f"the front matter has {wrong}")


def _not_plain(value: Any) -> str | None:
    if isinstance(value, str):
        return None if value.isprintable() or _is_text(value) else "half a character"
    if isinstance(value, bytes):
        return "bytes where a text must be"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value}, which is no number"
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return "a number that is too large"
    return None


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The fields before a text, as static site generators write them: YAML, TOML or JSON."""

import json
import math
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import yaml
from frontmatter import detect_format
from frontmatter.default_handlers import BaseHandler, JSONHandler

from client.errors import CommandError

_NO_VALUE = (ValueError, LookupError, AttributeError, TypeError, OverflowError)
"""PyYAML's for values that are not of the type that they say they are: !!bool x, !!int ""."""
_UNREADABLE = (yaml.YAMLError, RecursionError, *_NO_VALUE)
_AT_LINE = re.compile(
    r"\(at line (\d+), column \d+\)|: line (\d+) column \d+ \(char \d+\)", re.ASCII
)
_FIELD = re.compile(
    r"""[{\s]*"([^"\n]+)"\s*:|\[+([\w.-]+)\]|["']?([\w.-]+)["']?\s*[:=](?=\s|$|["'\[{])"""
)
"""The outermost fields of JSON, of TOML's tables, and of YAML and TOML."""
_NOT_PLAIN = ("'", '"', "|", ">", "[", "{", "&", "*", "!")
"""What YAML's other values begin with."""
_MOST = 10_000
"""Values in all. YAML repeats what has an anchor for a few bytes, and that within itself."""
_LARGEST = 2**63


class Document(NamedTuple):
    """A file taken apart: its fields, and the same with numbers, days and the like as written.

    `lines` are those of the file in which its fields stand, `begins` is that of the text; `kind` is
    YAML, TOML, JSON, or empty where there is no front matter.
    """

    fields: dict[str, Any]
    body: str
    words: dict[str, Any]
    lines: dict[str, int]
    begins: int = 1
    kind: str = ""
    cut: Mapping[str, str] = MappingProxyType({})
    """What stands behind a # that nothing parts from it (`Who is #1`), by the field."""

    def line_of(self, field: str) -> int:
        """The line at which it stands, or the first."""
        if field == "body":
            return self.begins
        outermost = field.partition(".")[0].lower()
        return next((n for name, n in self.lines.items() if name.lower() == outermost), 1)


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
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the field {key.value[:60]!r} is there twice", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except _NO_VALUE as error:
            said = f"{str(node.value)[:60]!r} cannot be read, {error}"
            raise yaml.constructor.ConstructorError(None, None, said, node.start_mark) from None


def _set(loader: _Once, node: yaml.Node) -> list[Any]:
    """In the order of the file, which is the same in every process."""
    return list(loader.construct_mapping(node)) if isinstance(node, yaml.MappingNode) else []


_Once.add_constructor("tag:yaml.org,2002:set", _set)


class _YAML(_Fenced):
    FM_BOUNDARY = re.compile(r"^---[ \t]*$|(?<=\n)\.\.\.[ \t]*$", re.M)

    def load(self, fm: str) -> Any:
        # Not by libyaml, as the library's own: it dies of what is nested too deeply.
        return yaml.load(fm, _Once)

    def as_written(self, fm: str) -> Any:
        """The same, each value in the characters of the file."""
        return yaml.load(fm, yaml.BaseLoader)


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
    document = read_any(text)
    if not document.kind:
        raise CommandError(
            "the file must begin with front matter: YAML between two lines of ---, TOML between "
            "two lines of +++, or a JSON object"
        )
    return document


def read_any(text: str) -> Document:
    """The same, also of a file that is nothing but text. Raises CommandError with a line."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    skipped = len(text) - len(text.lstrip("\n"))
    text = text.lstrip("\n")
    handler = detect_format(text, (_YAML(), _TOML(), _JSON()))
    if handler is None:
        _must_be_closed(text, skipped)
        return Document({}, text.strip() + "\n", {}, {}, skipped + 1)
    kind = type(handler).__name__.strip("_")
    front, body = _parts(handler, text, kind, skipped)
    try:
        fields = handler.load(front)
    except _UNREADABLE as error:
        raise _no_front_matter(kind, error, skipped) from error
    if not isinstance(fields, dict) or not all(_is_name(name) for name in fields):
        raise CommandError("the front matter must be fields and their values")
    _must_be_plain(fields)
    words = _in_words(fields, handler.as_written(front) if isinstance(handler, _YAML) else fields)
    # `on` is a name, which YAML 1.1 takes for true.
    named = dict(zip(words, fields.values(), strict=True))
    begins = skipped + text.count("\n", 0, len(text) - len(body.lstrip())) + 1
    lines, text = _lines(front, skipped), body.strip() + "\n"
    cut = _hashed(front) if kind == "YAML" else {}
    return Document(named, text, words, lines, begins, kind, cut)


def _parts(handler: Any, text: str, kind: str, skipped: int) -> tuple[str, str]:
    try:
        front, body = handler.split(text)
    except _UNREADABLE as error:
        raise _no_front_matter(kind, error, skipped) from error
    return str(front), str(body)


def _no_front_matter(kind: str, error: Exception, skipped: int) -> CommandError:
    """The library's words, with the line of the file in place of that of the front matter."""
    said, line = str(error), 0
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        said = " ".join(filter(None, (error.context, error.problem)))
        line = error.problem_mark.line + 1
    elif found := _AT_LINE.search(said):
        said, line = said.replace(found[0], "").strip(), int(found[1] or found[2])
    # A line of JSON is the file's; YAML begins in the line of its fence, and TOML after it.
    where = f" (line {line + skipped})" if line else ""
    return CommandError(f"the front matter is not {kind}: {said}{where}")


def _must_be_closed(text: str, skipped: int) -> None:
    fence = text[:3]
    if fence in ("---", "+++") and _FIELD.match(text[3:].lstrip("\n")):
        raise CommandError(f"the front matter has no end: no second {fence} (line {skipped + 1})")


def _is_name(name: object) -> bool:
    return isinstance(name, str | int | float | date) and str(name) != ""


def _in_words(value: Any, written: Any) -> Any:
    """`value` with what is written for each of its numbers, days and the like."""
    if isinstance(value, dict):
        known = written if isinstance(written, dict) else {}
        names = known if len(known) == len(value) else value
        return {
            str(named): _in_words(one, known.get(named))
            for named, one in zip(names, value.values(), strict=True)
        }
    if isinstance(value, list | tuple | set):
        known_list = written if isinstance(written, list) else list(value)
        return [_in_words(*pair) for pair in zip(value, known_list, strict=False)]
    if value is None or isinstance(value, str):
        return value
    return written if isinstance(written, str) else str(value)


def _lines(front: str, skipped: int) -> dict[str, int]:
    """Where each of the outermost fields stands; the fence is the first line."""
    found: dict[str, int] = {}
    for number, line in enumerate(front.split("\n"), skipped + 1):
        if named := _FIELD.match(line):
            found.setdefault(named[1] or named[2] or named[3], number)
    return found


def _hashed(front: str) -> dict[str, str]:
    """Words behind a # that YAML takes for comments, which begin with a space as a rule."""
    found: dict[str, str] = {}
    field, is_block = "", False
    for line in front.split("\n"):
        is_item = line.lstrip().startswith("- ")
        named = None if is_item or line[:1].isspace() else _FIELD.match(line)
        if named:
            field = named[1] or named[2] or named[3]
        value = line[named.end(3) + 1 :] if named and named[3] else line.lstrip(" -")
        is_block = value.lstrip()[:1] in ("|", ">") if named else is_block
        if field and not is_block and (named or is_item) and (words := _behind_a_hash(value)):
            found[field] = f"{found[field]}, {words}" if field in found else words
    return found


def _behind_a_hash(value: str) -> str:
    """What stands behind the first # of a plain value, with it; of others nothing is cut."""
    if value.lstrip()[:1] in _NOT_PLAIN:
        return ""
    first = f" {value.lstrip()}".find(" #")
    words = value.lstrip()[max(first, 0) :] if first >= 0 else ""
    return words.strip() if len(words) > 1 and words[1] not in " \t#!" else ""


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

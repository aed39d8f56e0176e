"""One shape for reading and writing: what GET answers can be sent back, and differences are told.

What of an answer nobody can change by sending it is read-only: sent as it is, nothing is said of
it; sent otherwise, it is wrong. What is kept otherwise than it was sent is named by a note.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar, cast

import msgspec

from broadsheet.adapters.http.submitted import Model, sent_fields
from broadsheet.domain.shared.errors import FieldError, Invalid
from broadsheet.domain.shared.notes import KEPT_AS, KEPT_AS_ID, Note, shown
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.sentence import N_, for_programs

R = TypeVar("R", bound=Record)

Json = Any
"""A value of JSON, as it was read."""
_MISSING = object()
_REFERENCES = frozenset({"also_read", "dont_miss", "translation_of", "lead", "pinned", "hidden"})
"""Fields that name articles by id or address, and keep their ids."""


class ReadOnly(NamedTuple):
    """A field that nobody can change by sending it.

    `also` are values of it that are right whatever is there; `name` is whose it is in a list.
    """

    pointer: str
    value: Json
    also: tuple[Json, ...] = ()
    name: str | None = None


def apart(
    fields: Mapping[str, Json],
    takes: type[Model],
    gives: type[msgspec.Struct],
    settled: Collection[str] = (),
) -> tuple[dict[str, Json], list[ReadOnly]]:
    """What a model `takes` of the fields (and what nobody knows), and what an answer only `gives`.

    `settled` is what the model would take, but not any more of what is there already.
    """
    only_read = (set(gives.__struct_fields__) - set(takes.__struct_fields__)) | set(settled)
    kept = {name: value for name, value in fields.items() if name not in only_read}
    return kept, [ReadOnly(f"/{n}", v) for n, v in fields.items() if n in only_read]


def own_picture(pointer: str, sent: Json, beside: list[ReadOnly]) -> Json:
    """One of the newsroom's own pictures without the address that it has anyway."""
    if not isinstance(sent, dict) or not sent.get("media") or sent.get("url") is None:
        return sent
    beside.append(ReadOnly(f"{pointer}/url", sent["url"]))
    without = {name: value for name, value in sent.items() if name != "url"}
    return without | ({"alt": None} if sent.get("alt") == "" else {})


def without_focus(pointer: str, sent: Json, beside: list[ReadOnly]) -> Json:
    """A picture without the focal point, which is that of the newsroom's own of its id."""
    if not isinstance(sent, dict) or "focus" not in sent:
        return sent
    if sent["focus"] is not None:
        beside.append(ReadOnly(f"{pointer}/focus", sent["focus"]))
    return {name: value for name, value in sent.items() if name != "focus"}


class AsSent(Generic[R]):
    """Implements `Sent`: `told` is what GET answers of a record; `fields` are what was sent."""

    def __init__(
        self,
        fields: Mapping[str, Json],
        told: Callable[[R], Json],
        read_only: Sequence[ReadOnly] = (),
    ) -> None:
        self.fields, self._told, self._read_only = fields, told, tuple(read_only)

    def must_fit(self, before: Record | None) -> None:
        """Raises Invalid that names each read-only field that is not as it is; None is nothing."""
        if not self._read_only:
            return
        now = self._answer(before) if before else {}
        wrong = [
            FieldError(
                one.pointer,
                "read_only",
                for_programs(f"cannot be changed here; it is {_said(values)}"),
            )
            for one in self._read_only
            for values in [_values(now, one)]
            if not any(_is_equal(one.value, value) for value in (*values, *one.also))
        ]
        if wrong:
            raise Invalid(wrong)

    def notes(self, after: Record) -> tuple[Note, ...]:
        """What of it is not kept as it was sent. What was not sent is no matter, nor is null."""
        read = {one.pointer for one in self._read_only if one.pointer.count("/") == 1}
        now = self._answer(after)
        return tuple(
            note
            for name, value in self.fields.items()
            if f"/{name}" not in read
            for note in _differences(f"/{name}", value, now.get(name, _MISSING))
        )

    def _answer(self, record: Record) -> dict[str, Json]:
        told = msgspec.to_builtins(self._told(cast(R, record)))
        return cast(dict[str, Json], msgspec.json.decode(msgspec.json.encode(told)))


def understood(raw: bytes, model: Model) -> AsSent[Record]:
    """What is kept as a model understood it."""
    kept = msgspec.to_builtins(model)
    return AsSent(sent_fields(raw), lambda _record: kept)


def _is_equal(sent: Json, kept: Json) -> bool:
    """Whether it is the same; of a moment, wherever its clock stands."""
    if sent == kept or not (isinstance(sent, str) and isinstance(kept, str)):
        return bool(sent == kept)
    try:
        moments = [datetime.fromisoformat(text.upper()) for text in (sent, kept)]
    except ValueError:
        return False
    return all(moment.tzinfo for moment in moments) and moments[0] == moments[1]


def _said(values: Sequence[Json]) -> str:
    return shown(_as_json(values[0])) if values else "not there"


def _values(now: Json, one: ReadOnly) -> list[Json]:
    """What stands there now, at the pointer or by the name of that which it is of."""
    *steps, last = one.pointer.split("/")[1:]
    for step in steps:
        if isinstance(now, list) and one.name is not None:
            return [item.get(last) for item in now if item.get("name") == one.name]
        now = now.get(step) if isinstance(now, dict) else None
    return [now[last]] if isinstance(now, dict) and last in now else []


def _differences(pointer: str, sent: Json, kept: Json) -> Iterator[Note]:
    if sent is None or kept is _MISSING:
        return
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name, value in sent.items():
            yield from _differences(f"{pointer}/{name}", value, kept.get(name, _MISSING))
    elif isinstance(sent, list) and isinstance(kept, list):
        yield from _of_lists(pointer, sent, kept)
    elif not _is_same(sent, kept):
        yield _note(pointer, sent, kept)


def _is_same(sent: Json, kept: Json) -> bool:
    """Whether it is kept as it was sent; what has a name may be sent as its name."""
    if isinstance(kept, dict) and isinstance(sent, str):
        kept = kept.get("name")
    if isinstance(kept, dict) and isinstance(sent, dict):
        return all(v is None or k not in kept or _is_same(v, kept[k]) for k, v in sent.items())
    return _is_equal(sent, kept) or (sent == "" and kept is None)


def _of_lists(pointer: str, sent: list[Json], kept: list[Json]) -> Iterator[Note]:
    if len(sent) == len(kept):
        left = list(kept)
        for item in sent:
            left = _without(left, item)
        if not left and not all(map(_is_same, sent, kept)):
            yield Note(pointer, "reordered", N_("These are kept in another order."))
        elif left:
            for n, (one, other) in enumerate(zip(sent, kept, strict=True)):
                yield from _differences(f"{pointer}/{n}", one, other)
        return
    left, other = list(kept), list[tuple[int, Json]]()
    for n, item in enumerate(sent):
        rest = _without(left, item)
        if len(rest) == len(left):
            other.append((n, item))
        left = rest
    for n, item in other:
        alike = next((one for one in left if _folded(one) == _folded(item)), None)
        if alike is None:
            yield _left_out(f"{pointer}/{n}", item, kept)
        else:
            left.remove(alike)
            yield from _differences(f"{pointer}/{n}", item, alike)


def _folded(item: Json) -> Json:
    """What is much the same, as one: a name without regard to space and case."""
    item = item.get("name", item) if isinstance(item, dict) else item
    return " ".join(item.split()).casefold() if isinstance(item, str) else item


def _without(items: list[Json], one: Json) -> list[Json]:
    """The items without the first that is the same."""
    for n, item in enumerate(items):
        if _is_same(one, item):
            return [*items[:n], *items[n + 1 :]]
    return items


def _left_out(pointer: str, item: Json, kept: list[Json]) -> Note:
    what = shown(item.get("name", item) if isinstance(item, dict) else item)
    if pointer.split("/")[1] in _REFERENCES and len(kept) and item not in kept:
        return Note(pointer, "joined", N_("This is kept by its id, or named twice."), what)
    words = N_("This is not kept: it is one with another, or the same.")
    return Note(pointer, "joined", words, what)


def _note(pointer: str, sent: Json, kept: Json) -> Note:
    kept = kept.get("name", kept) if isinstance(kept, dict) else kept
    if pointer.split("/")[1] in _REFERENCES:
        return Note(pointer, "kept_as_id", str(KEPT_AS_ID.of(kept=str(kept))), shown(sent))
    if isinstance(sent, str) and isinstance(kept, str) and sent.strip() == kept:
        return Note(
            pointer, "trimmed", N_("This is kept without the space around it."), shown(sent)
        )
    # What is shown in one line may be all the difference there is.
    what = shown(sent) if shown(sent) != shown(kept) else shown(_as_json(sent))
    return Note(pointer, "changed", str(KEPT_AS.of(kept=shown(_as_json(kept)))), what)


def _as_json(value: Json) -> str:
    return msgspec.json.encode(value).decode()

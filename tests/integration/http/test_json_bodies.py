"""JSON that two readers would read differently is refused by every operation, with the reason."""

import re

import pytest

from broadsheet.adapters.http.json_body import read_json
from broadsheet.adapters.http.operation import Operation
from broadsheet.adapters.http.operations import OPERATIONS
from broadsheet.domain.shared.errors import Malformed
from tests.support.api import Api

BAD = {
    "NaN": (b'{"title": NaN}', "json_invalid"),
    "infinity": (b'{"title": [-Infinity, Infinity]}', "json_invalid"),
    "a name twice": (b'{"title": "a", "title": "b"}', "json_double_name"),
    "a name twice, written otherwise": (b'{"title": 1, "t\\u0069tle": 2}', "json_double_name"),
    "a name twice, deep": (b'{"x": [{"a": {"b": 1, "b": 1}}]}', "json_double_name"),
    "half a character": (b'{"title": "\\ud800"}', "json_invalid"),
    "half a character in a name": (b'{"\\udc00": 1}', "json_invalid"),
    "a large integer": (b'{"title": 9007199254740992}', "json_number_too_large"),
    "an integer of 5,000 digits": (b'{"title": -' + b"9" * 5000 + b"}", "json_invalid"),
    "a large number": (b'{"title": 1e999}', "json_number_too_large"),
    "depth": (b"[" * 100_000 + b"]" * 100_000, "json_invalid"),
    "depth of objects": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "json_invalid"),
    "no UTF-8": (b'{"title": "\xff"}', "json_invalid"),
    "a mark of the order of bytes": (b'\xef\xbb\xbf{"title": "a"}', "json_invalid"),
    "UTF-16": ('{"title": "a"}'.encode("utf-16"), "json_invalid"),
    "a control character": (b'{"title": "\x00"}', "json_invalid"),
    "half": (b'{"title": ', "json_invalid"),
    "two": (b"{}{}", "json_invalid"),
    "a comma": (b'{"title": "a",}', "json_invalid"),
    "a comment": (b"{/**/}", "json_invalid"),
    "nothing": (b"", "json_invalid"),
}
WITH_BODY = [o for o in OPERATIONS if o.body and "application/json" in o.takes]


@pytest.mark.parametrize("raw", [b'{"title": NaN}', b'{"a": 1, "a": 1}', b'{"a": 1e999}'])
@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda o: f"{o.method} {o.path}")
def test_every_operation_refuses_it(api: Api, operation: Operation, raw: bytes) -> None:
    made = api.submit()
    path = operation.path.replace("{id}", made["id"])
    path = re.sub(r"\{\w+\}", "1", path)
    reply = api(
        operation.method,
        path,
        by="edith" if operation.roles else None,
        raw=raw,
        content_type="application/json",
        accept="application/json",
        if_match="*",
    )
    assert (reply.status, reply.code) == (400, "malformed"), reply.body


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_with_it_is_said(name: str) -> None:
    raw, code = BAD[name]
    with pytest.raises(Malformed) as refused:
        read_json(raw)
    assert {error.code for error in refused.value.errors} == {code}
    assert all(len(error.detail) < 200 for error in refused.value.errors)
    assert not re.search("utf-8-sig|codec|recursion", refused.value.errors[0].detail)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'{"title": "Rain in Berlin \\ud83d"}', "after “n in Berlin ”"),
        (b'[{"\\udc00": 1}]', 'after “[{"”'),
        (b'"\xc3\xa9\\u00e9\\ud83d\\ude00\\ud83dx"', 'after “"éé\U0001f600”'),
        (b'{"title": ', "line 1 column 11"),
        (b'{"title": "\xff"}', "byte 12 "),
    ],
)
def test_where_it_is_no_json_is_said(raw: bytes, where: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_json(raw)
    assert where in refused.value.errors[0].detail


def test_json_that_everybody_reads_alike_is_read() -> None:
    assert read_json(b' {"a": [1, -9007199254740991, 1.5e300, "\\ud83d\\ude00", null]} ') == {
        "a": [1, -9007199254740991, 1.5e300, "\U0001f600", None]
    }

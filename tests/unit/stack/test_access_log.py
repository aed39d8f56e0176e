"""The access log of the API: each line is JSON whatever happened, and none tells who asked.

Which variables there are: Amazon API Gateway Developer Guide, 'Customize HTTP API access logs'.
"""

import json
import re

import pytest

from tests.support.template import properties

FORMAT: str = properties("Api")["AccessLogSettings"]["Format"]
VARIABLE = re.compile(r"\$context\.([A-Za-z.]+)")
MISSING = "-"
"""What API Gateway writes for a variable that a request has no value of."""
DOCUMENTED = {
    "requestId",
    "requestTime",
    "routeKey",
    "status",
    "responseLength",
    "responseLatency",
    "integrationStatus",
    "integrationLatency",
    "integrationErrorMessage",
    "error.message",
    "authorizer.error",
}
"""Those that are logged: nothing that a caller wrote. A route is the template's, not the path."""
NASTY = [
    MISSING,
    "",
    "Unauthorized",
    'Unable to find a key "x" {"a": 1}',
    "C:\\temp\\",
    "two\nlines\tand a tab",
    '"}\n{"forged":"line',
    "Türkiye 😀 \u2028",
    "x" * 5000,
]


def rendered(value: str) -> str:
    """A line in which every variable has this value.

    Quotes, backslashes and control characters are escaped in it, as API Gateway does (seen in its
    logs; the documentation promises as much of `error.messageString` alone, which brings quotes).
    """
    return VARIABLE.sub(lambda _: json.dumps(value, ensure_ascii=False)[1:-1], FORMAT)


def test_only_what_is_documented_is_logged_and_nothing_of_who_asked() -> None:
    assert set(VARIABLE.findall(FORMAT)) == DOCUMENTED
    assert "$" not in VARIABLE.sub("", FORMAT)


@pytest.mark.parametrize("value", NASTY)
def test_every_line_is_one_object_of_json(value: str) -> None:
    line = rendered(value)
    assert "\n" not in line
    told = json.loads(line)
    assert set(told.values()) == {value}
    assert len(told) == len(DOCUMENTED)


def test_each_value_stands_in_quotes_as_what_is_missing_is_no_json() -> None:
    bare = FORMAT
    for name in DOCUMENTED:
        bare = bare.replace(f'"$context.{name}"', "")
    assert "$context" not in bare

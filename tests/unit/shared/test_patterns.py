"""A pattern is compiled when it is first asked for, and is one like any other from then on."""

import re

import pytest

from broadsheet.domain.shared.patterns import pattern


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    made = pattern("(?P<day>[a-z]+)day", re.IGNORECASE)
    found = made.fullmatch("MonDAY")
    assert found is not None
    assert found["day"] == "Mon"
    assert made.sub("*", "Monday and friday") == "* and *"
    assert made.findall("monday") == ["mon"]
    assert (made.pattern, made.groupindex["day"]) == ("(?P<day>[a-z]+)day", 1)


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_ = re.compile

    def counted(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile_(source, flags)

    monkeypatch.setattr(re, "compile", counted)
    made = pattern("a+")
    assert pattern(f"{made.pattern}b").pattern == "a+b"
    assert compiled == []
    assert [bool(made.search(text)) for text in ("baa", "b", "a")] == [True, False, True]
    assert compiled == ["a+"]

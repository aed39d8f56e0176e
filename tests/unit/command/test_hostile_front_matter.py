"""Front matter that is none is refused with words, and never by an error of a library."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.article_file import article_of
from client.errors import CommandError
from client.front_matter import read

_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)
HOSTILE = {
    "anchors within anchors": f"---\n{_LAUGHS}title: *y\n---\nx",
    "an anchor within itself": "---\ntitle: &a [*a]\n---\nx",
    "tags within tags": f"---\ntitle: x\n{_LAUGHS}tags: *y\n---\nx",
    "depth": "---\ntitle: " + "[" * 50_000 + "\n---\nx",
    "depth of JSON": '{"title": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "depth of TOML": "+++\ntitle = " + "[" * 10_000 + "]" * 10_000 + "\n+++\nx",
    "a field twice": "---\ntitle: a\ntitle: b\n---\nx",
    "an object of Python": "---\ntitle: !!python/object/apply:os.system [id]\n---\nx",
    "an unknown tag": "---\ntitle: !x y\n---\nx",
    "no boolean": "---\ntitle: !!bool x\n---\nx",
    "no number": '---\ntitle: !!int ""\n---\nx',
    "no time": "---\ntitle: !!timestamp x\n---\nx",
    "no such day": "---\ntitle: 2026-13-45\n---\nx",
    "bytes": "---\ntitle: !!binary aGk=\n---\nx",
    "a list as a name": "---\n? [a]\n: b\n---\nx",
    "infinity": "---\ntitle: .inf\n---\nx",
    "no number in JSON": '{"title": NaN}',
    "a large number": f"---\ntitle: {'9' * 5000}\n---\nx",
    "a number of 40 digits": f"---\ntitle: {'9' * 40}\n---\nx",
    "half a character": '---\ntitle: "\\ud800"\n---\nx',
    "half a character in JSON": '{"title": "\\ud800"}',
    "a character that YAML forbids": "---\ntitle: \x00\n---\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_words(name: str) -> None:
    with pytest.raises(CommandError, match="front matter"):
        read(HOSTILE[name])


def test_an_anchor_that_is_used_is_fine() -> None:
    document = read("---\ntitle: x\nsection: &a News\ntags: [*a]\n---\ny")
    assert document.fields == {"title": "x", "section": "News", "tags": ["News"]}


@given(st.text(max_size=200))
def test_whatever_it_is_it_can_be_sent_or_is_refused(typed: str) -> None:
    for text in (f"---\n{typed}\n---\nx", f"+++\n{typed}\n+++\nx", f"{{{typed}}}"):
        try:
            file = article_of(read(text), "UTC")
        except CommandError:
            continue
        json.dumps(file.article, default=str, allow_nan=False).encode()

"""The sentences of a story are found wherever they are left, in whatever format."""

import json
from xml.sax.saxutils import escape

import pytest

from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.desk.traces import MOST, left_in, traces_of
from tests.builders import make_content as content

HTML = SafeHtml(
    '<p>She said: “It was <em>not</em> me” &amp; left the <a href="/x/">old harbour</a>. Short.</p>'
)
WORDS = "She said: “It was not me” & left the old harbour."


def found_in(text: str) -> tuple[str, ...]:
    told = traces_of(content(title="A", standfirst="", body="x"), HTML)
    return left_in(text.encode(), told)


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"<p>{HTML}</p>",
        f"<p>{escape(WORDS)}</p>",
        f"<description>{escape(HTML)}</description>",
        f"<description>{escape(escape(WORDS))}</description>",
        f"<content><![CDATA[{HTML}]]></content>",
        json.dumps({"content_html": HTML}),
        json.dumps({"content_text": WORDS}, ensure_ascii=False),
        WORDS.replace(" ", "\n"),
        WORDS.upper(),
    ],
)
def test_a_sentence_is_found_in_every_format_that_the_site_has(text: str) -> None:
    assert found_in(text) == (WORDS,)


@pytest.mark.parametrize("text", ["", "She said: it was me & left the old harbour.", "Short."])
def test_what_only_resembles_a_sentence_or_is_short_is_none(text: str) -> None:
    assert found_in(text) == ()


def test_what_is_looked_for_is_bounded_and_each_sentence_once() -> None:
    one = "This sentence is long enough to be looked for. "
    many = " ".join(f"Sentence number {n} is long enough to be looked for." for n in range(200))
    assert len(traces_of(content(title="A"), SafeHtml(f"<p>{one * 9}</p>"))) == 1
    assert len(traces_of(content(title="A"), SafeHtml(f"<p>{many}</p>"))) == MOST


def test_of_markdown_alone_the_sentences_without_marks_are_looked_for() -> None:
    text = "A sentence that is plain and long enough. One with [a link](https://example.org) in it."
    told = traces_of(content(title="A", standfirst="", body=text), None)
    assert [trace.words for trace in told] == ["A sentence that is plain and long enough."]

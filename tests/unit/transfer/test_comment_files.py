"""Files of other systems are read as what they are, in a stream, and whatever is in them."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.disqus_comments import disqus_comments
from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut

DATA = Path(__file__).parents[2] / "data"


def comments_in(found: Iterator[ImportedComment | LeftOut]) -> dict[str, ImportedComment]:
    return {one.id: one for one in found if isinstance(one, ImportedComment)}


@pytest.fixture
def wordpress() -> dict[str, ImportedComment]:
    with (DATA / "wordpress.xml").open("rb") as file:
        return comments_in(wxr_comments(file))


@pytest.fixture
def disqus() -> dict[str, ImportedComment]:
    with (DATA / "disqus.xml").open("rb") as file:
        return comments_in(disqus_comments(file))


def test_wordpress_has_states_parents_dates_and_articles(
    wordpress: dict[str, ImportedComment],
) -> None:
    told = {i: (c.state.value, c.parent, c.submitted_at.isoformat()) for i, c in wordpress.items()}
    assert told == {
        "101": ("approved", None, "2026-11-22T10:00:00+00:00"),
        # No date in UTC: the local one counts.
        "104": ("approved", "103", "2026-11-22T13:30:00+00:00"),
        "102": ("pending", "101", "2026-11-22T11:00:00+00:00"),
        "103": ("deleted", "101", "2026-11-22T12:00:00+00:00"),
        "105": ("spam", None, "2026-11-22T12:10:00+00:00"),
        "12": ("approved", None, "2019-03-02T08:00:00+00:00"),
    }
    assert {c.source for c in wordpress.values()} == {"wordpress old.example"}
    article = wordpress["101"].article
    assert (article.key, article.slug) == ("41", "harbour")
    assert article.url == "https://www.old.example/2026/11/22/harbour/"


def test_wordpress_keeps_the_lines_that_were_typed(wordpress: dict[str, ImportedComment]) -> None:
    comment = wordpress["101"]
    assert (comment.name, comment.email) == ("Tom & Jerry", "Tom@Example.com")
    assert comment.body == (
        "Good news *at last*.\nI was there.\n\nMore at [the port](https://port.example/news) <3"
    )


def test_what_is_no_readers_comment_is_named() -> None:
    with (DATA / "wordpress.xml").open("rb") as file:
        left_out = [one for one in wxr_comments(file) if isinstance(one, LeftOut)]
    assert {(one.id, one.reason) for one in left_out} == {
        ("106", "pingback"),
        ("107", "other_kind"),
    }


def test_no_ip_address_is_read(
    wordpress: dict[str, ImportedComment], disqus: dict[str, ImportedComment]
) -> None:
    assert "203.0.113" not in repr(wordpress) + repr(disqus)


def test_disqus_has_states_parents_dates_and_articles(disqus: dict[str, ImportedComment]) -> None:
    told = {i[-1]: (c.state.value, (c.parent or "")[-1:], c.article.key) for i, c in disqus.items()}
    assert told == {
        "1": ("approved", "", "9001"),
        "2": ("deleted", "1", "9001"),
        "3": ("approved", "2", "9001"),
        "4": ("approved", "", "9002"),
        "5": ("spam", "", "9001"),
    }
    assert disqus["70000001"].submitted_at.isoformat() == "2026-11-22T10:00:00+00:00"
    assert disqus["70000001"].email == "Ann@Example.com"


def test_disqus_messages_become_what_a_reader_would_have_typed(
    disqus: dict[str, ImportedComment],
) -> None:
    assert disqus["70000001"].body == (
        "First & foremost:\nthank you.\n\n> Boats left\n\n"
        "See https://port.example/news and `x*y`, **really**."
    )


def test_older_disqus_files_refer_by_the_ids_of_the_site() -> None:
    file = b"""<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="2"><id>1</id><link>https://a.example/x</link></thread>
    <post dsq:id="8"><id>2</id><message>One</message><thread>1</thread>
      <createdAt>2012-12-12T12:12:12</createdAt><author><name>Baz</name></author></post>
    <post dsq:id="9"><id>3</id><message/><parent>2</parent><thread dsq:id="2"/>
      <createdAt>2012-12-12T12:12:13</createdAt><author><name>Baz</name></author></post>
    </disqus>"""
    found = comments_in(disqus_comments(io.BytesIO(file)))
    assert {i: (c.parent, c.article.key) for i, c in found.items()} == {
        "8": (None, "2"),
        "9": ("8", "2"),
    }


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE_FILES = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]><rss>&a11;</rss>',
    "a file of this machine": (
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>'
    ),
    "parameter entities": (
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><rss></rss>'
    ),
    "quadratic": f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]><rss>{"&a;" * 1000}</rss>',
}


@pytest.mark.parametrize("text", HOSTILE_FILES.values(), ids=HOSTILE_FILES)
@pytest.mark.parametrize("read", [wxr_comments, disqus_comments])
def test_files_that_declare_entities_are_refused(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(BadFile, match="entities"):
        list(read(io.BytesIO(text.encode())))


def test_an_external_subset_is_not_fetched() -> None:
    text = '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>'
    assert list(wxr_comments(io.BytesIO(text.encode()))) == []


@pytest.mark.parametrize("text", ["", "no xml", "<rss><channel>", "<rss></disqus>"])
def test_what_is_no_xml_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BadFile, match="line"):
        list(wxr_comments(io.BytesIO(text.encode())))


def wxr_of(body: str, more: str = "") -> bytes:
    return (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><link>https://a.example/'
        "</link><wp:post_id>1</wp:post_id><wp:comment><wp:comment_id>1</wp:comment_id>"
        "<wp:comment_date_gmt>2026-01-01 00:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{body}]]></wp:comment_content></wp:comment>{more}"
        "</item></channel></rss>"
    ).encode("utf-8", "surrogateescape")


def test_characters_that_xml_forbids_are_left_out() -> None:
    (comment,) = comments_in(wxr_comments(io.BytesIO(wxr_of("a\x0bb\x08c\udcff")))).values()
    assert comment.body == "abc\ufffd"


def test_a_large_file_takes_little_memory() -> None:
    def chunks() -> Iterator[bytes]:
        head, comment, tail = wxr_of("x" * 400).partition(b"<wp:comment>")
        one, end, tail = tail.partition(b"</wp:comment>")
        item = head[head.index(b"<item>") :] + (comment + one + end) * 100 + b"</item>"
        yield head[: head.index(b"<item>")]
        yield from [item] * 60
        yield b"</channel></rss>"

    tracemalloc.start()
    found = len([1 for _ in wxr_comments(Chunks(chunks()))])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 6000
    assert peak < 3_000_000


class Chunks(io.BytesIO):
    """A file that is made while it is read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks

    def read(self, size: int | None = -1, /) -> bytes:
        return next(self._chunks, b"")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain\nlines", "plain\nlines"),
        ("one<br />\ntwo", "one\ntwo"),
        ("<p>a\nb</p>\n<p>c</p>", "a b\n\nc"),
        ("a < b && c > d <3", "a < b && c > d <3"),
        ("write to <ann@example.com>", "write to <ann@example.com>"),
        ("<i>so</i> and un<b>believ</b>able", "*so* and unbelievable"),
        ("<b> spaced </b>out", " spaced out".strip()),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<pre><code>if x:\n    y()</code></pre>", "```\nif x:\n    y()\n```"),
        ("<code>a`b</code>", "``a`b``"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="https://a.example/b">https://a.example/b</a>', "https://a.example/b"),
        ('<a href="https://a.example/b/c">https://a.example/b...</a>', "https://a.example/b/c"),
        ('<a href="https://a.example/(b)">x</a>', "x (https://a.example/(b))"),
        ('<img src="https://a.example/b.png" onerror="x()">', "https://a.example/b.png"),
        ("<script>alert(1)</script>after", "<script>alert(1)</script>after"),
        ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n>\n> > b\n>\n> c\n\nd"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("a <!-- hidden --> b", "a  b"),
    ],
)
def test_html_becomes_what_would_have_been_typed(source: str, text: str) -> None:
    if source.startswith("<script>"):
        assert "alert(1)" in typed(source)
        assert "after" in typed(source)
        return
    assert typed(source) == text


TAGS = ("p", "i", "b", "a href='https://x.example'", "blockquote", "code", "pre", "ul", "li", "u")
pieces = st.sampled_from(
    [*(f"<{tag}>" for tag in TAGS), *(f"</{tag.split()[0]}>" for tag in TAGS), "<br>", "<", "\n"]
)


@given(st.lists(pieces | st.from_regex(r"[a-z]{3,8} ", fullmatch=True), max_size=30))
def test_no_word_is_lost_and_none_is_turned_around(parts: list[str]) -> None:
    words = [part.strip() for part in parts if part.strip().isalpha()]
    text = typed("".join(parts))
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)


@pytest.mark.parametrize("tag", ["i", "b", "blockquote", "code", "p", "a href='https://x.example'"])
def test_deep_nesting_takes_no_long_time(tag: str) -> None:
    words = typed(f"<{tag}>x" * 15_000)
    assert words.count("x") >= 15_000

"""An address is kept so that it leads nowhere else, whoever reads it and however often."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.domain.redirects.redirect import tidied
from broadsheet.domain.shared.web_address import NotAnAddress, encoded, host_of, web_address
from broadsheet.domain.site.redirected import is_free_for_redirects, page_of, path_of

SITE = "https://news.example/"
_PIECES = st.sampled_from(
    [
        *("https://", "http://", "HTTPS://", "//", "/", "\\", "javascript:", "data:", "mailto:"),
        *(
            "evil.example",
            "bücher.example",
            "xn--bcher-kva.example",
            "xn--a",
            "\u0430\u0440\u0440\u04cf\u0435.com",
            "☕.ws",
        ),
        *(
            "café",
            "%2f",
            "%2F",
            "%5c",
            "%2e",
            ".",
            "..",
            "%00",
            "%0d%0a",
            "%",
            "%zz",
            "%ff",
            "%252f",
        ),
        *("user:pass@", ":443", ":99999", ":", "?", "#", "&", "=", " ", "\t", "\n", "\0", "\u3000"),
        *(
            "[::1]",
            "[",
            "]",
            "127.1",
            "0x7f.1",
            "\uff11\uff12\uff17.0.0.1",
            "。",
            "\u200b",
            "\u202e",
            "\ud800",
        ),
        *("a", "ı", "ß", "\uff25", "x" * 300, "é" * 300, "'", '"', "<script>", "|", "^", "`", "{}"),
    ]
)
_TYPED = st.lists(_PIECES, max_size=9).map("".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://x.example/café?q=ü#é", "https://x.example/caf%C3%A9?q=%C3%BC#%C3%A9"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("HTTPS://BÜCHER.example:8443/A", "https://xn--bcher-kva.example:8443/A"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.example/", "https://xn--80ak6aa92e.example/"),
        ("https://例え。example/", "https://xn--r8jz45g.example/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("/café/", "/caf%C3%A9/"),
        ("/caf%C3%A9/?a=%2f/../b", "/caf%C3%A9/?a=%2f/../b"),
        *(
            (same, same)
            for same in ("/", "/#a", "/?q=1", "/a/", "/a.b", "https://a_b.example./x//y")
        ),
    ],
)
def test_an_address_is_kept_in_ascii(typed: str, kept: str) -> None:
    assert web_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *((f"/{dots}/b", "a step") for dots in ("..", "%2e%2E", ".", "a/..", "a/%2e%2e")),
        *((f"/{slash}evil.example", "a step") for slash in ("%2f", "%2F%2F", "a//", "a/%2f")),
        *((f"/{slash}evil.example", "\\ in its path") for slash in ("%5c", "a%5C", "%5C%5C")),
        ("/%252fevil.example", "twice"),
        ("/%0d%0aSet-Cookie:x", "U\\+000D"),
        ("/%00", "U\\+0000"),
        ("/%ff", "UTF-8"),
        ("/a b", "percent-encoded"),
        ("/\ud800", "U\\+D800"),
        ("https://x.example/\\a", "percent-encoded"),
        *((wrong, "starts with") for wrong in ("//evil.example", "/\\evil.example", "", "x")),
        *((wrong, "starts with") for wrong in ("javascript:alert(1)", "JaVa\tScript:x", "data:,x")),
        *((wrong, "starts with") for wrong in ("https:x.example", "https:/x.example", "file:///x")),
        *((wrong, "more than a host") for wrong in ("https://u@x.example/", "https://u:p@x.example")),
        *((wrong, "no host") for wrong in ("https://", "https:///x", "https://x example/")),
        ("https://x.example:65536/", "port"),
        *((f"https://{host}/", "host") for host in ("a..b", "☕.example", "xn--a.example", "a!b")),
        *((f"https://{host}/", "host") for host in ("1.2.3", "0x7f.1", "1.2.3.999", "[:]")),
        *((f"https://{host}/", "host") for host in ("a\uff0fb.example", "x" * 64, ".")),
        ("https://" + "x." * 127 + "x/", "host"),
        ("/" + "é" * 400, "2,048 characters"),
    ],
)  # fmt: skip
def test_what_would_lead_elsewhere_or_nowhere_is_refused_with_the_reason(
    typed: str, words: str
) -> None:
    with pytest.raises(NotAnAddress, match=words):
        web_address(typed)


@given(_TYPED | st.text())
@example("/%2fevil.example")
def test_an_address_that_is_kept_is_the_same_for_everybody(typed: str) -> None:
    try:
        kept = web_address(typed)
    except NotAnAddress:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert " " not in kept
    assert len(kept) <= 2048
    assert web_address(kept) == encoded(kept) == kept
    told = urlsplit(urljoin(SITE, kept))
    assert told.scheme in ("http", "https")
    assert (told.username, told.password) == (None, None)
    if kept.startswith("/"):
        assert told.netloc == "news.example"
        assert urlsplit(urljoin(SITE, unquote(kept.partition("?")[0]))).netloc == "news.example"
    else:
        assert host_of(kept) == told.netloc.removesuffix(f":{told.port}")


@given(_TYPED | st.text())
@example("https://\N{LATIN SMALL LETTER DOTLESS I}\ud800")
@example("https://%2f%\N{IDEOGRAPHIC SPACE}")
def test_any_address_can_be_written_in_the_characters_of_one(typed: str) -> None:
    written = encoded(typed)
    assert written.isascii()
    assert encoded(written) == written
    assert not set(written) & set(' <>"\\^`{|}\n\t\0')


@given(_TYPED | st.text())
@example("/%252fevil.example/")
@example("/100%2541/")
def test_a_path_that_may_lead_on_is_found_again_by_the_file_that_stands_there(typed: str) -> None:
    path = tidied(typed)
    if typed.startswith("/") and is_free_for_redirects(path):
        (file, *_) = page_of(path).files
        assert path_of(file) == path
        assert not file.startswith("/")

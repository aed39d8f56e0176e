"""What clients may send, and what becomes of it."""

import json
from typing import Any

import msgspec
import pytest

from broadsheet.adapters.http.articles.submitted import JSON_BYTES, article_from_json
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.adapters.http.rule_words import MOST_ERRORS
from broadsheet.domain.articles.article import Author, ImageSource, LeadImage, Term
from broadsheet.domain.articles.submitted import BODY_BYTES, SubmittedArticle
from broadsheet.domain.shared.errors import Invalid, Malformed, TooLarge
from broadsheet.domain.shared.web_address import encoded


def sent(**fields: Any) -> SubmittedArticle:
    whole = {"title": "T", "body": "B", "section": "News", "byline": [{"name": "Ann"}]} | fields
    return article_from_json(json.dumps(whole).encode())


def wrong(**fields: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        sent(**fields)
    return {error.pointer: error.code for error in caught.value.errors}


def test_what_is_not_said_has_its_default() -> None:
    submission = sent()
    assert (submission.status, submission.breaking, submission.tags) == (None, False, ())
    content = submission.content("tr")
    assert (content.language, content.direction, content.slug) == ("tr", "ltr", "t")


def test_the_slug_is_the_one_that_is_decided_else_what_was_sent_else_made_of_the_title() -> None:
    assert sent(slug="own").content("en", slug="decided").slug == "decided"
    assert sent(slug="own").content("en").slug == "own"


def test_space_around_a_line_is_not_part_of_it() -> None:
    content = sent(title="  T  ", tags=[" a "], byline=[{"name": " Ann "}]).content("en")
    assert (content.title, content.tags[0].name, content.byline[0].name) == ("T", "a", "Ann")


def test_the_body_is_kept_as_it_was_typed() -> None:
    assert sent(body="    code\n").body == "    code\n"


def test_names_that_only_look_the_same_in_an_address_have_addresses_of_their_own() -> None:
    names = [{"name": "Zoë"}, {"name": "Bo"}, {"name": "Zoe", "role": "x"}]
    content = sent(tags=["C++", "Größe", "C", "GRÖẞE", "C#"], byline=names).content("en")
    assert [(tag.name, tag.slug) for tag in content.tags] == [
        *(("C++", "c-2"), ("Größe", "grosse"), ("C", "c"), ("C#", "c-3"))
    ]
    assert [(one.name, one.slug) for one in content.byline] == [
        *(("Zoë", "zoe-2"), ("Bo", "bo"), ("Zoe", "zoe"))
    ]


def test_two_people_of_one_name_are_two_where_one_has_a_slug_of_their_own() -> None:
    names = [{"name": "Wang Wei"}, {"name": "Wang Wei", "slug": "wang-wei-2"}, {"name": "WANG WEI"}]
    byline = sent(byline=names).content("en").byline
    assert [one.slug for one in byline] == ["wang-wei", "wang-wei-2"]


def test_who_and_what_an_article_has_already_keeps_its_address() -> None:
    def likely(name: str) -> dict[str, Any]:
        return {"tags": [name], "section": name, "byline": [{"name": name}]}

    before = sent(**likely("Ümit")).content("en")
    known = msgspec.structs.replace(
        before,
        section=Term("Ümit", "s"),
        tags=(Term("Ümit", "t"),),
        byline=(Author(name="Ümit", slug="a"),),
    )
    after = sent(**likely("ümit")).content("en", known=known)
    assert (after.section.slug, after.tags[0].slug, after.byline[0].slug) == ("s", "t", "a")
    own = (Term("ÜMİT", "x"), Term("Ümit", "own"))
    assert sent(**likely("ümit")).content("en", None, known, own).section.slug == "own"


def test_a_language_brings_its_direction() -> None:
    assert sent(language="ar").content("en").direction == "rtl"


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        *(("https://example.org/x", True), ("http://example.org", True), ("/images/x.jpg", True)),
        *(("//example.org", False), ("javascript:alert(1)", False), ("data:text/html,x", False)),
        *(("https://example.org/a b", False), ("\\\\x", False), ("/\\example.org", False)),
        *((" https://example.org", True), ("ftp://x", False), ("x", False), ("", False)),
        *(("https://", False), ("https:///x", False), ("https://a:b/", False), ("/", True)),
        *(("https://[::1]:8080/x", True), ("https://a@b.example/", False), ("/[x]", False)),
        *(('/a"b', False), ("/a<b", False), ("/a>b", False), ("/a\x00b", False), ("/a{b}", False)),
        *(('https://a"b.example/', False), ("/%zz", False), ("/%22", True), ("/#a#b", False)),
        *(("/deniz/güneş.jpg?w=1&h=2#x", True), ("https://köy.example/", True)),
    ],
)
def test_an_address_is_one_that_a_page_may_link(url: str, fine: bool) -> None:
    byline = [{"name": "Ann", "url": url}]
    assert not fine or sent(byline=byline).byline[0].url == encoded(url.strip())
    assert fine or list(wrong(byline=byline)) == ["/byline/0/url"]


def lead_image(**fields: object) -> LeadImage | None:
    return sent(lead_image={"url": "/a.webp", "alt": "A", **fields}).content("en").lead_image


def wrong_image(**fields: object) -> dict[str, str]:
    found = wrong(lead_image={"url": "/a.webp", "alt": "A", **fields})
    return {pointer.removeprefix("/lead_image"): code for pointer, code in found.items()}


def test_a_picture_in_several_sizes_is_stored_narrowest_first() -> None:
    wide, narrow = ImageSource("/a-1600.webp", 1600), ImageSource("/a-480.webp", 480)
    sources = [{"url": source.url, "width": source.width} for source in (wide, narrow)]
    assert lead_image(width=960, height=640, sources=sources) == LeadImage(
        url="/a.webp", alt="A", width=960, height=640, sources=(narrow, wide)
    )
    assert lead_image() == LeadImage(url="/a.webp", alt="A")


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"width": 960}, "/height", "dimensions"),
        ({"height": 640}, "/height", "dimensions"),
        ({"width": 960, "height": None}, "/height", "dimensions"),
        ({"width": 0, "height": 640}, "/width", "greater_than_equal"),
        ({"width": 960, "height": 20001}, "/height", "less_than_equal"),
        ({"width": "960", "height": 640}, "/width", "int_type"),
        ({"sources": [{"url": "/a", "width": 9}, {"url": "/b", "width": 9}]}, "/sources", "widths"),
        ({"sources": [{"url": "/a", "width": n} for n in range(1, 8)]}, "/sources", "too_long"),
        ({"sources": [{"url": "/a,", "width": 9}]}, "/sources/0/url", "url"),
        ({"sources": [{"url": "x", "width": 9}]}, "/sources/0/url", "url"),
        ({"sources": [{"url": "/a"}]}, "/sources/0/width", "missing"),
        ({"url": "/a,"}, "/url", "url"),
    ],
)
def test_a_picture_with_sizes_that_no_browser_could_use_is_refused(
    fields: dict[str, object], pointer: str, code: str
) -> None:
    assert wrong_image(**fields) == {pointer: code}


def test_codes_of_wrong_fields_are_stable() -> None:
    assert wrong(title="", language="?", slug="A", surprise=1, lead_image={"url": "x"}) == {
        "/title": "string_too_short",
        "/language": "language",
        "/slug": "slug",
        "/surprise": "extra_forbidden",
        "/lead_image/url": "url",
        "/lead_image/alt": "missing",
    }


def test_a_list_of_wrong_items_names_the_items_and_not_the_list() -> None:
    assert wrong(byline=[{}, {"name": ""}]) == {
        "/byline/0/name": "missing",
        "/byline/1/name": "string_too_short",
    }


def test_no_more_is_named_than_an_answer_can_hold() -> None:
    assert len(wrong(**{f"k{n}": 1 for n in range(2 * MOST_ERRORS)})) == MOST_ERRORS


def test_what_is_no_json_is_malformed() -> None:
    with pytest.raises(Malformed):
        article_from_json(b"{")


def test_bytes_count_and_not_characters() -> None:
    assert sent(body="é" * (BODY_BYTES // 2))
    with pytest.raises(TooLarge):
        sent(body="é" * (BODY_BYTES // 2) + "x")
    with pytest.raises(TooLarge):
        article_from_json(b" " * (JSON_BYTES + 1))


def test_a_comments_address_is_compared_in_lower_case() -> None:
    fields = {"name": " Rea ", "email": " Rea@Example.ORG ", "body": " x \n"}
    submission = comment_from_fields(fields)
    assert (submission.name, submission.email, submission.body) == ("Rea", "rea@example.org", "x")


def test_a_comment_names_every_wrong_field() -> None:
    with pytest.raises(Invalid) as caught:
        comment_from_fields({"name": "", "email": "x", "parent": "\0", "notify": 5, "next": "/"})
    wrong = {"/name", "/email", "/body", "/parent", "/notify", "/next"}
    assert {e.pointer for e in caught.value.errors} == wrong


def test_what_is_breaking_cannot_be_unlisted() -> None:
    assert sent(unlisted=True).content("en").unlisted
    assert wrong(breaking=True, unlisted=True) == {"/unlisted": "breaking"}

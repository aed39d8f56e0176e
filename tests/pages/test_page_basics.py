"""What is true of every page: its outline, landmarks, names, languages and what CSP allows."""

import functools
import itertools
import re
from datetime import datetime

from broadsheet.domain.shared.language import direction_of
from tests.support.document import Element, document
from tests.support.for_all import for_all
from tests.support.kinds import ENGLISH, SITES, pages


@functools.cache
def all_pages() -> dict[str, Element]:
    of_sites = {
        f"{direction}/{name}": document(body)
        for direction, site in SITES.items()
        for name, body in pages(site).items()
    }
    hostile = {
        f"hostile/{name}": document(body) for name, body in pages(ENGLISH, evil=True).items()
    }
    return of_sites | hostile


def whole_pages() -> dict[str, Element]:
    """All but those that only lead on to another."""
    return {name: page for name, page in all_pages().items() if "/moved" not in name}


every_page = for_all(all_pages)
whole_page = for_all(whole_pages)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RELATIVE = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


@every_page
def test_there_is_one_first_heading_and_none_is_skipped(page: Element) -> None:
    levels = [int(heading.tag[1]) for heading in page.all(*_HEADINGS)]
    assert levels.count(1) == 1
    # The masthead's site name may stand before it, and is no heading then.
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert all(heading.text for heading in page.all(*_HEADINGS))


@whole_page
def test_every_part_of_it_has_its_landmark(page: Element) -> None:
    body = page.one("body")
    page.one("main")
    assert body.all("header", where=lambda e: not e.within("main", "article", "section"))
    assert body.all("footer", where=lambda e: not e.within("main", "article", "section"))
    navigations = body.all("nav")
    assert navigations
    names = [_name_of(page, nav) for nav in navigations]
    assert all(names) or len(names) == 1
    assert len(set(names)) == len(names), names


def _name_of(page: Element, element: Element) -> str:
    labels = element.get("aria-labelledby").split()
    named = " ".join(e.text for e in page if e.get("id") in labels)
    return element.get("aria-label") or named


@whole_page
def test_its_first_link_leads_to_what_it_is_about(page: Element) -> None:
    link = page.one("body").all("a")[0]
    assert link["href"].startswith("#")
    target = next(e for e in page if e.get("id") == link["href"][1:])
    assert target.tag == "main"


@every_page
def test_no_two_elements_share_an_id_and_all_that_are_named_are_there(page: Element) -> None:
    ids = [e["id"] for e in page if "id" in e]
    assert len(set(ids)) == len(ids), [i for i in ids if ids.count(i) > 1]
    for element in page:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            assert set(element.get(attribute).split()) <= set(ids), element.start
        if element.tag == "a" and element.get("href").startswith("#") and element["href"] != "#":
            assert element["href"][1:] in ids, element.start


@every_page
def test_every_picture_says_what_it_shows_and_how_much_room_it_takes(page: Element) -> None:
    for picture in page.all("img"):
        assert "alt" in picture, picture.start
        sized = {"width", "height"} <= set(picture.attributes)
        # A box of the style sheet keeps its place; pictures in a body are of the author.
        boxed = "class" in picture or any("class" in e for e in picture.ancestors())
        assert sized or boxed, picture.start


@every_page
def test_every_control_of_a_form_has_a_label(page: Element) -> None:
    labelled = {e.get("for") for e in page.all("label")}
    for control in page.all("input", "select", "textarea"):
        if control.get("type") not in {"hidden", "submit", "button"}:
            named = control.get("id") in labelled or control.within("label")
            assert named or control.get("aria-label") or control.get("aria-labelledby")
    for button in page.all("button"):
        assert button.text or button.get("aria-label"), button.start


@every_page
def test_every_change_of_language_brings_its_direction(page: Element) -> None:
    root = page.one("html")
    assert root["lang"]
    assert root["dir"] == direction_of(root["lang"])
    for element in page.one("body"):
        # A link's hreflang and dir=auto say nothing of the text around.
        if "lang" in element and element.tag != "a":
            around = next(e for e in element.ancestors() if "dir" in e)
            here = element.get("dir") or around["dir"]
            assert here in {direction_of(element["lang"]), "auto"}, element.start


@every_page
def test_every_time_is_one_that_machines_read(page: Element) -> None:
    for element in page.all("time"):
        stamp = element.get("datetime") or element.text
        if not _RELATIVE.fullmatch(stamp):
            moment = datetime.fromisoformat(stamp)
            assert len(stamp) <= len("2026-11-22") or moment.tzinfo, element.start


@every_page
def test_it_keeps_to_the_content_security_policy(page: Element) -> None:
    for element in page:
        assert element.tag not in {"style", "base", "iframe", "object", "embed"}, element.start
        assert "style" not in element, element.start
        assert not [name for name in element.attributes if name.startswith("on")], element.start
        if element.tag == "script":
            is_data = element.get("type") == "application/ld+json"
            assert is_data or element["src"].startswith("/"), element.start
        for name in ("href", "src", "action"):
            assert not element.get(name).lower().strip().startswith("javascript:"), element.start


@every_page
def test_it_has_at_most_one_canonical_address_and_one_that_is_indexed_has_it(
    page: Element,
) -> None:
    canonical = [e["href"] for e in page.all("link") if e.get("rel") == "canonical"]
    robots = " ".join(e.get("content") for e in page.all("meta") if e.get("name") == "robots")
    assert len(canonical) <= 1
    assert canonical or "noindex" in robots
    assert all(address.startswith(ENGLISH.url) for address in canonical)
    assert len(page.all("title")) == 1
    assert page.one("title").text

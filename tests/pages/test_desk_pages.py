"""Every page of the desk, in English and in Arabic: whole, in its language, with nothing inline."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from broadsheet.adapters.jinja.assets import assets
from broadsheet.adapters.jinja.catalogues import LOCALES
from broadsheet.domain.desk.session import form_token
from tests.integration.desk.test_every_route import routes
from tests.support.chromium import ORIGIN, launched, serve
from tests.support.desk_axe import unfit, wrong_on
from tests.support.desk_looked import LANGUAGES, Looked, Shown, looked, plain, still
from tests.support.desk_newsroom import READER, STAFF
from tests.support.desk_pages import PAGES
from tests.support.document import Element, document
from tests.support.golden import accept, difference
from tests.support.kinds import ENGLISH
from tests.support.long import LONG
from tests.support.nu_checker import checked, line_of, write
from tests.support.tools import Unavailable

HANDLER = re.compile(r"on[a-z]+")
LATIN = re.compile(r"[A-Za-z]{2}")
SPOKEN = ("aria-label", "title", "placeholder", "alt")
"""Attributes that are read out."""
_ADDRESS = re.compile(r"(GET )?(https?:/)?/\S*|\(?[\w-]+(\.[\w-]+)+\)?|[\w-]+/[\w-]+|\W*\w{0,2}\W*")
"""Of what looks like one no word is translated."""
NAMES_OF_FIELDS = {"user", "role", "email", "editors", "wanda", "name: ann · slug: ann"}
"""A form that is brought along is shown by the names of its fields, and so is a byline."""


@pytest.fixture(scope="module")
def seen() -> Looked:
    """All of it, once."""
    return looked()


@pytest.fixture(scope="module")
def desk(seen: Looked) -> list[tuple[Shown, Element]]:
    """The whole pages of the desk, and what is in them."""
    return [(one, document(one.page.body)) for one in seen.pages if one.is_of_the_desk]


def where(shown: Shown) -> str:
    return f"{shown.name} ({shown.language})"


def test_every_route_has_a_page_in_the_table() -> None:
    known = {way.route for way in PAGES.values()}
    asked = {r for kind in ("ROUTES", "OPEN") for r in routes(kind) if r.startswith("GET ")}
    assert asked - known == set()
    everything = {r for kind in ("ROUTES", "OPEN") for r in routes(kind)}
    assert known - everything == set()


def test_no_page_of_the_desk_is_an_error_of_ours(seen: Looked) -> None:
    assert [where(s) for s in seen.pages if s.page.status >= 500] == []
    wrong = {s.name for s in seen.pages if s.page.status >= 400}
    asked_for = {"-wrong", "-refused", "-meanwhile", "-conflict", "-ended", "-gone", "-nothing"}
    asked_for |= {"no-such-page", "ask-not-now", "-somebody-else", "-nowhere"}
    assert [name for name in wrong if not any(part in name for part in asked_for)] == []


def test_nothing_is_inline_in_any_page(desk: list[tuple[Shown, Element]]) -> None:
    for shown, page in desk:
        assert "unsafe" not in shown.page.headers["content-security-policy"]
        for element in page:
            named = f"{where(shown)}: {element.start[:200]}"
            assert element.tag != "style", named
            assert "style" not in element, named
            assert not [a for a in element.attributes if HANDLER.fullmatch(a)], named
            assert "javascript:" not in " ".join(element.attributes.values()).lower(), named
            if element.tag == "script" and element.get("type") != "application/json":
                assert element.get("src").startswith("/assets/"), named
                assert element.text == "", named


def test_every_form_has_the_token_of_its_session_and_a_key(
    desk: list[tuple[Shown, Element]],
) -> None:
    forms = 0
    for shown, page in desk:
        tokens = [m["content"] for m in page.all("meta") if m.get("name") == "desk-csrf"]
        for form in page.all("form"):
            # What a dialog asks is sent nowhere.
            sends = form.get("method", "get") not in ("get", "dialog")
            if not sends or form["action"].startswith("http"):
                continue
            fields = {e.get("name"): e.get("value") for e in form.all("input", "textarea")}
            assert fields["_csrf"] == (tokens[0] if tokens else ""), where(shown)
            # A form that is brought along has the key that it was first sent with.
            assert re.fullmatch(r"[0-9a-f-]{36}", fields["_key"]) or form.get("id") == "again"
            forms += 1
    assert forms > 2 * len(PAGES)
    assert form_token("") not in {m.get("content") for _, p in desk for m in p.all("meta")}


def test_every_control_has_a_label(desk: list[tuple[Shown, Element]]) -> None:
    for shown, page in desk:
        labelled = {label.get("for") for label in page.all("label")}
        ids = {e["id"] for e in page if "id" in e}
        for one in page.all("input", "select", "textarea"):
            named = f"{where(shown)}: {one.start[:200]}"
            if one.get("type") in ("hidden", "submit") or "hidden" in one:
                continue
            if not (one.get("id") in labelled or one.within("label") or one.get("aria-label")):
                assert set(one.get("aria-labelledby").split()) & ids, named
            assert set(one.get("aria-describedby").split()) <= ids, named
        for one in page.all("button", "a"):
            spoken = one.text or one.get("aria-label") or any(i.get("alt") for i in one.all("img"))
            assert spoken or one.all("svg"), f"{where(shown)}: {one.start[:200]}"


def test_every_page_has_one_headline_a_title_and_no_id_twice(
    desk: list[tuple[Shown, Element]],
) -> None:
    for shown, page in desk:
        assert page.one("h1").text, where(shown)
        assert page.one("title").text.strip(" –") != "The Example", where(shown)
        html = page.one("html")
        direction = {"en": "ltr", "ar": "rtl"}[shown.language]
        assert (html["lang"], html["dir"]) == (shown.language, direction)
        ids = [e["id"] for e in page if "id" in e]
        assert sorted(ids) == sorted(set(ids)), where(shown)


def test_no_address_of_a_reader_is_in_any_page(seen: Looked) -> None:
    for shown in seen.pages:
        assert READER not in shown.page.body, where(shown)
        assert STAFF not in shown.page.body or shown.name.startswith(("people", "person"))
    assert any(STAFF in shown.page.body for shown in seen.pages)


def spoken(element: Element, is_apart: bool = False) -> Iterator[tuple[str, bool]]:
    """What can be read of a page, and whether it stands apart in English: in a story, or as the
    name of a function. The interface marks with a span what it has no words for."""
    for child in element.children:
        if isinstance(child, str):
            yield " ".join(child.split()), is_apart
        elif child.tag not in ("script", "textarea"):
            tongue = child.get("lang") if child.tag != "span" else ""
            inside = tongue == "en" if tongue else is_apart
            yield from ((child[name], inside) for name in SPOKEN if name in child)
            yield from spoken(child, inside)


def test_an_arabic_page_has_no_english_words_but_those_that_somebody_typed(seen: Looked) -> None:
    """What stands in both languages alike is no interface's. What stands apart may be in English
    where it is no message of the catalogues."""
    pages = {(s.name, s.language): s for s in seen.pages if s.is_of_the_desk}
    typed, left = plain(seen.typed), dict[str, list[str]]()
    messages = (LOCALES / "broadsheet.pot").read_text("utf-8")
    for name in PAGES:
        if (name, "ar") not in pages:
            continue
        shown = pages[name, "ar"]
        english = {text for text, _ in spoken(document(pages[name, "en"].page.body))}
        for text, is_apart in spoken(document(shown.page.body)):
            is_alike = LATIN.search(text) and text in english
            words = plain(text.removesuffix(" – The Example"))
            is_theirs = _ADDRESS.fullmatch(text) or words in typed
            if is_alike and not is_theirs and not (is_apart and text not in messages):
                left.setdefault(text, []).append(name)
    assert {t: on for t, on in left.items() if t not in NAMES_OF_FIELDS} == {}


def test_the_nu_checker_finds_nothing(
    seen: Looked, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    whole = [s for s in seen.pages if s.is_whole]
    write(folder, {f"{s.name}.{s.language}.html": s.page.body.encode() for s in whole})
    styles = [a for a in assets(ENGLISH).values() if a.file.endswith(".css")]
    write(folder, {a.file: a.body for a in styles})
    try:
        said = checked(folder)
    except Unavailable as why:
        pytest.skip(str(why))
    lines = [line_of(one, one["url"].rpartition("/")[2]) for one in said]
    assert not lines, "\n".join(lines)
    assert len(whole) > len(PAGES) * len(LANGUAGES) * 0.9


LOOKS: dict[str, list[tuple[str, int]]] = {"en": [("light", 360)], "ar": [("dark", 1280)]}
"""Both lights, widths and directions, and so both languages."""
if LONG:
    all_looks = [("light", 360), ("dark", 360), ("light", 1920), ("dark", 1280)]
    LOOKS = dict.fromkeys(LANGUAGES, all_looks)
WIDTHS = (360, 640, *((480, 768, 900, 1023) if LONG else ()), 1920)
"""Of windows that a page has to fit into: the narrowest, the widest, and what is between them."""


def test_axe_finds_nothing_on_any_page_and_each_fits_into_its_window(
    seen: Looked, axe: str
) -> None:
    whole = {f"{s.name}.{s.language}.html": s for s in seen.pages if s.is_whole}
    made = {a.file: a.body for a in assets(ENGLISH).values()}
    made |= {name: still(shown.page.body) for name, shown in whole.items()}
    found: dict[str, list[str]] = {}
    with launched() as browser:
        context = browser.new_context(reduced_motion="reduce")
        serve(context, made)
        context.add_init_script(axe)
        page = context.new_page()
        for name, shown in whole.items() if LONG else looked_at(whole):
            page.goto(f"{ORIGIN}/{name}")
            for scheme, width in LOOKS[shown.language]:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.set_viewport_size({"width": width, "height": 800})
                for line in wrong_on(page):
                    found.setdefault(line, []).append(name)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                for line in unfit(page):
                    found.setdefault(f"{line} of {width}", []).append(name)
    assert not found, "\n".join(f"{line}\n  on {', '.join(on)}" for line, on in found.items())


def kinds_in(shown: Shown) -> set[tuple[str, ...]]:
    """What is looked at of a page: each kind of element, by what it looks like and stands in. A
    page that has none of its own is made of what was looked at on others."""
    return {
        (
            *(e.tag, e.get("class"), e.get("type"), e.get("role")),
            *(e.parent.tag if e.parent else "", e.parent.get("class") if e.parent else ""),
            *sorted(e.attributes),
        )
        for e in document(shown.page.body)
        if not e.within("svg")
    }


def looked_at(whole: Mapping[str, Shown]) -> Iterator[tuple[str, Shown]]:
    """Few pages that have all kinds of elements between them, in each language by turns."""
    kinds = {name: kinds_in(shown) for name, shown in whole.items()}
    left = set[tuple[str, ...]]().union(*kinds.values())
    for language in itertools.cycle(LANGUAGES):
        if not left:
            return
        spoken = [name for name, shown in whole.items() if shown.language == language]
        most = max(spoken, key=lambda name: len(kinds[name] & left))
        left -= kinds[most]
        yield most, whole[most]


GOLDEN = Path(__file__).parent / "golden-desk"
MAIN = (
    *(
        "sign-in",
        "sign-in-password",
        "forgotten",
        "account",
        "people",
        "person",
        "today",
        "stories",
    ),
    *("review", "schedule", "story-draft", "story-published", "story-review", "ask-retract"),
    *("ask-schedule", "revisions", "revision", "preview", "shares", "shared", "write"),
    "write-picture",
    *("write-conflict", "comments", "comment", "comment-bans", "comment-words", "media", "picture"),
    *("picture-send", "front", "live", "profile", "redirects", "sections", "site", "no-such-page"),
)
_PLACES = (
    (re.compile(r"(/?assets/[a-z0-9-]+)\.[0-9a-f]{12}\."), r"\1.<hash>."),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "<token>"),
    (re.compile(r"/desk/shared/[\w-]+"), "/desk/shared/<token>"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)"), "<moment>"),
    (re.compile(r"(X-Amz-\w+|AWSAccessKeyId|Signature|Expires)=[^&\"]*"), r"\1=<signed>"),
    (re.compile(r'(name="(?:policy|x-amz-\w+|signature)" value=")[^"]*', re.I), r"\1<signed>"),
)
"""What is another each time, and what stands in its place."""


def test_the_main_pages_are_as_they_were_last_accepted(seen: Looked) -> None:
    pages = {s.name: s.page.body for s in seen.pages if s.language == "en" and s.name in MAIN}
    assert set(pages) == set(MAIN)
    texts = {f"{name}.html": placed(body) for name, body in pages.items()}
    accept(GOLDEN, texts)
    assert {file.name for file in GOLDEN.iterdir()} == set(texts), "make golden removes them"
    found = [difference(GOLDEN, name, text) for name, text in texts.items()]
    if any(found):
        pytest.fail("\n".join(filter(None, found)), pytrace=False)


def placed(body: str) -> str:
    """The page, with placeholders."""
    for pattern, place in _PLACES:
        body = pattern.sub(place, body)
    return body

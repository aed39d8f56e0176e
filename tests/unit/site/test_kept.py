"""What is kept of pages is found again by all that it was made of, and by nothing less."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from broadsheet.adapters.jinja import environment as engines
from broadsheet.adapters.jinja.engine import Engine
from broadsheet.adapters.jinja.environment import bare_environment, environment
from broadsheet.adapters.jinja.filters import NEVER
from broadsheet.adapters.jinja.kept import Fragments
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import LeadImage, Term
from broadsheet.domain.articles.listing import SITE, Card
from broadsheet.domain.comments.comment import Number
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.listing import ListingPage
from broadsheet.domain.site.pages import AnyPage, View
from tests.builders import NOON, make_article, make_card, make_count, make_site, make_thread
from tests.every_page import EVIL
from tests.view_builders import make_article_view, make_listing_view


def engine_of(**templates: str) -> Engine:
    return bare_environment(DictLoader({f"{name}.html": text for name, text in templates.items()}))


def made(engine: Engine, **values: Any) -> str:
    return engine.get_template("page.html").render(values)


def rendered(site: Any, page: AnyPage, view: View) -> Mapping[str, bytes]:
    return {key: file.body for key, file in JinjaRenderer(site).render(page, view).items()}


def test_the_same_values_are_made_into_html_once_and_others_anew() -> None:
    calls: list[str] = []
    engine = engine_of(page="<i>{% keep %}{{ said(a) }}, {{ b }}{% endkeep %}</i>")

    def said(what: str) -> str:
        calls.append(what)
        return what.upper()

    pages = [made(engine, said=said, a=a, b=b) for a, b in ("xy", "xy", "xz", "zy", "xy")]
    assert pages == [f"<i>{page}</i>" for page in ("X, y", "X, y", "X, z", "Z, y", "X, y")]
    assert calls == ["x", "x", "z"]


def test_text_is_escaped_also_where_equal_html_was_kept_and_the_other_way_round() -> None:
    engine = engine_of(page="{% keep %}{{ a }}{% endkeep %}")
    texts = (Markup("<b>1</b>"), "<b>1</b>", Markup("<b>1</b>"), 1, True, "1")
    assert [made(engine, a=text) for text in texts] == [
        "<b>1</b>",
        "&lt;b&gt;1&lt;/b&gt;",
        "<b>1</b>",
        "1",
        "True",
        "1",
    ]


def test_what_a_loop_a_macro_and_a_set_bring_is_among_what_it_was_made_of() -> None:
    engine = engine_of(
        page="""\
{% macro row(a) %}{% keep %}{{ a }}{{ b }}{% endkeep %}{% endmacro %}
{% for a in many %}{% set c = a ~ "!" %}
{% keep %}{{ a }}{{ c }}{{ row(a) }} {% endkeep %}
{% endfor %}
"""
    )
    assert made(engine, many=["x", "y"], b="1").split() == ["xx!x1", "yy!y1"]
    assert made(engine, many=["y", "x"], b="2").split() == ["yy!y2", "xx!x2"]


def test_what_can_change_is_not_kept() -> None:
    engine = engine_of(page="{% keep %}{{ a.b }}{% endkeep %}")
    with pytest.raises(TypeError, match="unhashable"):
        made(engine, a={"b": 1})


def test_a_variable_that_is_missing_is_missed_in_what_is_kept_too() -> None:
    engine = engine_of(page="{% keep %}{{ a }}{% endkeep %}")
    with pytest.raises(UndefinedError, match="'a' is undefined"):
        made(engine)


@pytest.mark.parametrize(
    "inside",
    [
        '{% include "other.html" %}',
        '{% from "other.html" import a %}',
        "{% block a %}{% endblock %}",
        "{% autoescape false %}{% endautoescape %}",
    ],
)
def test_nothing_that_brings_in_more_than_can_be_seen_stands_in_what_is_kept(inside: str) -> None:
    engine = engine_of(page="{% keep %}" + inside + "{% endkeep %}")
    with pytest.raises(TemplateSyntaxError, match="cannot stand in what is kept"):
        made(engine)


def test_the_loop_around_it_cannot_be_asked_and_one_inside_can() -> None:
    asked = engine_of(page="{% for a in b %}{% keep %}{{ loop.index }}{% endkeep %}{% endfor %}")
    with pytest.raises(TemplateSyntaxError, match="cannot ask the loop around it"):
        made(asked, b="xy")
    inside = engine_of(page="{% keep %}{% for a in b %}{{ loop.index }}{% endfor %}{% endkeep %}")
    assert made(inside, b="xy") == "12"


def test_a_page_s_own_value_under_the_name_of_a_global_is_looked_at() -> None:
    engine = engine_of(page="{% keep %}{{ NEVER }}{% endkeep %}")
    assert made(engine) == str(NEVER)
    assert [made(engine, NEVER=value) for value in ("a", "b")] == ["a", "b"]
    assert made(engine) == str(NEVER)


def test_two_templates_of_one_name_keep_apart_what_they_say() -> None:
    """The newsroom's own stands in place of ours, and goes on from it under another name."""
    keeps = "{% keep %}our {{ a }}{% endkeep %}"
    engine = engine_of(page=keeps.replace("our", "their") + '{% include "ours.html" %}', ours=keeps)
    assert made(engine, a="x") == "their xour x"


def test_no_more_is_kept_than_there_is_room_for() -> None:
    fragments = Fragments(most=3)
    for number in range(10):
        fragments.keep(Markup(number), "text", number)
        assert fragments.find("text", number) == str(number)
        assert len(fragments) <= 3


def test_templates_are_compiled_for_a_site_as_they_are_without_one() -> None:
    bare, of_site = bare_environment(engines._loader(make_site())), environment(make_site())
    for name in bare.list_templates():
        source, *_ = of_site.loader.get_source(of_site, name)  # type: ignore[union-attr]
        if "{% keep" not in source:
            continue
        assert bare.compile(source, name, raw=True) == of_site.compile(source, name, raw=True), name


def _changes() -> dict[str, st.SearchStrategy[Any]]:
    words = st.sampled_from(["Harbour", "", EVIL, "ليلى", "Harbour "])
    pictures = st.builds(LeadImage, url=words, alt=words, caption=words, credit=words)
    moments = st.sampled_from([NOON, NOON + timedelta(seconds=61), NOON - timedelta(days=400)])
    return {
        "path": st.sampled_from(["/2026/11/a/", "/2026/11/b/"]),
        "title": words,
        "excerpt": words,
        "section": st.builds(Term, words, st.sampled_from(["a", "b"])),
        "authors": st.lists(words, max_size=2).map(tuple),
        "image": st.none() | pictures,
        "language": st.sampled_from(["en", "de", "ar"]),
        "direction": st.sampled_from(["ltr", "rtl"]),
        "breaking": st.booleans(),
        "published_at": moments,
        "modified_at": moments,
    }


_SITES = (make_site(), make_site(language="de"), make_site(time_zone="Asia/Tokyo"))


@st.composite
def cards(draw: st.DrawFn) -> list[Card]:
    """A card, and what became of it: one field after the other is another."""
    changes, made = _changes(), [make_card()]
    for name in draw(st.lists(st.sampled_from(sorted(changes)), min_size=1, max_size=6)):
        made.append(msgspec.structs.replace(made[-1], **{name: draw(changes[name])}))
    return made


@settings(max_examples=20, deadline=None)
@given(cards=cards(), site=st.sampled_from(_SITES))
def test_a_changed_card_is_shown_as_if_nothing_had_ever_been_kept(
    cards: list[Card], site: Any
) -> None:
    for card in cards:
        front = make_listing_view(cards=(card, make_card(2), card), breaking=(card,))
        for page, view in (
            (ListingPage(SITE), front),
            (ArticlePage("/a/"), make_article_view(also_read=(card,), dont_miss=(card,))),
        ):
            kept = rendered(site, page, view)
            environment(site).fragments.let_go()
            assert kept == rendered(site, page, view)


def test_a_changed_comment_is_shown_changed() -> None:
    site, thread = make_site(), make_thread(3)
    changes: list[dict[str, Any]] = [
        {},
        {"name": "Somebody Else"},
        {"html": "<p>Less.</p>"},
        {"edited_at": NOON},
        {"answers": Number(1)},
        {"number": Number(4)},
    ]
    views = [
        make_article_view(article, threads=(msgspec.structs.replace(thread, **change),), **more)
        for change in changes
        for article in (make_article(), make_article(2, path="/2026/11/b/", language="de"))
        for more in ({"count": make_count(3)}, {"count": make_count(3), "discussion": None})
    ]
    kept = [rendered(site, ArticlePage("/a/"), view) for view in views]
    assert len({str(page) for page in kept}) == len(views)
    for page, view in zip(kept, views, strict=True):
        environment(site).fragments.let_go()
        assert page == rendered(site, ArticlePage("/a/"), view)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another"},
        {"tagline": "All of it"},
        {"footer_text": "Ours."},
        {"sections": (Term("Sport", "sport"),)},
        {"language": "fr"},
        {"url": "https://another.example"},
        {"sends_mail": True},
        {"time_zone": "Asia/Tokyo"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_changed_site_keeps_nothing_of_the_one_before(changed: dict[str, Any]) -> None:
    page, view = ArticlePage("/a/"), make_article_view(dont_miss=(make_card(),))
    before = rendered(make_site(), page, view)
    after = rendered(make_site(**changed), page, view)
    assert before != after == rendered(make_site(**changed), page, view)
    assert before == rendered(make_site(), page, view)

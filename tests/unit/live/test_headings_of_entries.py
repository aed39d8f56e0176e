"""Headings within an entry are below its headline, wherever it stands (WCAG 1.3.1)."""

import re

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.live.entry import LiveEntry
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.live import LivePage
from tests.builders import make_article, make_live_entry, make_site
from tests.view_builders import make_article_view, make_live_run_view, make_live_view

SOURCE = "## Boats\n\nWords.\n\n### Ferries\n\n###### Last"


def entry(headline: str) -> LiveEntry:
    return make_live_entry(1, headline=headline, html=CommonMark().article(SOURCE).html)


def levels(page: str) -> list[int]:
    """Of the headings of the entry's text."""
    begins = page.index('<div class="story-body live-body">')
    return [int(n) for n in re.findall("<h([1-6])[ >]", page[begins : page.index("Last<", begins)])]


@pytest.mark.parametrize(("headline", "on_run", "on_story"), [
    ("It happened", [3, 4, 6], [4, 5, 6]),
    ("", [2, 3, 6], [3, 4, 6]),
])  # fmt: skip
def test_headings_of_a_text_are_below_what_it_stands_under(
    headline: str, on_run: list[int], on_story: list[int]
) -> None:
    run = make_live_run_view(entries=(entry(headline),))
    (file,) = JinjaRenderer(make_site()).render(LivePage(run.article.path, 1), run).values()
    assert levels(file.body.decode()) == on_run
    story = make_article_view(make_article(live="running"), live=make_live_view(entry(headline)))
    (file,) = JinjaRenderer(make_site()).render(ArticlePage(story.article.path), story).values()
    assert levels(file.body.decode()) == on_story

"""What a program in the text says stays as it was typed, whatever it looks like."""

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import BodyHtml, SafeHtml
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.live import LivePage
from tests.builders import make_article, make_live_entry, make_site
from tests.view_builders import make_article_view, make_live_run_view

SAID = '`<li id="fn-1">`, `<a href="#h-x">`, `aria-label="Back to reference 1"`.[^1]\n\n[^1]: So.'
SHOWN = (
    '<code>&lt;li id="fn-1"&gt;</code>, <code>&lt;a href="#h-x"&gt;</code>,'
    ' <code>aria-label="Back to reference 1"</code>.'
)


def html_of(source: str) -> SafeHtml:
    return CommonMark().article(source).html


def story() -> Article:
    body = html_of(SAID)
    return make_article(live="running", language="fr", body=BodyHtml(body, len(body)))


def test_a_program_in_an_entry_of_a_running_story_reads_as_it_was_typed() -> None:
    view = make_live_run_view(story(), entries=(make_live_entry(7, html=html_of(SAID)),))
    (file,) = JinjaRenderer(make_site()).render(LivePage(view.article.path, 1), view).values()
    page = file.body.decode()
    assert SHOWN in page
    assert '<li id="live-7-fn-1">' in page
    assert 'aria-label="Retour à l’appel de note 1"' in page


def test_a_program_in_a_story_reads_as_it_was_typed() -> None:
    view = make_article_view(story())
    made = JinjaRenderer(make_site()).render(ArticlePage(view.article.path), view)
    (page,) = (file.body.decode() for file in made.values())
    assert SHOWN in page
    assert 'aria-label="Retour à l’appel de note 1"' in page

"""Articles and their runs of comments."""

import re
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.comments.reader_fields import CommentSubmission
from broadsheet.adapters.http.openapi.taken import taken
from broadsheet.adapters.jinja.comment_error import error_page
from broadsheet.adapters.jinja.comment_limits import COMMENT_LIMITS
from broadsheet.adapters.jinja.first_letter import may_be_large
from broadsheet.domain.articles.body import SafeHtml
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.comments import CommentsPage
from broadsheet.domain.site.page import Moved
from tests.builders import NOON, make_article, make_card, make_count, make_site, make_thread
from tests.every_page import EVIL, discussed, text
from tests.view_builders import make_article_view, make_comments_view


def article_html(view: Any = None, **changes: Any) -> str:
    view = view or make_article_view(**changes)
    return text(ArticlePage(view.article.path), view)


def test_an_article_shows_all_that_its_authors_wrote() -> None:
    html = article_html()
    for words in (
        "<h1>Harbour reopens after the storm</h1>",
        '<p class="standfirst">Boats left at dawn.</p>',
        '<a href="/section/world/">World</a>',
        '<a href="/author/amina-yusuf/" rel="author"><bdi>Amina Yusuf</bdi></a>',
        "(Reporter)",
        '<time datetime="2026-11-22T11:05:00Z">22 November 2026, 14:05</time>',
        '<img src="/images/harbour.jpg" class="unsized" alt="Boats at dawn" fetchpriority="high">',
        '<span class="credit">A. Photo</span>',
        '<a href="/tag/ports/" rel="tag">Ports</a>',
        "Writes about the sea.",
        '<a href="https://a.example" rel="noopener">',
        '<link rel="canonical" href="https://news.example/2026/11/harbour-reopens/">',
        '<meta property="og:image" content="https://news.example/images/harbour.jpg">',
    ):
        assert words in html


def test_a_large_first_letter_is_where_it_was_asked_for() -> None:
    for asked in (True, False):
        article = make_article(drop_cap=asked)
        html = text(ArticlePage(article.path), make_article_view(article))
        assert ('<div class="story-body drop-cap">' in html) == asked


@pytest.mark.parametrize(
    ("opening", "is_large"),
    [
        ("Boats", True),
        ("“Boats,” she says", True),
        ("¿Dónde?", True),
        ("[Boats](https://b.example) come", True),
        ("「漢字」", True),
        ("İstanbul", True),
        ("\u00a0 *Boats*", True),
        ("# Part\n\n> 5\n\nBoats", True),
        ("120 boats", False),
        ("$5 a boat", False),
        ("🚢 Boats", False),
        ("قوارب", False),
        ("«قوارب»", False),
        ("- Boats", False),
        ("…", False),
    ],
)
def test_a_large_first_letter_is_a_letter_that_stands_by_itself(
    opening: str, is_large: bool
) -> None:
    assert may_be_large(CommonMark().article(f"{opening}\n").html) == is_large


def test_an_article_is_indexed() -> None:
    assert "noindex" not in article_html()


def test_also_read_stands_at_the_fold() -> None:
    html = article_html(also_read=(make_card(7),))
    three, aside, four = (html.index(s) for s in ("<p>Three.</p>", "also-read", "<p>Four.</p>"))
    assert three < aside < four
    assert re.search(r'<a href="/2026/11/story-7/"><img [^>]*><span>Story 7</span></a>', html)
    assert "also-read" not in article_html()


@pytest.mark.parametrize(("later", "told"), [(0, False), (59, False), (60, True), (9999, True)])
def test_an_update_is_told_from_a_minute_on(later: int, told: bool) -> None:
    article = make_article(modified_at=NOON + timedelta(seconds=later))
    assert ("Updated <time" in article_html(make_article_view(article))) is told


def test_breaking_news_is_labelled() -> None:
    label = '<a class="breaking-label" href="/#breaking">Breaking News</a>'
    assert label in article_html(make_article_view(make_article(breaking=True)))
    assert label not in article_html()


@pytest.mark.parametrize(
    ("visible", "words"), [(0, "No comments yet"), (1, "1 comment<"), (1234, "1,234 comments")]
)
def test_visible_comments_are_counted(visible: int, words: str) -> None:
    assert words in article_html(count=make_count(visible))


def test_comments_have_permalinks_and_older_ones_a_page() -> None:
    html = article_html(count=make_count(120), threads=(make_thread(101), make_thread(102)))
    assert '<div class="comment" id="comment-101">' in html
    assert 'href="/2026/11/harbour-reopens/comments/3/#comment-102"' in html
    assert 'href="/2026/11/harbour-reopens/comments/2/"' in html
    assert 'href="/2026/11/harbour-reopens/comments/1/"' in html
    assert 'comments/3/"' not in html


def test_the_comment_form_names_fields_and_bounds_of_a_submission() -> None:
    html = article_html()
    assert f'method="post" action="/api/v1/articles/{make_article().id}/comments"' in html
    assert "Your email address will not be published." in html
    properties = taken(CommentSubmission)["CommentSubmission"]["properties"]
    bounds = {name: properties[name]["maxLength"] for name in COMMENT_LIMITS}
    assert bounds == COMMENT_LIMITS
    for name, longest in COMMENT_LIMITS.items():
        assert f'<label for="reply-{name}">' in html
        assert re.search(rf'name="{name}"[^>]* maxlength="{longest}" required', html)


def test_the_notice_of_receipt_is_where_the_form_leads() -> None:
    assert '<p class="received" id="comment-received"' in article_html()


def test_ids_on_an_article_are_unique() -> None:
    html = article_html(threads=discussed(), count=make_count(5), also_read=(make_card(2),))
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_an_older_run_depends_on_nothing_of_the_article_but_title_path_and_language() -> None:
    changed = make_article(
        standfirst="Other", tags=(), lead_image=None, breaking=True, modified_at=NOON.max
    )
    page = CommentsPage(changed.path, 1)
    assert text(page, make_comments_view(changed)) == text(page, make_comments_view())


def test_an_older_run_of_an_unlisted_story_says_noindex_too() -> None:
    page, noindex = CommentsPage(make_article().path, 1), '<meta name="robots" content="noindex">'
    assert noindex not in text(page, make_comments_view())
    assert noindex in text(page, make_comments_view(make_article(unlisted=True)))


def test_an_older_run_links_to_its_neighbours() -> None:
    first = text(CommentsPage(make_article().path, 1), make_comments_view(run=1))
    second = text(CommentsPage(make_article().path, 2), make_comments_view(run=2))
    assert "comments/0/" not in first
    assert "comments/2/" in first
    assert "comments/1/" in second
    assert "comments/3/" in second


def test_language_and_direction_are_the_articles() -> None:
    html = article_html(make_article_view(make_article(title="مرحبا", language="ar")))
    assert '<html lang="ar" dir="rtl"' in html
    assert '<header class="masthead" lang="en" dir="ltr">' in html
    assert ">Leave a reply<" not in html
    spanish = article_html(make_article_view(make_article(title="Hola", language="es")))
    assert '<html lang="es" dir="ltr"' in spanish
    assert '<span lang="en" dir="ltr">Leave a reply</span>' in spanish
    assert '<span lang="en"' not in article_html()


def test_the_way_back_from_a_footnote_is_said_in_the_articles_language() -> None:
    body = CommonMark().article("Words.[^a]\n\n[^a]: A note.")
    german = make_article(language="de", body=body)
    assert 'aria-label="Zurück zu Verweis 1"' in article_html(make_article_view(german))
    assert 'aria-label="Back to reference 1"' in article_html(
        make_article_view(make_article(body=body))
    )


def test_a_table_scrolls_by_itself_and_its_empty_corner_is_no_heading() -> None:
    body = CommonMark().article("Words.\n\n| | Old |\n|---|---|\n| Fare | 4 |\n")
    html = article_html(make_article_view(make_article(body=body)))
    table = re.search(r'<div class="wide" tabindex="0"><table>(.*?)</table></div>', html, re.DOTALL)
    assert table
    assert re.findall(r"<t[hd]>[^<]*</t[hd]>", table[1])[:2] == ["<td></td>", "<th>Old</th>"]


def test_a_moved_page_leads_on_without_script_and_is_not_indexed() -> None:
    html = text(ArticlePage("/2026/10/old/"), Moved("/2026/11/new/#comments"))
    assert '<meta http-equiv="refresh" content="0; url=/2026/11/new/#comments">' in html
    assert '<link rel="canonical" href="https://news.example/2026/11/new/">' in html
    assert '<a href="/2026/11/new/#comments">' in html
    assert "noindex" in html


def test_an_error_page_says_what_is_wrong_in_words() -> None:
    page = error_page(make_site(url=""), 404, "Not found", f"No {EVIL}").decode()
    assert "Error 404" in page
    assert "<h1>Not found</h1>" in page
    assert "<script>" not in page


def test_only_html_of_the_sanitiser_is_shown_as_it_is() -> None:
    html = article_html(threads=(make_thread(html=SafeHtml("<p>a<br>b</p>")),))
    assert "<p>a<br>b</p>" in html

"""Conversations on a page, the form, and the pages around one comment."""

import re
from datetime import timedelta
from typing import Any

import pytest

from broadsheet.adapters.http.comments.reader_fields import LONGEST_NOTE
from broadsheet.adapters.jinja.assets import assets
from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page, report_page
from broadsheet.adapters.jinja.filters import COLOURS, colour
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.domain.comments.comment import Number
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.rules import CommentRules, Policy
from broadsheet.domain.shared.sentence import Sentence
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from tests.builders import NOON, make_count, make_discussion, make_id, make_site, make_thread
from tests.every_page import EVIL, discussed, text
from tests.support.document import document
from tests.view_builders import make_article_view

POLICY = "comments-policy/index.html"


def article_html(view: Any = None, **changes: Any) -> str:
    view = view or make_article_view(**changes)
    return text(ArticlePage(view.article.path), view)


def test_replies_stand_in_lists_inside_what_they_answer() -> None:
    page = document(article_html(threads=discussed(), count=make_count(5)))
    inside = {
        item.all("div")[0]["id"]: [above.tag for above in item.ancestors()].count("ol")
        for item in page.all("li", where=lambda item: item.within("ol"))
    }
    assert inside == {
        "comment-1": 1,
        "comment-1-1": 2,
        "comment-1-2": 3,
        "comment-1-3": 3,
        "comment-1-4": 3,
        "comment-2": 1,
        "comment-2-1": 2,
        "comment-2-2": 3,
        "comment-3": 1,
        "comment-4": 1,
        "comment-5": 1,
    }


def test_a_flattened_reply_names_whom_it_answers() -> None:
    deep = [make_thread(1, n, answers=Number(1, n - 1), name=f"R{n}") for n in (1, 2, 3)]
    html = article_html(threads=(make_thread(1), *deep), count=make_count(1, 4))
    assert '<a href="#comment-1-2">In reply to <bdi>R2</bdi></a>' in html
    assert html.count("In reply to") == 1


def test_a_hidden_parent_leaves_a_gravestone_at_its_place() -> None:
    threads = (make_thread(1), make_thread(1, 2, answers=Number(1, 1)))
    html = article_html(threads=threads, count=make_count(1, 2))
    gone = html.index('<div class="comment" id="comment-1-1">')
    assert gone < html.index("A comment that stood here was withdrawn.", gone)
    assert html.index('id="comment-1-2"') > gone
    assert "comments/1-1/reply" not in html
    assert "2 comments<" in html


def test_a_reply_to_another_thread_says_what_it_answers() -> None:
    newest = (make_thread(52, answers=Number(3, 4)), make_thread(53, answers=Number(60, 1)))
    html = article_html(threads=newest, count=make_count(60))
    where = "/2026/11/harbour-reopens/comments/1/#comment-3-4"
    assert f'<a href="{where}">In reply to an earlier comment</a>' in html
    assert "In reply to a comment that was withdrawn" in html


def test_a_comment_can_be_answered_and_reported_unless_comments_are_closed() -> None:
    threads, base = (make_thread(1, 3),), f"/api/v1/articles/{make_id()}/comments/1-3"
    shown = {"threads": threads, "count": make_count(1)}
    html = article_html(**shown)
    assert f'<a href="{base}/reply" rel="nofollow">Reply</a>' in html
    assert f'<a href="{base}/report" rel="nofollow">Report</a>' in html
    for discussion in (make_discussion(is_open=False), None):
        closed = article_html(**shown, discussion=discussion)
        assert "/reply" not in closed
        assert f"{base}/report" in closed
        assert "Comments are closed." in closed
        assert "<textarea" not in closed
        assert "Comment 1." in closed


def test_an_edit_is_told_with_its_date() -> None:
    edited = make_thread(edited_at=NOON + timedelta(days=1))
    html = article_html(threads=(edited,), count=make_count(1))
    assert 'Edited by the editors <time datetime="2026-11-23T11:05:00Z">' in html
    assert "Edited by" not in article_html(threads=(make_thread(),), count=make_count(1))


def test_an_avatar_is_made_of_the_name_alone() -> None:
    faces = [
        re.findall(r'<span class="initial (c[0-7])" aria-hidden="true">(.)</span>', page)
        for page in (
            article_html(threads=(make_thread(n, name="سارة"),), count=make_count(n))
            for n in (1, 2)
        )
    ]
    assert faces[0] == faces[1]
    assert [letter for _, letter in faces[0]] == ["س"]
    many = {colour(f"Reader {number}") for number in range(200)}
    assert many == set(range(COLOURS))
    style = assets(make_site())["comments.css"].body.decode()
    assert all(f".c{number}{{background:" in style for number in many)


@pytest.mark.parametrize("policy", Policy)
def test_readers_are_told_which_comments_are_read_first(policy: Policy) -> None:
    words = {
        Policy.HOLD_ALL: "Comments are read before they are published.",
        Policy.HOLD_FIRST: "Your first comment is read before it is published;",
        Policy.HOLD_SUSPICIOUS: "Comments appear at once, but for those",
    }
    site = make_site(comments=CommentRules(policy=policy))
    renderer = JinjaRenderer(site)
    view = make_article_view()
    form = CommentForm(article=make_discussion())
    for page in (
        text(ArticlePage(view.article.path), view, renderer),
        comment_form_page(site, form).decode(),
    ):
        assert {kind for kind, said in words.items() if said in page} == {policy}


def test_readers_can_ask_for_mail_only_where_it_is_sent() -> None:
    view = make_article_view()
    for sends in (True, False):
        renderer = JinjaRenderer(make_site(sends_mail=sends))
        html = text(ArticlePage(view.article.path), view, renderer)
        assert ('type="checkbox" id="reply-notify" name="notify" value="yes"' in html) is sends


def test_a_proof_of_work_is_asked_for_only_where_the_newsroom_wants_it() -> None:
    view = make_article_view()
    for wanted in (True, False):
        site = make_site(comments=CommentRules(proof_of_work=wanted))
        html = text(ArticlePage(view.article.path), view, JinjaRenderer(site))
        assert ('data-challenge="/api/v1/comments/challenge"' in html) is wanted
        assert ('<input type="hidden" name="proof">' in html) is wanted
        assert bool(re.search(r'<script src="/assets/proof\.\w+\.js" defer>', html)) is wanted
        assert "proof.js" in assets(site), "a flood may ask for proofs, and reports always do"


def test_a_field_that_no_person_sees_is_hidden_by_the_style_sheet() -> None:
    html = article_html()
    trap = re.search(r'<p class="trap" aria-hidden="true">(.*?)</p>', html)
    assert trap
    assert "Leave this field empty" in trap[1]
    assert '<input name="website" autocomplete="off" tabindex="-1">' in trap[1]
    style = assets(make_site())["comments.css"].body.decode()
    assert re.search(r"\.trap ?\{ ?display: ?none ?\}", style)


def test_a_served_form_answers_a_comment_and_keeps_the_time_it_was_given_out() -> None:
    parent = make_thread(1, 2, name="Ada")
    form = CommentForm(
        article=make_discussion(), typed={"parent": "1-2", "issued": "5.sig"}, parent=parent
    )
    page = comment_form_page(make_site(), form).decode()
    assert '<input type="hidden" name="parent" value="1-2">' in page
    assert '<input type="hidden" name="issued" value="5.sig">' in page
    assert "<p>Comment 1.</p>" in page
    assert "noindex" in page
    assert 'name="issued"' not in article_html()


def test_a_report_asks_for_each_reason_and_keeps_what_was_typed() -> None:
    typed = {"reason": "private", "note": EVIL}
    errors = {"note": Sentence("Please use at most 500 characters.")}
    page = report_page(make_site(), make_discussion(), make_thread(7, 2), typed, errors).decode()
    assert re.findall(r'name="reason" value="(\w+)"', page) == [r.value for r in ReportReason]
    assert re.findall(r'value="(\w+)" required checked', page) == ["private"]
    assert f'action="/api/v1/articles/{make_id()}/comments/7-2/report"' in page
    assert f'maxlength="{LONGEST_NOTE}"' in page
    assert "<script>" not in page
    assert '<a href="#report-note">Please use at most 500 characters.</a>' in page


def test_the_error_page_of_the_form_keeps_what_was_typed_and_ties_errors_to_fields() -> None:
    form = CommentForm(
        article=make_discussion(path="/2026/11/x/", title=EVIL, language="ar"),
        typed={"name": EVIL, "email": "a", "body": "\n</textarea><script>"},
        errors={"email": Sentence("Please enter an address."), "": Sentence("Please try again.")},
    )
    page = comment_form_page(make_site(), form).decode()
    assert "<script>" not in page
    assert page.count("</textarea>") == 1
    assert "\n\n&lt;/textarea&gt;" in page
    assert re.search(
        r'name="email"[^>]* value="a" '
        r'aria-describedby="reply-email-hint reply-email-error" aria-invalid="true"',
        page,
    )
    assert '<a href="#reply-email">Please enter an address.</a>' in page
    assert "<li>Please try again.</li>" in page
    assert '<a href="/2026/11/x/" lang="ar" dir="rtl">' in page
    assert page.count("aria-invalid") == 1


def policy_page(**changes: Any) -> str:
    site = make_site(**changes)
    return (
        document(JinjaRenderer(site).render(FixedPage(POLICY), FixedView())[POLICY].body)
        .one("article")
        .text
    )


def test_the_policy_says_what_this_newsroom_decided() -> None:
    rules = CommentRules(
        policy=Policy.HOLD_ALL, close_after_days=14, keep_days=1, keep_sender_days=90, reports=5
    )
    told = policy_page(comments=rules)
    for words in (
        "Comments are read before they are published.",
        "close 14 days after",
        "took down, is deleted after 1 day.",
        "not used again is deleted after 90 days.",
        "If 5 readers whose comments we have published before report one",
        "privacy@news.example",
    ):
        assert words in told
    never = policy_page(comments=CommentRules(reports=0))
    assert "Comments on a story close" not in never
    assert "readers whose comments" not in never


def test_the_policy_speaks_of_mail_only_where_it_is_sent() -> None:
    for sends in (True, False):
        assert ("if you ask to be told of replies" in policy_page(sends_mail=sends)) is sends


def test_the_policy_names_the_newsrooms_own_contact() -> None:
    told = policy_page(privacy_contact="https://news.example/privacy/")
    assert "https://news.example/privacy/" in told
    assert "privacy@" not in told

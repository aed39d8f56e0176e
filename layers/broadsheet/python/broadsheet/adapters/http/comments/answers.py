"""Pages around one comment: to answer or to report it, to see one's own before it is sent.

The template engine is imported by those who show a page: whose comment is accepted needs none.
"""
# ruff: noqa: PLC0415

from collections.abc import Mapping

from broadsheet.adapters.http.answer import Answer, html_answer, json_answer
from broadsheet.adapters.http.comments.comment_answers import CommentPreview
from broadsheet.adapters.http.comments.form import SentForm, messages_of
from broadsheet.adapters.http.problem import TITLES, detail_for_readers, headers_of, status_of
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.domain.comments.comment import Thread, number_from, thread_key
from broadsheet.domain.comments.submitted import SubmittedComment
from broadsheet.domain.shared.errors import (
    Banned,
    BroadsheetError,
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    ProofRequired,
    TooManyRequests,
)
from broadsheet.domain.shared.sentence import Sentence
from broadsheet.domain.site.site import Site
from broadsheet.usecases.comments.preview_comment import preview_comment
from broadsheet.usecases.comments.read_comments import (
    comment_at,
    open_discussion,
    published_discussion,
)
from broadsheet.usecases.comments.services import CommentServices
from broadsheet.usecases.comments.signed_time import carried, issued_at
from broadsheet.usecases.shared.ports import Reads


def reply_form(request: HttpRequest, services: CommentServices, site: Site) -> Answer:
    """The comment and the form that answers it. Raises NotFound, CommentsClosed."""
    from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page

    reads, now = services.table, services.clock()
    article = open_discussion(reads, request.parameter("id"), now)
    parent = comment_at(reads, article.article_id, request.parameter("number"))
    typed = {"parent": str(parent.number), "issued": issued_at(services.keys, now)}
    form = CommentForm(article=article, typed=typed, parent=parent)
    return html_answer(200, comment_form_page(site, form))


def preview(
    request: HttpRequest,
    services: CommentServices,
    site: Site,
    sent: SentForm,
    submission: SubmittedComment,
) -> Answer:
    """The comment as it would be published, above the form. Raises what sending it would."""
    article_id = request.parameter("id")
    html = preview_comment(services, article_id, submission)
    if request.wants_json():
        return json_answer(200, CommentPreview(html))
    from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page

    article = published_discussion(services.table, article_id)
    typed = _form_again(services, sent) | {"name": submission.name}
    parent = _parent(services.table, article_id, typed)
    form = CommentForm(article=article, typed=typed, parent=parent, html=html)
    return html_answer(200, comment_form_page(site, form))


def comment_refused(
    request: HttpRequest,
    services: CommentServices,
    site: Site,
    sent: SentForm,
    error: BroadsheetError,
) -> Answer:
    """What is wrong, as a page with what was typed, and the form where that can be sent again."""
    if isinstance(error, Conflict | Banned):
        return refused(error, site, typed=sent.typed.get("body", ""))
    if not _may_be_sent_again(error):
        return refused(error, site)
    from broadsheet.adapters.jinja.comment_pages import CommentForm, comment_form_page

    try:
        article = published_discussion(services.table, request.parameter("id"))
    except NotFound as gone:
        return refused(gone, site, typed=sent.typed.get("body", ""))
    typed = _form_again(services, sent)
    if isinstance(error, ProofRequired):
        typed |= {"challenge": "yes", "again": error.again}
    parent = _parent(services.table, article.article_id, typed)
    if parent is None:
        typed["parent"] = ""
    form = CommentForm(article=article, typed=typed, errors=_errors(error), parent=parent)
    return _refusal(error, comment_form_page(site, form))


def report_form(request: HttpRequest, reads: Reads, site: Site) -> Answer:
    """The comment and the form that reports it. Raises NotFound."""
    return html_answer(200, _report_page(request, reads, site, {}, {}))


def report_refused(
    request: HttpRequest, reads: Reads, site: Site, sent: SentForm, error: BroadsheetError
) -> Answer:
    """What is wrong, as a page; with the form and what was typed, where that can be sent again."""
    if not _may_be_sent_again(error):
        return refused(error, site)
    try:
        page = _report_page(request, reads, site, sent.typed, _errors(error))
    except NotFound as gone:
        return refused(gone, site)
    return _refusal(error, page)


def refused(error: BroadsheetError, site: Site, *, typed: str = "") -> Answer:
    """A readable page with what is wrong, and with what was typed where that cannot be sent."""
    from broadsheet.adapters.jinja.comment_error import error_page

    title = TITLES[status_of(error)]
    page = error_page(site, status_of(error), title, detail_for_readers(error), typed=typed)
    return _refusal(error, page)


def _refusal(error: BroadsheetError, page: bytes) -> Answer:
    answer = html_answer(status_of(error), page)
    answer["headers"] |= headers_of(error)
    return answer


def _report_page(
    request: HttpRequest,
    reads: Reads,
    site: Site,
    typed: Mapping[str, str],
    errors: Mapping[str, Sentence],
) -> bytes:
    from broadsheet.adapters.jinja.comment_pages import report_page

    article = published_discussion(reads, request.parameter("id"))
    thread = comment_at(reads, article.article_id, request.parameter("number"))
    return report_page(site, article, thread, typed, errors)


def _may_be_sent_again(error: BroadsheetError) -> bool:
    """Whether who sent the form may send it again, changed or later."""
    wrong = isinstance(error, Invalid) and not isinstance(error, Malformed)
    return wrong or isinstance(error, TooManyRequests)


def _errors(error: BroadsheetError) -> dict[str, Sentence]:
    """What is wrong, by the fields' names; what is wrong with all, as `form`."""
    known = messages_of(error) if isinstance(error, Invalid) else {}
    return known or {"form": detail_for_readers(error)}


def _form_again(services: CommentServices, sent: SentForm) -> dict[str, str]:
    """What was typed, and the time at which the form was first shown, by the fields' names."""
    visit = sent.visit
    issued = carried(services.keys, visit.issued, visit.seconds, services.clock())
    return sent.typed | {"issued": issued}


def _parent(reads: Reads, article_id: str, typed: Mapping[str, str]) -> Thread | None:
    number = number_from(typed.get("parent", ""))
    return reads.get(Thread, thread_key(article_id, number)) if number else None

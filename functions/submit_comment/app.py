"""Readers write: plain HTML forms, or JSON."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer, json_answer, see_other
from broadsheet.adapters.http.comments import answers as comment_answers
from broadsheet.adapters.http.comments.comment_answers import (
    CommentReceipt,
    ReportReceipt,
    with_token,
)
from broadsheet.adapters.http.comments.form import REPORT_FIELDS, SentForm, sent_form
from broadsheet.adapters.http.comments.reader_fields import comment_from_fields
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.http.routes import Endpoint, respond
from broadsheet.domain.shared.errors import BroadsheetError
from broadsheet.usecases.comments.known_reader import token_for
from broadsheet.usecases.comments.proof_of_work import make_challenge
from broadsheet.usecases.comments.read_comments import published_discussion
from broadsheet.usecases.comments.submit_comment import CommentReceipt as Received
from broadsheet.usecases.comments.submit_comment import submit_comment

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def _submit(request: HttpRequest) -> Answer:
    article_id = request.parameter("id")
    sent = sent_form(request, bootstrap.edge())
    try:
        return _accepted(request, article_id, sent)
    except BroadsheetError as error:
        if request.wants_json():
            raise
        services, site = bootstrap.comment_services(), bootstrap.site()
        return comment_answers.comment_refused(request, services, site, sent, error)


def _accepted(request: HttpRequest, article_id: str, sent: SentForm) -> Answer:
    submission = comment_from_fields(sent.fields, sent.wrong)
    services = bootstrap.comment_services()
    if sent.is_preview:
        return comment_answers.preview(request, services, bootstrap.site(), sent, submission)
    receipt = submit_comment(services, request.of_a_reader(), article_id, submission, sent.visit)
    token = token_for(services, sent.visit.cookie, submission.email, receipt.id)
    return with_token(_received(request, receipt), token)


def _received(request: HttpRequest, receipt: Received) -> Answer:
    if request.wants_json():
        told = CommentReceipt(receipt.id, receipt.state)
        return json_answer(201, told, {"location": f"{receipt.path}#comment-received"})
    return see_other(f"{receipt.path}#comment-received")


def _report(request: HttpRequest) -> Answer:
    article_id, number = request.parameter("id"), request.parameter("number")
    sent = sent_form(request, bootstrap.edge(), REPORT_FIELDS)
    try:
        return _reported(request, article_id, number, sent)
    except BroadsheetError as error:
        if request.wants_json():
            raise
        reads, site = bootstrap.services().table, bootstrap.site()
        return comment_answers.report_refused(request, reads, site, sent, error)


def _reported(request: HttpRequest, article_id: str, number: str, sent: SentForm) -> Answer:
    # No other route needs these.
    from broadsheet.adapters.http.comments.reader_fields import report_from_fields  # noqa: PLC0415
    from broadsheet.usecases.comments.report_comment import report_comment  # noqa: PLC0415

    report = report_from_fields(sent.fields, sent.wrong)
    services = bootstrap.comment_services()
    if sent.visit.trap.strip():
        # A machine is told what it wants to hear.
        path = published_discussion(services.table, article_id).path
        return see_other(f"{path}#report-received")
    asked = request.of_a_reader()
    receipt = report_comment(services, asked, article_id, number, report, sent.visit)
    if request.wants_json():
        location = {"location": f"{receipt.path}#report-received"}
        return json_answer(201, ReportReceipt(receipt.id), location)
    return see_other(f"{receipt.path}#report-received")


def _reply_form(request: HttpRequest) -> Answer:
    return comment_answers.reply_form(request, bootstrap.comment_services(), bootstrap.site())


def _report_form(request: HttpRequest) -> Answer:
    return comment_answers.report_form(request, bootstrap.services().table, bootstrap.site())


def _page(endpoint: Endpoint) -> Endpoint:
    """The same, with what is wrong as a page for those who do not ask for JSON."""

    def answered(request: HttpRequest) -> Answer:
        try:
            return endpoint(request)
        except BroadsheetError as error:
            if request.wants_json():
                raise
            return comment_answers.refused(error, bootstrap.site())

    return answered


def _challenge(_request: HttpRequest) -> Answer:
    return json_answer(200, make_challenge(bootstrap.comment_services()))


ROUTES = {
    "POST /api/v1/articles/{id}/comments": _page(_submit),
    "GET /api/v1/articles/{id}/comments/{number}/reply": _page(_reply_form),
    "GET /api/v1/articles/{id}/comments/{number}/report": _page(_report_form),
    "POST /api/v1/articles/{id}/comments/{number}/report": _page(_report),
    "GET /api/v1/comments/challenge": _challenge,
}


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(ROUTES, event, bootstrap.reads)

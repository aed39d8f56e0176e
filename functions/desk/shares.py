"""Links to a story for people without an account: made, looked at, taken back."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.form import number_typed
from broadsheet.adapters.http.desk.form_answers import wrong_in
from broadsheet.adapters.http.desk.previewed import story
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.http.desk.share_answers import SHARED
from broadsheet.adapters.http.lists import LONGEST
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.desk.shares import (
    list_openings,
    list_shares,
    revoke_share,
    share_article,
)


def _form(desk: DeskRequest, problem: Invalid | None = None) -> Answer:
    desk.only()
    services = bootstrap.services()
    article = story(services, desk)
    return bootstrap.desk().page(
        desk,
        "shares.html",
        status=422 if problem else 200,
        article=article,
        shares=list_shares(services.table, desk.who, article.id, LONGEST, None).items,
        now=services.clock(),
        wrong=wrong_in(problem),
        typed=desk.form if problem else None,
    )


def _make(desk: DeskRequest) -> Answer:
    from broadsheet.adapters.http.desk.submitted import ShareSubmission  # noqa: PLC0415

    article_id = desk.parameter("id")
    typed = {"label": desk.form.text("label"), "days": number_typed(desk.form.text("days"))}
    try:
        sent = ShareSubmission.from_fields(typed)
    except Invalid as problem:
        return _form(desk, problem)
    made = share_article(
        bootstrap.services(), desk.to_use_case(), article_id, sent.label, sent.days
    )
    site_url = desk.http.site_url(bootstrap.site_url())
    url = f"{site_url}{SHARED}{made.link.token}" if made.link else ""
    # Shown once, in the answer itself: in an address or a cookie it would be kept.
    return bootstrap.desk().page(
        desk, "shared_link.html", article_id=article_id, url=url, label=sent.label, days=sent.days
    )


def _openings(desk: DeskRequest) -> Answer:
    desk.only()
    article_id, share_id = desk.parameter("id"), desk.parameter("share")
    reads = bootstrap.services().table
    found = list_openings(reads, desk.who, article_id, share_id, LONGEST, None)
    listed = list_shares(reads, desk.who, article_id, LONGEST, None).items
    share = next((one for one in listed if one.share.id == share_id), None)
    return bootstrap.desk().page(
        desk, "share_openings.html", article_id=article_id, openings=found.items, listed=share
    )


def _revoke(desk: DeskRequest) -> Answer:
    article_id, share_id = desk.parameter("id"), desk.parameter("share")
    revoke_share(bootstrap.services(), desk.to_use_case(), article_id, share_id)
    return see(
        f"/desk/stories/{article_id}/shares", sentence("The link was taken back: it leads nowhere.")
    )


SHARES = "/desk/stories/{id}/shares"
ROUTES: dict[str, DeskEndpoint] = {
    f"GET {SHARES}": _form,
    f"POST {SHARES}": _make,
    f"GET {SHARES}/{{share}}": _openings,
    f"POST {SHARES}/{{share}}/revoke": _revoke,
}

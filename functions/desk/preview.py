"""A story as it will stand, in a frame of the width and in the light that somebody chose."""

from collections.abc import Callable

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.previewed import chosen, previewed, story
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.adapters.jinja.previews import Previews
from broadsheet.usecases.desk.preview import Preview
from broadsheet.usecases.desk.shares import list_shares

LISTED = 100
"""Links that are shown beside the frame."""


def _preview(desk: DeskRequest) -> Answer:
    choice, services = chosen(desk), bootstrap.services()
    article = story(services, desk)
    shares = list_shares(services.table, desk.who, article.id, LISTED, None)
    return bootstrap.desk().page(
        desk,
        "preview.html",
        article=article,
        choice=choice,
        shares=shares.items,
        now=services.clock(),
    )


Make = Callable[[Previews, Preview, str], bytes]


def _framed(make: Make) -> DeskEndpoint:
    def endpoint(desk: DeskRequest) -> Answer:
        theme = desk.only("theme").get("theme", "")
        preview = previewed(bootstrap.services(), desk)
        made_by = bootstrap.previews(desk.http.site_url(bootstrap.site_url()))
        return bootstrap.desk().framed(make(made_by, preview, theme))

    return endpoint


PREVIEW = "/desk/stories/{id}/preview"
ROUTES: dict[str, DeskEndpoint] = {
    f"GET {PREVIEW}": _preview,
    f"GET {PREVIEW}/page": _framed(Previews.framed),
    f"GET {PREVIEW}/card": _framed(Previews.cards),
}

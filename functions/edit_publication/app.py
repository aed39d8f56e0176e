"""What the staff do to the publication: a module for each feature, beside this one."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.routes import Endpoint, respond

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

FEATURES = {
    "/api/v1/articles/{id}/live": "live",
    "/api/v1/articles/{id}/remarks": "remarks",
    "/api/v1/articles/{id}/shares": "shares",
    "/api/v1/articles/{id}/": "life",
    "/api/v1/articles": "articles",
    "/api/v1/profiles": "profiles",
    "/api/v1/front": "front",
    "/api/v1/redirects": "redirects",
    "/api/v1/renamings": "renamings",
    "/api/v1/sections": "renamings",
    "/api/v1/tags": "renamings",
    "/api/v1/sessions": "sessions",
}
"""The module of a route's endpoint: the first whose path the route's path begins with."""


def endpoints(route: str) -> Mapping[str, Endpoint]:
    """Those of the feature that a route is of. A cold start imports this one, and no other."""
    path = route.partition(" ")[2]
    feature = next(name for begin, name in FEATURES.items() if path.startswith(begin))
    # Lambda knows this module as `app`, and so those beside it by their plain names.
    routes: Mapping[str, Endpoint] = import_module(__name__.removesuffix("app") + feature).ROUTES
    return routes


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond(endpoints(event["routeKey"]), event, bootstrap.reads)

"""The desk: what a newsroom has in its browser, a module for each feature beside this one."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.router import Feature, feature_of, respond_at_desk

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

GATEWAY_ROUTES = (
    *("GET /desk/{proxy+}", "POST /desk/{proxy+}"),
    *("GET /desk/shared/{token}", "POST /desk/shared/{token}"),
)
"""What API Gateway leads here; further on it is these modules' own tables. Links that anybody may
try have routes of their own, and so a limit."""
FEATURES = {
    "/desk/stories/{id}/write/here": "copies",
    "/desk/copies/{id}/preview": "copy_preview",
    "/desk/stories/{id}/revisions": "revisions",
    "/desk/stories/{id}/remarks": "remarks",
    "/desk/stories/{id}/preview": "preview",
    "/desk/stories/{id}/shares": "shares",
    "/desk/stories/{id}/receipt": "receipts",
    "/desk/stories/{id}/write": "writing",
    "/desk/sign-in/forgotten": "forgotten",
    "/desk/stories/new": "writing",
    "/desk/stories/find": "copies",
    "/desk/sections/{id}": "renaming",
    "/desk/comments/bans": "comment_rules",
    "/desk/comments/words": "comment_rules",
    "/desk/stories/{id}": "story",
    "/desk/copies/{id}/pictures": "story_pictures",
    "/desk/sign-in": "signing_in",
    "/desk/sign-out": "signing_in",
    "/desk/account": "account",
    "/desk/people": "elsewhere",
    "/desk/stories": "stories",
    "/desk/review": "stories",
    "/desk/schedule": "schedule",
    "/desk/shared": "shared",
    "/desk/copies": "copies",
    "/desk/comments": "comments",
    "/desk/media": "media",
    "/desk/front": "front",
    "/desk/live": "live",
    "/desk/profiles": "profiles",
    "/desk/redirects": "redirects",
    "/desk/sections": "sections",
    "/desk/site": "site_page",
    "/desk/today": "today",
    "/desk": "today",
}
"""The module of a path: the first that it begins with."""


def feature(path: str) -> Feature:
    """Its pages. A cold start imports this one, and no other."""
    # Lambda knows this module as `app`, and so those beside it by their plain names.
    return feature_of(FEATURES, path, __name__.removesuffix("app"))


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond_at_desk(feature, event, bootstrap.services, bootstrap.desk, bootstrap.desk_door)

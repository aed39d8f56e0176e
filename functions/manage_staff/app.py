"""The desk's pages of people: the only function that may change accounts of the staff."""

from typing import TYPE_CHECKING, Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import observed
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.router import Feature, feature_of, respond_at_desk

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

GATEWAY_ROUTES = (
    "GET /desk/people",
    *("GET /desk/people/{proxy+}", "POST /desk/people/{proxy+}"),
)
"""What API Gateway leads here, of all that is below `/desk/`."""
FEATURES = {"/desk/people": "people"}
"""The module of a path."""


def feature(path: str) -> Feature:
    """Its pages."""
    return feature_of(FEATURES, path, __name__.removesuffix("app"))


@observed
def lambda_handler(event: dict[str, Any], context: "LambdaContext") -> Answer:
    """An event of the HTTP API."""
    return respond_at_desk(feature, event, bootstrap.services, bootstrap.desk, bootstrap.desk_door)

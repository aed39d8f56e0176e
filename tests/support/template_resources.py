"""The resources of `template.yaml`, by their names and kinds."""

import functools
from typing import Any

from local import template

FUNCTIONS = {
    "EditPublication",
    "ManageMedia",
    "ProcessMedia",
    "ReadNewsroom",
    "Desk",
    "ManageStaff",
    "SubmitComment",
    "ModerateComments",
    "PublishDue",
    "RouteChanges",
    "PlaceComments",
    "RenderPages",
    "ReadApi",
    "ManageSubscriptions",
    "PrivacyRequests",
    "SendMails",
    "FetchEmbeds",
}


@functools.cache
def resources() -> dict[str, Any]:
    found: dict[str, Any] = template.load()["Resources"]
    return found


def of_type(kind: str) -> dict[str, Any]:
    return {n: r["Properties"] for n, r in resources().items() if r["Type"] == kind}


def functions() -> dict[str, Any]:
    return of_type("AWS::Serverless::Function")

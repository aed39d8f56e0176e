"""What `template.yaml` promises: the rules of the cloud that no emulator enforces."""

import functools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from local import template

FUNCTIONS = {
    "SubmitArticle",
    "SubmitComment",
    "ModerateComments",
    "PublishDue",
    "RouteChanges",
    "RenderPages",
    "ReadApi",
}


@functools.cache
def resources() -> dict[str, Any]:
    found: dict[str, Any] = template.load()["Resources"]
    return found


def of_type(kind: str) -> dict[str, Any]:
    return {n: r["Properties"] for n, r in resources().items() if r["Type"] == kind}


def functions() -> dict[str, Any]:
    return of_type("AWS::Serverless::Function")


def alarmed() -> str:
    return str(of_type("AWS::CloudWatch::Alarm"))


def statements(role: str) -> Iterator[dict[str, Any]]:
    for policy in resources()[role]["Properties"]["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_there_are_the_seven_functions() -> None:
    assert functions().keys() == FUNCTIONS


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_its_own_role_log_memory_timeout_and_alarms(name: str) -> None:
    function = functions()[name]
    assert f"{name}Role" in str(function["Role"])
    log = resources()[f"{name}Log"]["Properties"]
    assert "RetentionInDays" in log
    assert function["MemorySize"] >= 128
    assert 0 < function["Timeout"] <= 60
    alarms = [a for a in of_type("AWS::CloudWatch::Alarm").values() if f"'{name}'" in str(a)]
    metrics = str(alarms)
    assert "Errors" in metrics
    assert "Throttles" in metrics


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_no_role_has_a_wildcard_action_or_every_resource(name: str) -> None:
    for statement in statements(f"{name}Role"):
        assert not [a for a in listed(statement["Action"]) if "*" in a]
        assert "*" not in listed(statement["Resource"])


# What each function's code calls: no more, and the end-to-end tests show that it is no less.
CALLS = {
    "SubmitArticle": "GetItem BatchGetItem Query PutItem UpdateItem DeleteItem",
    "SubmitComment": "GetItem PutItem",
    "ModerateComments": "GetItem Query PutItem DeleteItem",
    "PublishDue": "Query GetItem PutItem DeleteItem",
    "RouteChanges": "GetItem BatchGetItem Query",
    "RenderPages": "GetItem BatchGetItem Query",
    "ReadApi": "GetItem BatchGetItem Query",
}


@pytest.mark.parametrize(("name", "calls"), CALLS.items())
def test_a_role_allows_the_calls_of_its_function_on_the_table(name: str, calls: str) -> None:
    allowed = [
        action.removeprefix("dynamodb:")
        for statement in statements(f"{name}Role")
        for action in listed(statement["Action"])
        if action.startswith("dynamodb:") and "Stream" not in action
    ]
    table = [a for a in allowed if a not in ("GetRecords", "GetShardIterator")]
    assert sorted(table) == sorted(calls.split())


def test_every_queue_has_dead_letters_or_holds_them_and_every_dead_letter_rings() -> None:
    queues = of_type("AWS::SQS::Queue")
    for name, queue in queues.items():
        if "RedrivePolicy" not in queue:
            assert name in alarmed(), f"nobody hears of what lies in {name}"
    (route,) = [e["Properties"] for e in functions()["RouteChanges"]["Events"].values()]
    assert "OnFailure" in route["DestinationConfig"]


def test_a_message_stays_invisible_for_six_times_as_long_as_its_function_may_run() -> None:
    # AWS: 'Configuring a queue to use with Lambda'.
    visibility = resources()["RenderQueue"]["Properties"]["VisibilityTimeout"]
    assert visibility >= 6 * functions()["RenderPages"]["Timeout"]


LAYERS = ["DependenciesLayer", "BroadsheetLayer", "SiteLayer"]


def test_every_function_has_all_layers_each_built_by_its_own_makefile() -> None:
    shared = template.load()["Globals"]["Function"]["Layers"]
    assert [layer["Ref"] for layer in shared] == LAYERS
    assert not [name for name, function in functions().items() if "Layers" in function]
    for name, folder in template.layers(template.load()).items():
        assert resources()[name]["Metadata"]["BuildMethod"] == "makefile"
        assert f"build-{name}:" in (folder / "Makefile").read_text()


def test_what_the_file_of_the_site_says_needs_no_parameter() -> None:
    parameters = template.load()["Parameters"]
    for name in ("SiteTitle", "SiteLanguage", "SiteTimeZone", "SiteSections"):
        assert parameters[name]["Default"] == ""
        assert re.fullmatch(parameters[name].get("AllowedPattern", ".*"), "")
        assert "MinLength" not in parameters[name]


def test_a_parameter_of_the_site_reaches_every_function_that_makes_pages_or_addresses() -> None:
    def of(name: str) -> set[str]:
        return set(functions()[name]["Environment"]["Variables"])

    assert {"SITE_LANGUAGE", "SITE_TIME_ZONE"} <= of("SubmitArticle")
    for name in ("SubmitComment", "RenderPages"):
        assert {"SITE_TITLE", "SITE_LANGUAGE", "SITE_TIME_ZONE", "SITE_SECTIONS"} <= of(name)


def test_event_sources_report_partial_failures() -> None:
    for name in ("RouteChanges", "RenderPages"):
        (event,) = functions()[name]["Events"].values()
        assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    (pages,) = functions()["RenderPages"]["Events"].values()
    assert pages["Properties"]["BatchSize"] <= 10


def test_the_table_is_as_designed() -> None:
    (table,) = of_type("AWS::DynamoDB::Table").values()
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"]["AttributeName"] == "expires_at"
    recovery = table["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert "GlobalSecondaryIndexes" not in table


def test_the_site_bucket_is_private_versioned_and_encrypted() -> None:
    bucket = resources()["SiteBucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "AES256" in str(bucket["BucketEncryption"])


def test_the_content_security_policy_allows_no_inline_script() -> None:
    headers = str(resources()["Headers"]["Properties"])
    assert "default-src 'none'" in headers
    assert "unsafe" not in headers


def test_the_public_write_route_is_throttled() -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    route = api["RouteSettings"]["POST /api/v1/articles/{id}/comments"]
    assert 0 < route["ThrottlingRateLimit"] <= 50


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/search.html"])
def test_searches_are_throttled(path: str) -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    assert 0 < api["RouteSettings"][f"GET {path}"]["ThrottlingRateLimit"] <= 50


def test_reads_see_nothing_of_the_bucket_but_the_search_index() -> None:
    allowed = {
        action: str(statement["Resource"])
        for statement in statements("ReadApiRole")
        for action in listed(statement["Action"])
        if action.startswith("s3:")
    }
    assert allowed.keys() == {"s3:GetObject", "s3:ListBucket"}
    assert "/search/index/*" in allowed["s3:GetObject"]


def test_the_access_log_knows_no_ip_address_and_no_browser() -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    log = api["AccessLogSettings"]["Format"]
    assert "sourceIp" not in log
    assert "userAgent" not in log

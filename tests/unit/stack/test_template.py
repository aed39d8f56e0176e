"""What `template.yaml` promises: the rules of the cloud that no emulator enforces."""

import json
import re
from typing import Any

import pytest

from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import Notice
from broadsheet.domain.site.routing import RULES
from local import template
from tests.support.rights import policy
from tests.support.template_resources import FUNCTIONS, functions, of_type, resources


def alarmed() -> str:
    return str(of_type("AWS::CloudWatch::Alarm"))


def test_there_are_these_functions_and_no_others() -> None:
    assert functions().keys() == FUNCTIONS


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_its_own_role_log_memory_timeout_and_alarms(name: str) -> None:
    function = functions()[name]
    assert f"{name}Role" in str(function["Role"])
    assert policy.log_group(name) == f"{name}Log"
    assert "RetentionInDays" in resources()[f"{name}Log"]["Properties"]
    assert function["MemorySize"] >= 128
    assert 0 < function["Timeout"] <= 60
    of_it = [{"Name": "FunctionName", "Value": {"Ref": name}}]
    watched = [metric for metrics in calculated().values() for metric in metrics]
    found = [m["Metric"]["MetricName"] for m in watched if m["Metric"]["Dimensions"] == of_it]
    assert sorted(found) == ["Errors", "Throttles"]


def calculated() -> dict[str, list[dict[str, Any]]]:
    """The metrics of each alarm that calculates."""
    return {
        name: [m["MetricStat"] for m in alarm["Metrics"] if "MetricStat" in m]
        for name, alarm in of_type("AWS::CloudWatch::Alarm").items()
        if "Metrics" in alarm
    }


def test_an_alarm_that_calculates_rings_for_any_of_its_metrics_and_has_no_more_than_ten() -> None:
    # CloudWatch User Guide, 'Alarm data queries': ten metrics in an expression, of one period.
    for name, metrics in calculated().items():
        alarm = of_type("AWS::CloudWatch::Alarm")[name]
        assert 0 < len(metrics) <= 10
        assert {metric["Period"] for metric in metrics} == {300}
        told = [m["Expression"] for m in alarm["Metrics"] if m.get("ReturnData", True)]
        assert told == ["SUM(FILL(METRICS(), 0))"]
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)


def test_what_happens_in_another_stack_rings_no_alarm() -> None:
    for alarm in of_type("AWS::CloudWatch::Alarm").values():
        for metric in alarm.get("Metrics", []):
            assert "SELECT" not in metric.get("Expression", "")
            assert "SEARCH" not in metric.get("Expression", "")
        for metric in watched_by(alarm):
            dimensions = {d["Name"]: d["Value"] for d in metric["Dimensions"]}
            if metric["Namespace"] == "Broadsheet":  # as `observability.metrics` writes them
                assert dimensions.pop("stack") == {"Ref": "AWS::StackName"}
                assert dimensions.keys() == {"service"}
            else:
                assert dimensions
                assert {type(d) for d in dimensions.values()} == {dict}, "this stack's own"


def watched_by(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    calculated = [m["MetricStat"]["Metric"] for m in alarm.get("Metrics", []) if "MetricStat" in m]
    return calculated or [alarm]


def test_an_address_is_asked_for_only_where_mail_is_sent() -> None:
    for name in ("SubmitComment", "RenderPages", "SendMails"):
        assert functions()[name]["Environment"]["Variables"]["MAIL_FROM"] == {"Ref": "MailFrom"}


READERS = {"RouteChanges": "UnroutedChanges", "PlaceComments": "UnplacedComments"}
"""Who reads the table's stream, and where is named what they gave up on."""


def test_every_queue_has_dead_letters_or_holds_them_and_every_dead_letter_rings() -> None:
    queues = of_type("AWS::SQS::Queue")
    for name, queue in queues.items():
        if "RedrivePolicy" not in queue:
            assert name in alarmed(), f"nobody hears of what lies in {name}"
    for name, letters in READERS.items():
        (source,) = [e["Properties"] for e in functions()[name]["Events"].values()]
        destination = source["DestinationConfig"]["OnFailure"]["Destination"]
        assert letters in str(destination)


def test_a_message_stays_invisible_for_six_times_as_long_as_its_function_may_run() -> None:
    # AWS: 'Configuring a queue to use with Lambda'.
    for queue, name in (("RenderQueue", "RenderPages"), ("MailQueue", "SendMails")):
        visibility = resources()[queue]["Properties"]["VisibilityTimeout"]
        assert visibility >= 6 * functions()[name]["Timeout"]


LAYERS = ["DependenciesLayer", "BroadsheetLayer", "SiteLayer"]


def test_every_function_has_all_layers_each_built_by_its_own_makefile() -> None:
    shared = template.load()["Globals"]["Function"]["Layers"]
    assert [layer["Ref"] for layer in shared] == LAYERS
    more = {n: f["Layers"] for n, f in functions().items() if "Layers" in f}
    assert more == {"ProcessMedia": [{"Ref": "PicturesLayer"}]}
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
    shared = template.load()["Globals"]["Function"]["Environment"]["Variables"]
    assert {"SITE_TITLE", "SITE_LANGUAGE", "SITE_TIME_ZONE", "SITE_SECTIONS"} <= set(shared)


def test_event_sources_report_partial_failures() -> None:
    for name in (*READERS, "RenderPages", "SendMails"):
        (event,) = functions()[name]["Events"].values()
        assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    (pages,) = functions()["RenderPages"]["Events"].values()
    assert pages["Properties"]["BatchSize"] <= 10


def patterns(name: str) -> list[Any]:
    (event,) = functions()[name]["Events"].values()
    return [json.loads(f["Pattern"]) for f in event["Properties"]["FilterCriteria"]["Filters"]]


def test_changes_are_routed_of_all_records_that_are_on_pages_and_of_no_others() -> None:
    on_pages = [record.__name__ for record in RULES]
    assert patterns("RouteChanges") == [
        {"dynamodb": {image: {"type": {"S": on_pages}}}} for image in ("NewImage", "OldImage")
    ]


def test_comments_are_placed_where_a_placement_is_written_and_mails_handed_on() -> None:
    heard = [Placement.__name__, Notice.__name__]
    assert patterns("PlaceComments") == [{"dynamodb": {"NewImage": {"type": {"S": heard}}}}]


def test_the_stream_has_no_more_readers_than_it_feeds_and_none_leaves_out_a_bad_batch() -> None:
    # AWS: at most two readers of a shard, else they are throttled ('DynamoDB Streams').
    sources = [
        (name, event["Properties"])
        for name, function in functions().items()
        for event in function.get("Events", {}).values()
        if event["Type"] == "DynamoDB"
    ]
    assert [name for name, _ in sources] == list(READERS)
    for _, source in sources:
        assert source["StartingPosition"] == "TRIM_HORIZON"
        assert source["BatchSize"] <= 100
        assert source["BisectBatchOnFunctionError"]
        assert source["MaximumRetryAttempts"] > 0
        # AWS: 'Lambda event filtering': five filters of up to 4,096 characters each.
        filters = source["FilterCriteria"]["Filters"]
        assert len(filters) <= 5
        assert max(len(f["Pattern"]) for f in filters) <= 4096


def test_as_many_readers_may_comment_at_once_as_the_storm_brings() -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    route = api["RouteSettings"]["POST /api/v1/articles/{id}/comments"]
    # A thousand within ten seconds; and no more than one partition of the table takes.
    assert 100 < route["ThrottlingRateLimit"] <= 250
    copies = functions()["SubmitComment"]["ReservedConcurrentExecutions"]
    assert route["ThrottlingRateLimit"] <= 10 * next(
        n for n in copies["Fn::If"] if isinstance(n, int)
    )


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


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/search.html"])
def test_searches_are_throttled(path: str) -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    assert 0 < api["RouteSettings"][f"GET {path}"]["ThrottlingRateLimit"] <= 50

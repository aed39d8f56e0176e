"""What `template.yaml` promises: the rules of the cloud that no emulator enforces."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from broadsheet.adapters.aws.failures import Received, SqsFailures
from broadsheet.adapters.http.answer import CONTENT_SECURITY_POLICY
from broadsheet.domain.articles.embed import EmbedUse
from broadsheet.domain.comments.comment import Placement
from broadsheet.domain.mail.subscription import NOTICE_LASTS, Notice
from broadsheet.domain.site.routing import RULES
from functions.fetch_embeds.app import OURS_LASTS
from local import template
from tests.contract.test_failures import StubSqs
from tests.support.rights import policy
from tests.support.template_resources import FUNCTIONS, functions, of_type, resources


def test_there_are_these_functions_and_no_others() -> None:
    assert functions().keys() == FUNCTIONS


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_its_own_role_log_memory_and_timeout(name: str) -> None:
    function = functions()[name]
    assert f"{name}Role" in str(function["Role"])
    assert policy.log_group(name) == f"{name}Log"
    assert "RetentionInDays" in resources()[f"{name}Log"]["Properties"]
    assert function["MemorySize"] >= 128
    assert 0 < function["Timeout"] <= 60


def test_an_address_is_asked_for_only_where_mail_is_sent() -> None:
    for name in ("SubmitComment", "RenderPages", "SendMails"):
        assert functions()[name]["Environment"]["Variables"]["MAIL_FROM"] == {"Ref": "MailFrom"}


READERS = {"RouteChanges": "UnroutedChanges", "PlaceComments": "UnplacedComments"}
"""Who reads the table's stream, and where is named what they gave up on."""


def test_a_message_stays_invisible_for_six_times_as_long_as_its_function_may_run() -> None:
    # AWS: 'Configuring a queue to use with Lambda'.
    for queue, name in (
        ("RenderQueue", "RenderPages"),
        ("MailQueue", "SendMails"),
        ("EmbedQueue", "FetchEmbeds"),
    ):
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
    # What says that an address stands on a card is on no page: it is handed on to be asked about.
    heard = {"NewImage": [*on_pages, EmbedUse.__name__], "OldImage": on_pages}
    assert patterns("RouteChanges") == [
        {"dynamodb": {image: {"type": {"S": types}}}} for image, types in heard.items()
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
        # AWS: 'Lambda event filtering': five filters of up to 4,096 characters each.
        filters = source["FilterCriteria"]["Filters"]
        assert len(filters) <= 5
        assert max(len(f["Pattern"]) for f in filters) <= 4096


def mappings(source: str) -> list[dict[str, Any]]:
    """The event source mappings of a kind, as CloudFormation is given them."""
    loaded = template.load()
    code = dict.fromkeys([*template.functions(loaded), *template.layers(loaded)], "s3://b/k")
    made = template.translated(code, 80, {})["Resources"].values()
    told = [r["Properties"] for r in made if r["Type"] == "AWS::Lambda::EventSourceMapping"]
    return [one for one in told if source in str(one["EventSourceArn"])]


def test_a_change_is_tried_until_a_redrive_can_hardly_read_it_any_more() -> None:
    # AWS: a stream keeps a record for 24 hours, and what expires there is sent to no destination.
    for mapping in mappings("StreamArn"):
        assert mapping["MaximumRetryAttempts"] == -1
        assert 20 <= mapping["MaximumRecordAgeInSeconds"] / 3600 <= 23
        assert mapping["BisectBatchOnFunctionError"]
        assert mapping["DestinationConfig"]["OnFailure"]["Destination"]
    assert len(mappings("StreamArn")) == len(READERS)


def test_a_message_is_tried_for_as_long_as_it_is_worth_anything() -> None:
    tries = {n: q["RedrivePolicy"] for n, q in queues().items() if "RedrivePolicy" in q}
    hours = {
        name: sum(waits(name, policy["maxReceiveCount"])) / 3600 for name, policy in tries.items()
    }
    assert hours.keys() == {"RenderQueue", "MailQueue", "EmbedQueue", "Uploads"}
    assert hours["RenderQueue"] > 8
    assert NOTICE_LASTS.total_seconds() / 3600 < hours["MailQueue"]
    assert 12 < hours["Uploads"] < queues()["Uploads"]["MessageRetentionPeriod"] / 3600
    assert OURS_LASTS.total_seconds() / 3600 < hours["EmbedQueue"]
    assert hours["EmbedQueue"] < queues()["EmbedQueue"]["MessageRetentionPeriod"] / 3600
    kept = queues()["MailQueue"]["MessageRetentionPeriod"]
    assert NOTICE_LASTS.total_seconds() < kept


def queues() -> dict[str, Any]:
    return of_type("AWS::SQS::Queue")


def waits(queue: str, tries: int) -> Iterator[int]:
    """Seconds between the deliveries of a message that fails every time."""
    longest = {"RenderQueue": 360, "MailQueue": 3600, "EmbedQueue": 1800}.get(queue)
    if longest is None:
        return iter([queues()[queue]["VisibilityTimeout"]] * tries)
    sqs = StubSqs()
    failures = SqsFailures(cast("Any", sqs), "queue", "dead", longest=longest)
    failures.try_again_soon([Received("r", n) for n in range(1, tries)])
    return iter(wait for _, wait in sqs.asked)


def test_who_puts_messages_aside_is_told_where_its_queues_dead_letters_are() -> None:
    readers = {
        name: event["Properties"]
        for name, function in functions().items()
        for event in function["Events"].values()
        if event["Type"] in ("SQS", "DynamoDB")
    }
    for name, source in readers.items():
        variables = functions()[name]["Environment"]["Variables"]
        told = variables["DEAD_LETTERS_URL"]["Ref"]
        if "Stream" in source:
            assert told in str(source["DestinationConfig"])
        else:
            (queue,) = [q for n, q in queues().items() if f"{n}.Arn" in dotted(source["Queue"])]
            assert f"{told}.Arn" in dotted(queue["RedrivePolicy"]["deadLetterTargetArn"])
    assert len(readers) == 6


def dotted(arn: dict[str, Any]) -> str:
    told = arn["Fn::GetAtt"]
    return told if isinstance(told, str) else ".".join(told)


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
    # The API says the same to those who call it at its own address, where no page has a player.
    assert CONTENT_SECURITY_POLICY in headers.replace("frame-src ${FrameSources}; ", "")


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/search.html"])
def test_searches_are_throttled(path: str) -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    assert 0 < api["RouteSettings"][f"GET {path}"]["ThrottlingRateLimit"] <= 50


def test_the_access_log_knows_no_ip_address_and_no_browser() -> None:
    (api,) = of_type("AWS::Serverless::HttpApi").values()
    log = api["AccessLogSettings"]["Format"]
    assert "sourceIp" not in log
    assert "path" not in log.lower()
    assert "userAgent" not in log


def test_no_secret_is_made_of_what_anybody_can_see() -> None:
    """The stack's id is in the name of the token domain, which a machine client's address shows."""
    made_of_it = {name for name, one in resources().items() if "AWS::StackId" in json.dumps(one)}
    assert made_of_it == {"TokenDomain"}


def test_what_cloudfront_says_to_the_api_is_drawn_and_stands_in_no_environment() -> None:
    origins = resources()["Distribution"]["Properties"]["DistributionConfig"]["Origins"]
    (header,) = [h for one in origins for h in one.get("OriginCustomHeaders", [])]
    value = {"Fn::Sub": "{{resolve:secretsmanager:${EdgeSecret}}}"}
    assert header == {"HeaderName": "x-broadsheet-edge", "HeaderValue": value}
    drawn = resources()["EdgeSecret"]["Properties"]["GenerateSecretString"]
    assert drawn == {"PasswordLength": 64, "ExcludePunctuation": True}
    told = [name for name, one in resources().items() if "EdgeSecret" in json.dumps(one)]
    assert sorted(told) == ["Distribution", "SubmitComment", "SubmitCommentRole"]
    variables = resources()["SubmitComment"]["Properties"]["Environment"]["Variables"]
    assert variables["EDGE_SECRET_ID"] == {"Fn::GetAtt": ["EdgeSecret", "Id"]}


def test_an_answer_is_never_kept_for_others_by_what_its_asker_is_known_by() -> None:
    """CloudFront hands cookies on, and keeps no answer by them: ours say `no-store`."""
    policy = resources()["ApiCache"]["Properties"]["CachePolicyConfig"]
    parameters = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert parameters["CookiesConfig"] == {"CookieBehavior": "none"}
    behaviors = resources()["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    (api,) = [one for one in behaviors if one["PathPattern"] == "/api/*"]
    all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    assert api["OriginRequestPolicyId"] == all_viewer_except_host_header


def test_the_staff_sign_in_by_proving_a_password_with_an_authenticator_beside() -> None:
    people, machine = resources()["StaffClient"]["Properties"], resources()["MachineClient"]
    assert people["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"]
    # A list that is empty or missing is Cognito's own, with flows for people in it.
    assert machine["Properties"]["ExplicitAuthFlows"] == ["ALLOW_REFRESH_TOKEN_AUTH"]
    mfa = template.load()["Parameters"]["StaffMfa"]
    assert (mfa["Default"], mfa["AllowedValues"]) == ("ON", ["ON", "OPTIONAL"])
    assert resources()["Staff"]["Properties"]["MfaConfiguration"] == {"Ref": "StaffMfa"}


def test_a_token_of_the_staff_ends_soon_and_what_renews_it_is_good_once() -> None:
    people = resources()["StaffClient"]["Properties"]
    units = people["TokenValidityUnits"]
    assert (people["AccessTokenValidity"], units["AccessToken"]) == (15, "minutes")
    assert (people["RefreshTokenValidity"], units["RefreshToken"]) == (12, "hours")
    # API reference, RefreshTokenRotationType: only GetTokensFromRefreshToken rotates.
    assert people["RefreshTokenRotation"]["Feature"] == "ENABLED"
    assert "ALLOW_REFRESH_TOKEN_AUTH" not in people["ExplicitAuthFlows"]
    assert people["EnableTokenRevocation"] is True


def test_what_costs_money_by_the_person_is_off_until_somebody_asks_for_it() -> None:
    given, staff = template.load(), resources()["Staff"]["Properties"]
    assert given["Parameters"]["StaffThreatProtection"]["Default"] == "OFF"
    assert resources()["StolenPasswords"]["Condition"] == "HasThreatProtection"
    assert staff["UserPoolTier"] == {"Fn::If": ["HasThreatProtection", "PLUS", "ESSENTIALS"]}

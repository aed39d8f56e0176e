"""What the edge does when bucket or API fail, or a page is not there: no emulator has it."""

import re
from typing import Any

import pytest

from broadsheet.adapters.jinja.kinds.fixed import UNAVAILABLE
from broadsheet.domain.articles.providers import Providers
from local import template
from local.stack import of_one_machine
from operate.deploy import _overrides
from operate.samconfig import Environment
from operate.template import of_the_site
from tests.support.passed_files import PACKAGE
from tests.support.template import ROOT
from tests.support.template_resources import of_type, resources


def config() -> dict[str, Any]:
    found: dict[str, Any] = of_type("AWS::CloudFront::Distribution")["Distribution"]
    return found["DistributionConfig"]  # type: ignore[no-any-return]


def by(condition: Any, *, holds: bool) -> Any:
    """What an `!If` in the template comes to."""
    return condition["Fn::If"][1 if holds else 2]


def origin(name: str) -> dict[str, Any]:
    (found,) = [one for one in config()["Origins"] if one["Id"] == name]
    return dict(found)


# CloudFront's guide, 'Control how long CloudFront caches errors': an answer of these codes is kept
# for at least the minimum, ten seconds where none is said, whatever its `no-store` says.
KEPT_REGARDLESS = {404, 500, 502, 503, 504}


def test_no_error_is_kept_at_the_edge_for_longer_than_its_answer_says() -> None:
    said = {one["ErrorCode"]: one for one in config()["CustomErrorResponses"]}
    assert said.keys() == KEPT_REGARDLESS
    assert {one["ErrorCachingMinTTL"] for one in said.values()} == {0}


def test_only_where_no_origin_answers_the_edge_shows_a_page_of_its_own() -> None:
    # What the API and its functions say themselves has to reach whoever asked: 500 and 503, never
    # 502 and 504. That none of our code says those is looked for here.
    shown = {
        one["ErrorCode"]: (one["ResponseCode"], one["ResponsePagePath"])
        for one in config()["CustomErrorResponses"]
        if "ResponsePagePath" in one
    }
    assert shown == dict.fromkeys((502, 504), (503, f"/{UNAVAILABLE}"))
    for folder in (PACKAGE, ROOT / "functions"):
        for file in folder.rglob("*.py"):
            assert not re.search(r"\b50[24]\b|BAD_GATEWAY|GATEWAY_TIMEOUT", file.read_text()), file


def test_what_is_not_there_is_answered_by_the_second_origin_and_a_mistake_by_nobody() -> None:
    (group,) = config()["OriginGroups"]["Items"]
    assert [m["OriginId"] for m in group["Members"]["Items"]] == ["site", "missing"]
    codes = group["FailoverCriteria"]["StatusCodes"]
    for holds, expected in ((False, [404]), (True, [404, 500, 502, 503, 504])):
        here = by(codes, holds=holds)
        assert here["Items"] == expected, "403 is a mistake of the stack, and has to be seen"
        assert here["Quantity"] == len(expected)
    assert config()["DefaultCacheBehavior"]["TargetOriginId"] == group["Id"]
    # CloudFront fails over for GET, HEAD and OPTIONS only.
    assert config()["DefaultCacheBehavior"]["AllowedMethods"] == ["GET", "HEAD"]


def test_no_origin_is_a_distribution() -> None:
    # CloudFront's guide, '403': with two distributions on the way to an origin it answers 403.
    for one in config()["Origins"]:
        assert "Distribution" not in str(one)
        assert "cloudfront.net" not in str(one)


def test_a_scan_that_is_throttled_hears_404_and_not_429() -> None:
    (api,) = of_type("AWS::Serverless::Api").values()
    assert all(m["ThrottlingRateLimit"] <= 100 for m in api["MethodSettings"]), "or it would cost"
    said = api["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]["THROTTLED"]
    assert said["statusCode"] == "404"
    texts = said["responseTemplates"]
    # API Gateway chooses by what the request accepts, and JSON where it says nothing.
    assert texts.keys() == {"text/html", "application/json"}
    (page,) = set(texts.values())
    assert page.startswith("<!doctype html><html lang=")
    assert '<a href="/">' in page
    told = {name.rpartition(".")[2]: v for name, v in said["responseParameters"].items()}
    assert told["Content-Type"] == "'text/html; charset=utf-8'"
    assert told["Cache-Control"] == cache_of_the_page(api)


def cache_of_the_page(api: dict[str, Any]) -> str:
    (method,) = api["DefinitionBody"]["paths"]["/{page+}"].values()
    answer = method["x-amazon-apigateway-integration"]["responses"]["default"]
    assert answer["statusCode"] == "404"
    return str(answer["responseParameters"]["method.response.header.Cache-Control"])


def test_readers_do_not_wait_half_a_minute_for_a_region_that_is_away() -> None:
    # CloudFront's guide, 'Control origin timeouts and attempts': three times ten seconds.
    site = origin("site")
    assert site["ConnectionAttempts"] * site["ConnectionTimeout"] <= 6


def test_the_other_region_stands_in_the_place_of_the_page_for_what_is_missing() -> None:
    second = origin("missing")
    assert by(second["DomainName"], holds=True) == {"Ref": "ReplicaHost"}
    assert "MissingPages" in str(by(second["DomainName"], holds=False))
    assert by(second["OriginPath"], holds=False) == "/missing"
    access = resources()["ReplicaAccess"]
    assert access["Condition"] == "HasReplica"
    assert access["Properties"]["OriginAccessControlConfig"]["SigningBehavior"] == "always"


@pytest.mark.parametrize(
    ("bucket", "prefix", "copy"),
    [("SiteBucket", "", "site"), ("MediaBucket", "pictures/", "media")],
)
def test_deletions_are_copied_to_the_other_region_too(bucket: str, prefix: str, copy: str) -> None:
    properties = resources()[bucket]["Properties"]
    assert "Enabled" in str(properties["VersioningConfiguration"])
    replication = by(properties["ReplicationConfiguration"], holds=True)
    (rule,) = replication["Rules"]
    assert rule["Filter"] == {"Prefix": prefix}
    assert rule["DeleteMarkerReplication"] == {"Status": "Enabled"}
    assert f"${{ReplicaBuckets}}-{copy}" in str(rule["Destination"])
    assert "${ReplicaBuckets}-copies" in str(replication["Role"])


def test_buckets_without_a_host_or_the_other_way_round_are_refused() -> None:
    rule = template.load()["Rules"]["ReplicaNeedsBucketsAndHost"]
    assert str(rule).count("ReplicaBuckets'") == str(rule).count("ReplicaHost'") == 2


def test_the_pages_policy_lets_readers_ask_those_whose_players_there_are_and_nobody_else() -> None:
    policy = resources()["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    (text, _) = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"][
        "Fn::Sub"
    ]
    (frames,) = [part.strip() for part in text.split(";") if "frame-src" in part]
    assert frames == "frame-src ${FrameSources}"
    parameter = template.load()["Parameters"]["FrameSources"]
    assert tuple(parameter["Default"].split(" ")) == Providers().frame_origins
    for said in (parameter["Default"], "'none'"):
        assert re.fullmatch(parameter["AllowedPattern"], said)


def test_what_a_newspaper_adds_to_its_providers_is_in_the_policy_of_every_deployment() -> None:
    assert (
        of_one_machine("http://localhost:1", "http://localhost:2").items() >= of_the_site().items()
    )
    said = {"FrameSources": "https://forgotten.example", "SiteTitle": "Staging"}
    place = Environment("staging", "paper", "eu-west-1", None, said, None)
    assert _overrides(place, "on") == [
        "--parameter-overrides",
        f'FrameSources="{of_the_site()["FrameSources"]}"',
        'SiteTitle="Staging"',
        'DeletionProtection="on"',
    ]

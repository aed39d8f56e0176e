"""How the site is reached: over TLS, from which places, through what, and logged by whom."""

from typing import Any

import pytest

from broadsheet.adapters.http.answer import STRICT_TRANSPORT
from local import template
from tests.support.template_resources import resources

CONFIG: dict[str, Any] = resources()["Distribution"]["Properties"]["DistributionConfig"]
PARAMETERS: dict[str, Any] = template.load()["Parameters"]
A_YEAR = 31_536_000


def test_every_answer_says_for_a_year_that_the_site_is_asked_over_tls() -> None:
    (only, policy, otherwise) = headers()["StrictTransportSecurity"]["Fn::If"]
    assert (only, otherwise) == ("IsHttps", {"Ref": "AWS::NoValue"})
    assert policy["Override"] is True
    assert policy["AccessControlMaxAgeSec"] >= A_YEAR  # OWASP ASVS 5.0, 3.4.1
    assert f"max-age={policy['AccessControlMaxAgeSec']}" == STRICT_TRANSPORT
    behaviors = [CONFIG["DefaultCacheBehavior"], *CONFIG["CacheBehaviors"]]
    assert {b["ResponseHeadersPolicyId"]["Ref"] for b in behaviors} == {"Headers", "DeskHeaders"}
    assert headers("DeskHeaders")["StrictTransportSecurity"]["Fn::If"] == [only, policy, otherwise]


def headers(name: str = "Headers") -> dict[str, Any]:
    policy = resources()[name]["Properties"]["ResponseHeadersPolicyConfig"]
    found: dict[str, Any] = policy["SecurityHeadersConfig"]
    return found


def test_hosts_below_the_sites_are_left_alone_unless_the_newsroom_says_so() -> None:
    policy = headers()["StrictTransportSecurity"]["Fn::If"][1]
    assert policy["IncludeSubdomains"] == {"Ref": "HstsSubdomains"}
    assert PARAMETERS["HstsSubdomains"]["Default"] == "false"
    assert policy["Preload"] is False


def test_only_what_people_look_at_leads_on_from_http() -> None:
    api, desk = CONFIG["CacheBehaviors"]
    assert (api["PathPattern"], desk["PathPattern"]) == ("/api/*", "/desk/*")
    assert desk["ViewerProtocolPolicy"] == {"Ref": "ViewerProtocolPolicy"}
    assert api["ViewerProtocolPolicy"] == {
        "Fn::If": ["IsHttps", "https-only", {"Ref": "ViewerProtocolPolicy"}]
    }
    assert CONFIG["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == {"Ref": "ViewerProtocolPolicy"}
    assert PARAMETERS["ViewerProtocolPolicy"]["Default"] == "redirect-to-https"


def test_tls_is_no_older_than_1_2_where_this_stack_decides() -> None:
    (_, own, given) = CONFIG["ViewerCertificate"]["Fn::If"]
    assert own["MinimumProtocolVersion"] == "TLSv1.2_2025"
    # With its own certificate CloudFront sets the policy itself, and takes no other.
    assert given == {"CloudFrontDefaultCertificate": True}
    for origin in CONFIG["Origins"]:
        if "CustomOriginConfig" in origin:
            assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
            assert origin["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


@pytest.mark.parametrize("bucket", ["SiteBucketPolicy", "MediaBucketPolicy"])
def test_a_bucket_is_not_reached_in_the_clear(bucket: str) -> None:
    statements = resources()[bucket]["Properties"]["PolicyDocument"]["Statement"]
    (denied,) = [s for s in statements if s["Effect"] == "Deny"]
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert (denied["Principal"], denied["Action"]) == ("*", "s3:*")


def test_a_firewall_and_a_log_of_the_edge_are_there_only_where_they_were_asked_for() -> None:
    assert CONFIG["WebACLId"] == {"Ref": "WebAclArn"}  # empty: none (CloudFront API Reference)
    (asked, log, otherwise) = CONFIG["Logging"]["Fn::If"]
    assert (asked, otherwise) == ("HasAccessLog", {"Ref": "AWS::NoValue"})
    assert log["Bucket"] == {"Ref": "AccessLogBucket"}
    assert "IncludeCookies" not in log
    assert {PARAMETERS[name]["Default"] for name in ("WebAclArn", "AccessLogBucket")} == {""}
    assert CONFIG["PriceClass"] == {"Ref": "PriceClass"}

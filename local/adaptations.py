"""What MiniStack cannot take of the template, in one place, each with what checks it instead.

A test compares the template as transformed with the template as MiniStack gets it: a difference
that is not told here, or whose check is not there, fails (`tests/unit/stack/test_adaptations.py`).
"""

from collections.abc import Callable
from typing import NamedTuple

from local.adapting import (
    Resources,
    all_at_once,
    batches_by_name,
    only_plain_alarms,
    origins_that_answer,
    routes_as_resources,
    without_services_own_conditions,
    without_tls,
)

_CONFIG = "Distribution/Properties/DistributionConfig"


class Adaptation(NamedTuple):
    """A part of the transformed template that is dropped or changed for MiniStack."""

    apply: Callable[[Resources, int], None]
    """Changes the resources; the number is the port of the API's gateway."""
    lost: tuple[str, ...]
    """What is then not there any more, or other than on AWS: paths, with `*` for any part."""
    added: tuple[str, ...]
    """What stands in its place."""
    why: str
    checks: tuple[str, ...]
    """Tests that look at what is lost: a file below `tests/unit/`, and one of its functions.

    `make lint-template` looks at every resource, by CloudFormation's own schemas, and is named
    where that is all there is.
    """


ADAPTATIONS = (
    Adaptation(
        routes_as_resources,
        lost=("Api/Properties/Body",),
        added=("Api/Properties/Name", "Api/Properties/ProtocolType", "Api[A-Z]*"),
        why="ignores the `Body` of an HTTP API: routes, integrations and the authoriser become"
        " resources of their own",
        checks=(
            "stack/test_api_body.py::test_the_body_is_openapi",
            "stack/test_api_body.py::test_every_route_leads_to_its_function_and_no_other",
            "stack/test_api_body.py::test_a_route_asks_for_a_token_where_its_event_says_so",
        ),
    ),
    Adaptation(
        origins_that_answer,
        lost=(
            f"{_CONFIG}/OriginGroups",
            f"{_CONFIG}/DefaultCacheBehavior/TargetOriginId",
            f"{_CONFIG}/Origins/api/DomainName",
            f"{_CONFIG}/Origins/api/CustomOriginConfig*",
        ),
        added=(
            f"{_CONFIG}/Origins/api/OriginPath",
            f"{_CONFIG}/Origins/api/CustomOriginConfig/*",
            f"{_CONFIG}/Origins/missing/CustomOriginConfig/HTTP*Port",
        ),
        why="answers 502 for an origin at `…amazonaws.com`, and has no origin groups: the origin of"
        " `/api/*` is the gateway itself, and the first member of a group serves",
        checks=(
            "stack/test_dropped.py::test_every_origin_that_is_asked_is_there",
            "stack/test_dropped.py::test_a_group_of_origins_is_as_cloudfront_takes_it",
            "stack/test_reached.py::test_tls_is_no_older_than_1_2_where_this_stack_decides",
        ),
    ),
    Adaptation(
        all_at_once,
        lost=(
            "*/UpdatePolicy",
            "*Version*/DeletionPolicy",
            "*DeploymentGroup",
            "ServerlessDeploymentApplication",
            "CodeDeployServiceRole",
        ),
        added=(),
        why="has no CodeDeploy: an alias leads to its new version at once, and versions that"
        " nothing leads to are not kept",
        checks=(
            "stack/test_aliases.py::"
            "test_functions_behind_the_api_are_shifted_and_given_back_by_alarms",
            "stack/test_aliases.py::test_a_version_stays_when_the_next_one_is_published",
        ),
    ),
    Adaptation(
        only_plain_alarms,
        lost=("*Alarm",),
        added=(),
        why="refuses alarms that calculate, so those on functions",
        checks=(
            "stack/test_dropped.py::test_an_alarm_is_as_cloudwatch_takes_it",
            "stack/test_alarms.py::"
            "test_an_alarm_that_calculates_rings_for_any_of_its_metrics_and_has_no_more_than_ten",
        ),
    ),
    Adaptation(
        without_tls,
        lost=("SiteBucketPolicy/Properties/PolicyDocument/Statement", "MediaBucketPolicy"),
        added=(),
        why="enforces `aws:SecureTransport`, and has no TLS: a bucket policy's `Deny` is left out",
        checks=("stack/test_reached.py::test_a_bucket_is_not_reached_in_the_clear",),
    ),
    Adaptation(
        batches_by_name,
        lost=(),
        added=("*Role/Properties/Policies/*/Action/sqs:SendMessageBatch",),
        why="takes `SendMessageBatch` for an IAM action of its own, which on AWS is allowed with"
        " `sqs:SendMessage`",
        checks=("stack/test_dropped.py::test_what_sends_may_send_in_batches",),
    ),
    Adaptation(
        without_services_own_conditions,
        lost=(
            "*Role/Properties/Policies/*/Condition",
            "SendMailsRole/Properties/Policies/*/Resource",
        ),
        added=(),
        why="knows neither `kms:EncryptionContext:…` nor `ses:FromAddress` in the conditions of a"
        " policy, nor the identity that a mail is sent by, and denies what they allow",
        checks=(
            "stack/test_dropped.py::test_a_key_is_used_for_what_it_was_given_for",
            "stack/test_dropped.py::test_mail_is_sent_under_no_other_name",
            "stack/test_template_roles.py::"
            "test_who_seals_an_address_cannot_open_it_and_who_opens_it_has_no_key_of_a_hash",
        ),
    ),
)
"""In the order in which they are made."""

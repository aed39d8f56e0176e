"""What calls a function calls its alias; only what is behind the API changes over by degrees."""

import json
import os
from functools import cache
from typing import Any

import pytest
from samtranslator.translator.transform import transform  # type: ignore[import-untyped]

from local import template
from operate import roll_back
from tests.support.template_resources import FUNCTIONS, functions

BEHIND_THE_API = {n for n in FUNCTIONS if "HttpApi" in str(functions()[n].get("Events"))}


class NoPolicies:
    """Every role of the template names its actions."""

    def load(self) -> dict[str, str]:
        return {}


@cache
def cloudformation(release: str = "r1") -> dict[str, Any]:
    """What AWS makes of the template, of this release."""
    source = template.load()
    source["Globals"]["Function"]["Environment"]["Variables"]["RELEASE"] = release
    for name in (*template.functions(source), *template.layers(source)):
        properties = source["Resources"][name]["Properties"]
        properties["CodeUri" if "CodeUri" in properties else "ContentUri"] = "s3://code/same"
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    defaults = {k: v.get("Default", "") for k, v in source["Parameters"].items()}
    made: dict[str, Any] = transform(source, defaults, NoPolicies())["Resources"]
    return made


def of_type(kind: str) -> dict[str, Any]:
    return {n: r for n, r in cloudformation().items() if r["Type"] == kind}


def test_nothing_calls_a_function_past_its_alias() -> None:
    callers = [
        json.dumps(resource["Properties"].get(where))
        for kind, where in (
            ("AWS::Lambda::Permission", "FunctionName"),
            ("AWS::Lambda::EventSourceMapping", "FunctionName"),
            ("AWS::Events::Rule", "Targets"),
        )
        for resource in of_type(kind).values()
    ]
    body = cloudformation()["Api"]["Properties"]["Body"]["paths"]
    for methods in body.values():
        for operation in methods.values():
            callers.append(json.dumps(operation["x-amazon-apigateway-integration"]["uri"]))
    assert len(callers) > 100
    for caller in callers:
        assert f"Alias{roll_back.ALIAS}" in caller, caller


def test_what_is_tried_again_when_a_call_failed_is_said_of_the_alias() -> None:
    for resource in of_type("AWS::Lambda::EventInvokeConfig").values():
        assert resource["Properties"]["Qualifier"] == roll_back.ALIAS


def test_a_new_release_is_a_new_version_of_every_function_also_of_those_that_did_not_change() -> (
    None
):
    # SAM looks at the folder and at the environment as it is written, not at layers or parameters:
    # https://github.com/aws/serverless-application-model/issues/1640
    before, same, after = (
        {n for n, r in cloudformation(release).items() if r["Type"] == "AWS::Lambda::Version"}
        for release in ("r1", "r1", "r2")
    )
    assert len(before) == len(FUNCTIONS)
    assert before == same
    assert before & after == set()


def test_functions_behind_the_api_are_shifted_and_given_back_by_alarms() -> None:
    groups = of_type("AWS::CodeDeploy::DeploymentGroup")
    assert {n.removesuffix("DeploymentGroup") for n in groups} == BEHIND_THE_API
    for group in groups.values():
        told = group["Properties"]
        assert told["DeploymentConfigName"].startswith("CodeDeployDefault.LambdaCanary10Percent")
        assert "DEPLOYMENT_STOP_ON_ALARM" in told["AutoRollbackConfiguration"]["Events"]
        alarms = [alarm["Name"]["Ref"] for alarm in told["AlarmConfiguration"]["Alarms"]]
        for name in alarms:
            assert cloudformation()[name]["Type"] == "AWS::CloudWatch::Alarm"
        watched = json.dumps([cloudformation()[name]["Properties"] for name in alarms])
        assert all(f'"{name}"' in watched for name in FUNCTIONS)
        assert '"ApiId"' in watched


@pytest.mark.parametrize("name", sorted(FUNCTIONS - BEHIND_THE_API))
def test_two_releases_do_not_make_the_same_pages(name: str) -> None:
    alias = cloudformation()[f"{name}Alias{roll_back.ALIAS}"]
    assert "UpdatePolicy" not in alias


def test_a_share_of_the_calls_is_tried_for_longer_than_the_alarms_take_to_ring() -> None:
    shift = template.load()["Parameters"]["TrafficShift"]["Default"]
    minutes = int(
        shift.removeprefix("CodeDeployDefault.LambdaCanary10Percent").removesuffix("Minutes")
    )
    alarm = cloudformation()["ReaderFunctionsAlarm"]["Properties"]
    periods = {m["MetricStat"]["Period"] for m in alarm["Metrics"] if "MetricStat" in m}
    assert minutes * 60 >= 2 * max(periods) * alarm["EvaluationPeriods"]


def test_a_version_stays_when_the_next_one_is_published() -> None:
    for version in of_type("AWS::Lambda::Version").values():
        assert version["DeletionPolicy"] == "Retain"

"""The example of a pipeline, and the role that it signs in as: nobody runs them, so as text."""

import json
import re
import shlex
from typing import Any

import pytest
import yaml

from operate import template
from operate.samconfig import environment
from operate.smoke_test import SCOPES
from tests.support.documented import recipe
from tests.support.template import ROOT
from tests.support.template_resources import resources

TEXT = (ROOT / "docs/examples/github-actions.yml").read_text("utf-8")
PIPELINE: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, dict[str, Any]] = PIPELINE["jobs"]
STEPS = [(job, step) for job, told in JOBS.items() for step in told["steps"]]
ROLES = template.read(ROOT / "docs/examples/deploy-role.yaml")


def test_it_tests_builds_stages_waits_for_an_approval_and_deploys_in_this_order() -> None:
    assert [(job, told.get("needs")) for job, told in JOBS.items()] == [
        *(("test", None), ("build", "test"), ("staging", "build"), ("production", "staging")),
    ]
    assert {
        job: told.get("environment") for job, told in JOBS.items() if "environment" in told
    } == {
        "staging": "staging",
        "production": "production",
    }
    runs = [re.findall(r"make ([\w-]+)", step.get("run", "")) for _, step in STEPS]
    shipped = [["preflight"], ["ship"], ["smoke"], ["roll-back", "rebuild"]]
    assert [run for run in runs if run] == [["test"], ["build"], *shipped, *shipped]


def test_what_is_built_is_built_once() -> None:
    (put,) = [s["with"] for _, s in STEPS if "upload-artifact" in s.get("uses", "")]
    got = [s["with"] for _, s in STEPS if "download-artifact" in s.get("uses", "")]
    assert got == [{"name": put["name"], "path": put["path"]}] * 2
    assert put["include-hidden-files"] is True, "the folder's name begins with a dot"


@pytest.mark.parametrize("used", sorted({s["uses"] for _, s in STEPS if "uses" in s}))
def test_an_action_is_pinned_to_a_commit_with_its_version_beside_it(used: str) -> None:
    assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", used)
    assert re.search(rf"{re.escape(used)} # v\d+\.\d+\.\d+$", TEXT, re.MULTILINE)


def test_a_job_may_do_what_it_needs_and_only_those_that_deploy_sign_in() -> None:
    assert PIPELINE["permissions"] == {}
    read = {"contents": "read"}
    assert {job: told["permissions"] for job, told in JOBS.items()} == {
        "test": read,
        "build": read,
        "staging": read | {"id-token": "write"},
        "production": read | {"id-token": "write"},
    }
    for _, step in STEPS:
        if "checkout" in step.get("uses", ""):
            assert step["with"] == {"persist-credentials": False}
    assert "secrets." not in TEXT
    assert "access-key" not in TEXT


def test_what_strangers_name_is_in_no_command() -> None:
    # An expression is put into the script before a shell reads it.
    for _, step in STEPS:
        assert "${{" not in step.get("run", "")
    assert "pull_request_target" not in TEXT
    assert {job for job, told in JOBS.items() if "if" not in told and "needs" not in told} == {
        "test"
    }
    assert JOBS["build"]["if"] == "github.event_name == 'push'"


@pytest.mark.parametrize("run", sorted({s["run"] for _, s in STEPS if "run" in s}))
def test_a_target_of_make_is_there_and_knows_its_variables(run: str) -> None:
    for command in run.split(" && "):
        _, target, *given = shlex.split(command)
        (head,) = re.findall(
            rf"^{target}:(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
        )
        lines = " ".join(recipe(target, ROOT)) + head
        for variable in given:
            assert f"$({variable.partition('=')[0]})" in lines


def test_environments_and_stacks_are_those_of_samconfig() -> None:
    assert environment("default").stack == "broadsheet"
    assert environment("staging").stack == "broadsheet-staging"
    named = re.findall(r"'([\w-]+)' \|\| ('?[\w.-]+'?)", TEXT)
    assert set(named) == {("default", "github.job"), ("broadsheet", "'broadsheet-staging'")}


def test_what_the_test_publishes_as_has_the_scopes_that_it_asks_for() -> None:
    scopes = SCOPES.replace("broadsheet/", "").replace(" ", ",")
    assert environment("staging").parameters["MachineScopes"] == scopes
    assert f"MachineScopes={scopes}" in TEXT


# ---- the roles


def statements(role: str) -> list[dict[str, Any]]:
    (policy,) = ROLES["Resources"][role]["Properties"]["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def actions(statement: dict[str, Any]) -> list[str]:
    told = statement["Action"]
    return told if isinstance(told, list) else [told]


def test_only_jobs_of_one_environment_of_one_repository_may_assume_the_role() -> None:
    (trust,) = ROLES["Resources"]["Pipeline"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert list(trust["Condition"]) == ["StringEquals"], "nothing that a star could widen"
    told = trust["Condition"]["StringEquals"]
    assert told["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    subject = told["token.actions.githubusercontent.com:sub"]
    assert subject == ["Sub", "repo:${Repository}:environment:${Environment}"]


def test_the_pipeline_has_no_right_to_everything_of_a_service() -> None:
    for statement in statements("Pipeline"):
        assert not any("*" in action for action in actions(statement)), statement["Sid"]
        if statement["Resource"] == "*":
            assert all(re.search(r":(Get|List|Describe)", one) for one in actions(statement))


def test_it_hands_work_to_cloudformation_alone_and_makes_nobody() -> None:
    (passes,) = [s for s in statements("Pipeline") if "iam:PassRole" in actions(s)]
    assert passes["Resource"] == ["GetAtt", "Formation.Arn"]
    service = {"StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}}
    assert passes["Condition"] == service
    others = [action for s in statements("Pipeline") for action in actions(s) if "iam:" in action]
    assert others == ["iam:PassRole"]


def test_what_cloudformation_makes_roles_of_has_the_stacks_name() -> None:
    for statement in statements("Formation"):
        # A service's own role is AWS's to make: what it may is not ours to say.
        made = {one for one in actions(statement) if one.startswith("iam:")}
        if made - {"iam:CreateServiceLinkedRole"}:
            assert statement["Resource"][1].endswith(":role/${Stack}-*")
            assert "iam:*" not in actions(statement)


@pytest.mark.parametrize("role", ["Pipeline", "Formation"])
def test_a_roles_policy_is_no_longer_than_iam_takes(role: str) -> None:
    # IAM User Guide, 'IAM and AWS STS quotas': 10,240 characters in a role's own policies. A
    # reference is longer written out here than what it becomes.
    assert len(json.dumps(statements(role), separators=(",", ":"))) < 10_240


SERVICES = {"apigatewayv2": "apigateway", "serverless": "lambda", "codedeploy": "codedeploy"}


def test_cloudformation_may_make_every_kind_of_resource_that_the_template_has() -> None:
    kinds = {one["Type"].split("::")[1].lower() for one in resources().values()} | {"codedeploy"}
    wanted = {SERVICES.get(kind, kind) for kind in kinds} | {"events"}
    renamed = {"cognito": "cognito-idp"}
    allowed = {action.partition(":")[0] for s in statements("Formation") for action in actions(s)}
    assert {renamed.get(service, service) for service in wanted} <= allowed

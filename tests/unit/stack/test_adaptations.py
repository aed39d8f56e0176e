"""What the local cloud does not get of the template is told in one place, with what checks it."""

import ast
import fnmatch
import functools
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest

from client.running import REGION
from local import template
from local.adaptations import ADAPTATIONS, Adaptation
from local.stack import of_one_machine
from local.untried import UNTRIED, Untried
from tests.support.differences import Difference, differences
from tests.support.template import ROOT

PORT = 4566
CODE: dict[str, str] = {
    name: f"s3://code/{name}.zip"
    for found in (template.functions, template.layers)
    for name in found(template.load())
}


@functools.cache
def transformed() -> dict[str, Any]:
    """As AWS gets it; not to be changed."""
    return template.transformed(CODE)


def to_change() -> dict[str, Any]:
    """A copy: the transform's own dictionaries take a second to be copied, and as long to make."""
    copied: dict[str, Any] = json.loads(json.dumps(transformed()))
    return copied


def is_told(difference: Difference, of: Iterable[Adaptation] = ADAPTATIONS) -> bool:
    patterns = (p for one in of for p in (one.added if difference.is_added else one.lost))
    inside = difference.path.removeprefix("Resources/")
    return inside != difference.path and any(fnmatch.fnmatchcase(inside, p) for p in patterns)


def untold(given: dict[str, Any]) -> list[str]:
    return [one.path for one in differences(transformed(), given) if not is_told(one)]


def alone(adaptation: Adaptation) -> list[Difference]:
    given = to_change()
    adaptation.apply(given["Resources"], PORT)
    return list(differences(transformed(), given))


def test_what_the_local_cloud_gets_differs_from_what_aws_gets_only_as_is_told() -> None:
    assert untold(template.adapted(to_change(), PORT)) == []


@pytest.mark.parametrize("adaptation", ADAPTATIONS, ids=lambda a: a.apply.__name__)
def test_an_adaptation_does_what_is_told_of_it_all_of_it_and_no_more(
    adaptation: Adaptation,
) -> None:
    made = alone(adaptation)
    assert [one for one in made if not is_told(one, [adaptation])] == []
    for is_added, patterns in ((False, adaptation.lost), (True, adaptation.added)):
        paths = [one.path.removeprefix("Resources/") for one in made if one.is_added == is_added]
        for pattern in patterns:
            assert fnmatch.filter(paths, pattern), f"{pattern} is told, and nothing is so"


def drop_a_lifecycle(given: dict[str, Any]) -> None:
    del given["Resources"]["MediaBucket"]["Properties"]["LifecycleConfiguration"]


def open_a_role(given: dict[str, Any]) -> None:
    role = given["Resources"]["ReadApiRole"]["Properties"]["Policies"][0]
    role["PolicyDocument"]["Statement"][0]["Action"] = ["*"]


def drop_an_output(given: dict[str, Any]) -> None:
    del given["Outputs"]["TableName"]


def drop_a_queue(given: dict[str, Any]) -> None:
    del given["Resources"]["MailQueue"]


def add_a_bucket(given: dict[str, Any]) -> None:
    given["Resources"]["Another"] = {"Type": "AWS::S3::Bucket"}


def stop_the_clock(given: dict[str, Any]) -> None:
    rules = [r for r in given["Resources"].values() if r["Type"] == "AWS::Events::Rule"]
    rules[0]["Properties"]["State"] = "DISABLED"


@pytest.mark.parametrize(
    "drop",
    [drop_a_lifecycle, open_a_role, drop_an_output, drop_a_queue, add_a_bucket, stop_the_clock],
    ids=lambda drop: drop.__name__,
)
def test_a_drop_that_nobody_told_of_is_found(drop: Any) -> None:
    given = template.adapted(to_change(), PORT)
    drop(given)
    assert untold(given)


def test_of_alarms_only_those_that_calculate_are_dropped() -> None:
    (adaptation,) = [a for a in ADAPTATIONS if a.apply.__name__ == "only_plain_alarms"]
    for one in alone(adaptation):
        assert "Metrics" in transformed()["Resources"][one.path.split("/")[1]]["Properties"]


def test_of_conditions_only_those_on_keys_and_mails_are_dropped() -> None:
    (adaptation,) = [
        a for a in ADAPTATIONS if a.apply.__name__ == "without_services_own_conditions"
    ]
    for one in alone(adaptation):
        found: Any = transformed()
        for part in one.path.split("/"):
            found = found[int(part) if isinstance(found, list) else part]
        assert re.search("kms:|ses:", str(found)), one.path


TOLD: list[Adaptation | Untried] = [*ADAPTATIONS, *UNTRIED.values()]
CHECKS = sorted({check for one in TOLD for check in one.checks})


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_there(check: str) -> None:
    if check.startswith("make "):
        (recipe,) = re.findall(
            rf"^{check[5:]}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE
        )
        assert "cfn-lint template.yaml" in recipe
        return
    file, name = check.split("::")
    tree = ast.parse((ROOT / "tests/unit" / file).read_text("utf-8"))
    assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}


def test_nothing_is_lost_without_a_check() -> None:
    assert all(one.checks for one in TOLD)


def holds(condition: Any, parameters: dict[str, str]) -> bool:
    (operator, of), *_ = condition.items()
    match operator:
        case "Fn::Equals":
            first, second = [parameters[v["Ref"]] if isinstance(v, dict) else v for v in of]
            return bool(first == second)
        case "Fn::Not":
            return not holds(of[0], parameters)
        case "Fn::And":
            return all(holds(one, parameters) for one in of)
        case "Fn::Or":
            return any(holds(one, parameters) for one in of)
        case "Condition":
            return holds(transformed()["Conditions"][of], parameters)
    raise LookupError(operator)


def test_a_condition_that_is_never_so_on_one_machine_is_told_with_what_checks_it() -> None:
    defaults = {n: str(p.get("Default", "")) for n, p in transformed()["Parameters"].items()}
    parameters = defaults | of_one_machine("http://localhost:1", "http://localhost:2")
    parameters["AWS::Region"] = REGION
    never = {n for n, c in transformed()["Conditions"].items() if not holds(c, parameters)}
    assert never == UNTRIED.keys()

"""What checkov and cloudsplaining find in the template, and what has been answered to it."""

import json
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.template import ROOT

ANSWERS = ROOT / "tests/unit/stack/answered_findings.toml"
BIN = ROOT / ".venv/security/bin"
"""Made by `make security` alone: the tools are large."""

_SPLAIN = """
import json, sys
from cloudsplaining.command.scan_policy_file import scan_policy
found = []
for resource, document in json.load(sys.stdin):
    for risk, told in scan_policy(document).items():
        actions = told.get("findings", told) if isinstance(told, dict) else told
        found += [[risk, resource]] if actions else []
json.dump(found, sys.stdout)
"""


class Finding(NamedTuple):
    """What a tool has against a resource; `check` is its id, or cloudsplaining's kind of risk."""

    tool: str
    check: str
    resource: str


class Answer(NamedTuple):
    """Why a finding stands: about the resources that are named, or about all of a kind."""

    tool: str
    check: str
    why: str
    resources: tuple[str, ...] = ()
    of: str = ""

    def covers(self, finding: Finding, kind: str) -> bool:
        """Whether this answers a finding about a resource of a kind."""
        is_of_it = kind == self.of or finding.resource in self.resources
        return (self.tool, self.check) == (finding.tool, finding.check) and is_of_it


def answers() -> list[Answer]:
    """All that are kept. Raises TypeError for one with other members."""
    kept = tomllib.loads(ANSWERS.read_text("utf-8"))
    return [
        Answer(**{**one, "tool": tool, "resources": tuple(one.get("resources", ()))})
        for tool, of_it in kept.items()
        for one in of_it
    ]


def is_installed() -> bool:
    """Whether the tools can be run here."""
    return (BIN / "checkov").exists()


def findings(cloudformation: Mapping[str, Any], folder: Path) -> set[Finding]:
    """All that both tools find in the transformed template; `folder` is for their files."""
    return {*_of_checkov(cloudformation, folder), *_of_cloudsplaining(cloudformation)}


def _of_checkov(cloudformation: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    file = folder / "template.json"
    file.write_text(json.dumps(cloudformation, default=str), "utf-8")
    options = ["--skip-download", "--framework", "cloudformation", "--output", "json", "--compact"]
    # It ends with an error where it finds something.
    ran = subprocess.run(
        [BIN / "checkov", "-f", file, *options], capture_output=True, check=False, cwd=folder
    )
    told = json.loads(ran.stdout)
    assert not told["results"]["parsing_errors"]
    assert told["summary"]["passed"], "nothing was looked at"
    for one in told["results"]["failed_checks"]:
        yield Finding("checkov", one["check_id"], one["resource"].rpartition(".")[2])


def _of_cloudsplaining(cloudformation: Mapping[str, Any]) -> Iterator[Finding]:
    asked = json.dumps([[name, _named(d)] for name, d in documents(cloudformation)])
    ran = subprocess.run(
        [BIN / "python", "-c", _SPLAIN], input=asked.encode(), capture_output=True, check=True
    )
    for risk, resource in json.loads(ran.stdout):
        yield Finding("cloudsplaining", risk, resource)


def documents(cloudformation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every policy of a role, by the logical id of what it stands in."""
    for name, resource in cloudformation["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::Role":
            for policy in properties.get("Policies", []):
                yield name, policy["PolicyDocument"]
        elif resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            yield name, properties["PolicyDocument"]


def _named(value: Any) -> Any:
    """With an ARN in place of what CloudFormation fills in, and all that is added to it."""
    if isinstance(value, dict):
        if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
            (told,) = value.values()
            end = told.rpartition("}")[2] if isinstance(told, str) else ""
            return f"arn:aws:service:region:account:name{end}"
        return {name: _named(one) for name, one in value.items()}
    return [_named(one) for one in value] if isinstance(value, list) else value

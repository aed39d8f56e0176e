"""`make preflight`: what would make a deployment fail, or a site that it makes be of no use.

Everything is looked at before anything is said. What stops is what CloudFormation would fail at.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from operate import template
from operate.ends import SIGN_IN, in_words
from operate.preflight_checks import CHECKS, Finding, Look
from operate.samconfig import DEFAULT, Environment, environment, session_settings
from operate.stack import Clients, clients_of, says_there_is_none


class Report(NamedTuple):
    """What was found, and whether it stops a deployment."""

    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        """Whether a deployment would fail."""
        return any(finding.stops for finding in self.findings)

    def lines(self) -> Iterator[str]:
        """The findings for a person, what stops first."""
        for finding in sorted(self.findings, key=lambda one: not one.stops):
            yield f"{'STOP' if finding.stops else 'mind'}  {finding.what}\n      {finding.remedy}"


def preflight(place: Environment, clients: Clients) -> Report:
    """Look at the account that the environment is, or will be, deployed to."""
    try:
        clients("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        return Report((_no_credentials(error),))
    findings = []
    look = _look(place, clients)
    for check in CHECKS:
        findings += _asked(check, look)
    return Report(tuple(findings))


def described(clients: Clients, stack: str) -> dict[str, Any] | None:
    """The stack as CloudFormation has it; None where there is none."""
    try:
        (found,) = clients("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if says_there_is_none(error, stack):
            return None
        raise
    told: dict[str, Any] = found
    return None if told["StackStatus"] == "DELETE_COMPLETE" else told


def _look(place: Environment, clients: Clients) -> Look:
    stack = described(clients, place.stack)
    before = {
        p["ParameterKey"]: p.get("ParameterValue", "") for p in (stack or {}).get("Parameters", [])
    }
    return Look(place, clients, stack, before, template.defaults() | before | place.parameters)


def _asked(check: Callable[[Look], Iterator[Finding]], look: Look) -> list[Finding]:
    try:
        return list(check(look))
    except (BotoCoreError, ClientError) as error:
        topic = check.__name__.replace("_", " ")
        return [Finding(f"{topic}: could not be looked at", str(error), stops=False)]


def _no_credentials(error: Exception) -> Finding:
    what = f"nobody is signed in to AWS: {error}"
    return Finding(what, SIGN_IN)


def main() -> None:
    """Say what was found; 1 where a deployment would fail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--env", default=DEFAULT, help="an environment of samconfig.toml")
    env = parser.parse_args().env
    with in_words():
        place = environment(env)
        report = preflight(place, clients_of(session_settings(place.stack)))
    print("\n".join(report.lines()) or f"{place.stack}: nothing stands in the way of a deployment")
    sys.exit(1 if report.stops else 0)


if __name__ == "__main__":
    main()

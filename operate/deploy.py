"""`make deploy`: looked at first, deployed with SAM, protected once it stands, rendered, tried.

A stack that is new is made without deletion protection: a first deployment that fails has to be
able to take back its table and its user pool. A second deployment of the same switches it on, and
every later one leaves it on, unless `samconfig.toml` says `DeletionProtection=off`.
"""

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from client.errors import CommandError
from operate import template
from operate.ends import in_words
from operate.preflight import described, preflight
from operate.protect import protect
from operate.samconfig import DEFAULT, FILE, Environment, environment, session_settings
from operate.stack import Clients, clients_of

BUILT = Path(__file__).parents[1] / ".aws-sam/build"
"""What `make build` made."""
_TEMPLATE = "template.yaml"
_RELEASE = re.compile(r"^(\s+RELEASE: ).*$", re.MULTILINE)
_UNNAMED = r"\1unreleased"
PROTECTION = "DeletionProtection"
_NEVER_STOOD = ("REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "CREATE_FAILED")

Run = Callable[[Sequence[str]], None]
"""Runs a command, seen by whoever waits. Raises CommandError where it fails."""


def release_of(built: Path, parameters: Mapping[str, str]) -> str:
    """The name of what was built, with these parameters: of anything else it is another.

    A function's new version is published for a new name alone (SAM looks at its folder and at its
    environment as it is written, not at layers nor at what parameters say).
    """
    told = hashlib.sha256(repr(sorted(parameters.items())).encode())
    for file in sorted(f for f in built.rglob("*") if f.is_file()):
        content = file.read_bytes()
        if file == built / _TEMPLATE:
            content = _RELEASE.sub(_UNNAMED, content.decode()).encode()
        told.update(f"{file.relative_to(built)}\0".encode() + hashlib.sha256(content).digest())
    return f"r{told.hexdigest()[:12]}"


def name_release(built: Path, release: str) -> None:
    """Write the name into the template that was built. Raises CommandError where nothing was."""
    made = built / _TEMPLATE
    if not made.exists():
        raise CommandError("nothing was built: make build")
    text, times = _RELEASE.subn(rf"\g<1>{release}", made.read_text("utf-8"))
    if not times:
        raise CommandError(f"{made.name} has no RELEASE for its functions")
    made.write_text(text, "utf-8")


def deploy(
    place: Environment, sam: Sequence[str], clients: Clients, run: Run, built: Path = BUILT
) -> None:
    """Deploy what was built, protected as the environment wants it once the stack stands.

    Raises CommandError where SAM fails, and where a new stack's change set was declined.
    """
    stack = described(clients, place.stack)
    wanted = place.parameters.get(PROTECTION, "on")
    name_release(built, release_of(built, _parameters(place, stack)))
    command = [*sam, "deploy", "--config-file", str(FILE), "--config-env", place.name]
    command += ["--template-file", str(built / _TEMPLATE), "--stack-name", place.stack]
    command += ["--no-fail-on-empty-changeset"]
    command += ["--region", clients("cloudformation").meta.region_name]
    if _stands(stack):
        protect(clients("cloudformation"), place.stack)
        run([*command, *_overrides(place, wanted)])
    else:
        run([*command, *_overrides(place, "off")])
        if not _stands(described(clients, place.stack)):
            raise CommandError(f"{place.stack} is not deployed")
        if wanted == "on":
            run([*command, "--no-confirm-changeset", *_overrides(place, wanted)])
    protect(clients("cloudformation"), place.stack)


def _stands(stack: Mapping[str, Any] | None) -> bool:
    return stack is not None and stack["StackStatus"] not in _NEVER_STOOD


def _parameters(place: Environment, stack: Mapping[str, Any] | None) -> dict[str, str]:
    """Those of the next deployment, but for the one that no function knows."""
    told = (stack or {}).get("Parameters", [])
    before = {one["ParameterKey"]: one.get("ParameterValue", "") for one in told}
    found = template.defaults() | before | _told(place)
    return {name: value for name, value in found.items() if name != PROTECTION}


def _told(place: Environment) -> dict[str, str]:
    # A guided deployment writes down all that there are: what follows from a file goes before it.
    return place.parameters | template.of_the_site()


def _overrides(place: Environment, protection: str) -> list[str]:
    parameters = _told(place) | {PROTECTION: protection}
    quoted = {name: value.replace('"', '\\"') for name, value in parameters.items()}
    return ["--parameter-overrides", *(f'{name}="{value}"' for name, value in quoted.items())]


def answered(name: str, sam: Sequence[str], run: Run) -> Environment:
    """The environment, asked for where `samconfig.toml` has no region for it and somebody can say.

    The answers are kept there. Nothing is deployed yet: only a change set is made.
    """
    place = environment(name)
    if place.region or not sys.stdin.isatty():
        return place
    guided = ["--guided", "--no-execute-changeset", "--config-file", str(FILE)]
    run([*sam, "deploy", *guided, "--config-env", name])
    return environment(name)


def _run(command: Sequence[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        raise CommandError(f"this failed: {' '.join(command[:3])} …")


def main() -> None:
    """Deploy an environment; stops where a deployment would fail, with what to do about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--env", default=DEFAULT, help="an environment of samconfig.toml")
    parser.add_argument("--sam", default="sam", help="the command")
    asked, more = parser.parse_known_args()
    sam = [asked.sam]
    with in_words():
        place = answered(asked.env, sam, _run)
        clients = clients_of(session_settings(place.stack))
        report = preflight(place, clients)
        print("\n".join(report.lines()), flush=True)
        if report.stops:
            raise CommandError(f"{place.stack} is not deployed")
        deploy(place, sam, clients, lambda command: _run([*command[:2], *more, *command[2:]]))


if __name__ == "__main__":
    main()

"""Which stack in which region: what `samconfig.toml` says, for every command alike.

`sam deploy --guided` writes it, an environment at a time. What names a stack is looked up here by
its name, so that no command works in another region than the deployment did.
https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
"""

import argparse
import os
import shlex
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from client.errors import CommandError

FILE = Path(__file__).parents[1] / "samconfig.toml"
DEFAULT = "default"
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


class Environment(NamedTuple):
    """Where a stack is, or will be, and what it is deployed with."""

    name: str
    stack: str
    region: str | None
    profile: str | None
    parameters: dict[str, str]
    bucket: str | None
    """For artifacts; None where SAM keeps one of its own."""


def environment(name: str = DEFAULT, file: Path = FILE) -> Environment:
    """An environment of `samconfig.toml`. Raises CommandError for one that it has not."""
    told = _told(file)
    if name not in told:
        there = ", ".join(sorted(told))
        raise CommandError(f"{file.name} has no environment {name!r}; it has {there}")
    return told[name]


def region_of(stack: str, file: Path = FILE) -> Environment | None:
    """The environment whose stack has this name; None where nobody deployed it from here.

    Raises CommandError where several have it, and the user's own region is not one of theirs.
    """
    found = [one for one in _told(file).values() if one.stack == stack and one.region]
    if len({one.region for one in found}) > 1:
        here = _own_region(os.environ)
        found = [one for one in found if one.region == here]
        if not found:
            raise CommandError(f"{stack} is in several regions: say which in AWS_REGION")
    return found[0] if found else None


def session_settings(stack: str, file: Path = FILE) -> dict[str, str]:
    """What a session of the AWS SDK is made of to work on this stack.

    Raises CommandError where no region is known for it.
    """
    found = region_of(stack, file)
    region = (found.region if found else None) or _own_region(os.environ)
    settings = {"region_name": region, "profile_name": found.profile if found else None}
    return {name: value for name, value in settings.items() if value}


def _own_region(variables: Mapping[str, str]) -> str | None:
    return next((variables[name] for name in _REGIONS if variables.get(name)), None)


def _told(file: Path) -> dict[str, Environment]:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{file.name} cannot be read: {error}") from None
    return {n: _environment(n, one) for n, one in content.items() if isinstance(one, dict)}


def _environment(name: str, sections: Mapping[str, Any]) -> Environment:
    # As SAM reads it: what a command is told goes before what all are.
    told: dict[str, Any] = {}
    for section in ("global", "deploy"):
        told |= sections.get(section, {}).get("parameters", {})
    return Environment(
        name=name,
        stack=told.get("stack_name", "broadsheet"),
        region=told.get("region"),
        profile=told.get("profile"),
        parameters=_parameters(told.get("parameter_overrides", [])),
        bucket=told.get("s3_bucket"),
    )


def _parameters(overrides: Any) -> dict[str, str]:
    """`Name=value` each, in a list, or in one text as a shell reads it."""
    pairs = shlex.split(overrides) if isinstance(overrides, str) else overrides
    found = dict(str(pair).partition("=")[::2] for pair in pairs)
    return {name: _unquoted(value) for name, value in found.items()}


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def main() -> None:
    """Print the name of an environment's stack, for the Makefile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--env", default=DEFAULT)
    try:
        print(environment(parser.parse_args().env).stack)
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

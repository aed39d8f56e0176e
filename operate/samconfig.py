"""Which stack in which region: what `samconfig.toml` says, for every command alike.

`sam deploy --guided` writes it, an environment at a time. What names a stack is looked up here by
its name, so that no command works in another region than the deployment did.
https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
"""

import argparse
import os
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from client.ends import in_words
from client.errors import CommandError

FILE = Path(__file__).parents[1] / "samconfig.toml"
DEFAULT = "default"
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_TEXTS = ("stack_name", "region", "profile", "s3_bucket")


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
    if not file.exists():
        raise CommandError(f"there is no {file.name}: git checkout {file.name} brings it back")
    told = _told(file)
    if name not in told:
        there = ", ".join(sorted(told)) or "none"
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CommandError(f"{file.name} cannot be read: {error}") from None
    tables = {name: one for name, one in content.items() if isinstance(one, dict)}
    if wrong := [line for name, one in tables.items() for line in _wrong(name, one)]:
        raise CommandError("\n".join(wrong))
    return {name: _environment(name, one) for name, one in tables.items()}


def _wrong(name: str, sections: Mapping[str, Any]) -> Iterator[str]:
    """What of an environment cannot be as it is written, a line each."""
    for section in ("global", "deploy"):
        table = sections.get(section, {})
        where = f"{name}.{section}"
        if not isinstance(table, dict):
            yield f"{where}: must be a table"
            continue
        told = table.get("parameters", {})
        where = f"{where}.parameters"
        if not isinstance(told, dict):
            yield f"{where}: must be a table"
            continue
        for field in _TEXTS:
            if field in told and (not isinstance(told[field], str) or not told[field]):
                yield f"{where}.{field}: must be text"
        overrides = told.get("parameter_overrides", [])
        yield from (f"{where}.parameter_overrides: {line}" for line in _wrong_pairs(overrides))


def _wrong_pairs(overrides: Any) -> Iterator[str]:
    try:
        pairs = shlex.split(overrides) if isinstance(overrides, str) else overrides
    except ValueError as error:
        yield f"{error} in {overrides!r}"
        return
    if not isinstance(pairs, list):
        yield "must be a list of texts such as RetentionDays=7"
        return
    for pair in pairs:
        if not isinstance(pair, str) or not pair.partition("=")[0] or "=" not in pair:
            yield f"{pair!r} is no text such as RetentionDays=7"


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
    name = parser.parse_args().env
    with in_words():
        print(environment(name).stack)


if __name__ == "__main__":
    main()

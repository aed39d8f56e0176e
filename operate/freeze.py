"""`make freeze` and `make thaw`: nothing writes to the table while it is put right.

A function that may run no copies refuses: the API answers 503. What its cap was is kept as a tag of
it, so either may be broken off and run again. What it reads of streams and queues waits untouched:
messages that are refused again and again would end among the dead letters.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Stack, stack_of

READERS = frozenset({"read_api", "read_newsroom", "route_changes", "render_pages"})
"""Functions that write nothing of the newsroom's: readers go on reading, and pages are made."""
TAG = "frozen-from"
"""Which cap a frozen function had; none where it had none."""
_NONE = "none"


def freeze(stack: Stack) -> list[str]:
    """Stop every function that writes; their names. One that is stopped stays so."""
    client = stack.clients("lambda")
    stopped = []
    for name, arn in _writers(stack):
        if TAG not in client.list_tags(Resource=arn)["Tags"]:
            found = client.get_function_concurrency(FunctionName=name)
            cap = found.get("ReservedConcurrentExecutions")
            client.tag_resource(Resource=arn, Tags={TAG: _NONE if cap is None else str(cap)})
        _read(client, arn, is_on=False)
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
        stopped.append(name)
    return stopped


def thaw(stack: Stack) -> list[str]:
    """Let every function that `freeze` stopped go on, with the cap that it had; their names."""
    client = stack.clients("lambda")
    going = []
    for name, arn in _writers(stack):
        cap = client.list_tags(Resource=arn)["Tags"].get(TAG)
        if cap is None:
            continue
        if cap == _NONE:
            client.delete_function_concurrency(FunctionName=name)
        else:
            client.put_function_concurrency(
                FunctionName=name, ReservedConcurrentExecutions=int(cap)
            )
        _read(client, arn, is_on=True)
        client.untag_resource(Resource=arn, TagKeys=[TAG])
        going.append(name)
    return going


def _read(client: Any, arn: str, *, is_on: bool) -> None:
    """Whether the function, by whichever alias, is given what is in streams and queues."""
    for page in client.get_paginator("list_event_source_mappings").paginate():
        for one in page["EventSourceMappings"]:
            if one["FunctionArn"] == arn or one["FunctionArn"].startswith(f"{arn}:"):
                client.update_event_source_mapping(UUID=one["UUID"], Enabled=is_on)


def _writers(stack: Stack) -> Iterator[tuple[str, str]]:
    """Name and ARN of each function of the stack that may write."""
    is_none = True
    for one in stack.resources():
        name = one.get("PhysicalResourceId", "")
        is_function = one["ResourceType"] == "AWS::Lambda::Function"
        if is_function and name.removeprefix(f"{stack.name}-") not in READERS:
            is_none = False
            told = stack.clients("lambda").get_function_configuration(FunctionName=name)
            yield name, told["FunctionArn"]
    if is_none:
        raise CommandError(f"nothing of {stack.name!r} writes: it is no stack of Broadsheet's")


def main() -> None:
    """Freeze or thaw the stack that is named, or the one of `make run`."""
    parser = argparse.ArgumentParser(prog="python -m operate.freeze", description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    parser.add_argument("--thaw", action="store_true", help="let them go on")
    given = parser.parse_args()
    with in_words("Not all may be done: it may be run again."):
        stack = stack_of(given.stack)
        done = thaw(stack) if given.thaw else freeze(stack)
    says = "goes on" if given.thaw else "is stopped"
    for name in done:
        print(f"{name} {says}")
    if not done:
        print("nothing was frozen")


if __name__ == "__main__":
    main()

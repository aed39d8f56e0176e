"""`make deploy`: no update of a stack on AWS may replace or remove what holds data.

CloudFormation refuses it, by `stack-policy.json`; `sam deploy` has no option for that.
"""

import argparse
from pathlib import Path
from typing import Any

from operate.ends import in_words
from operate.stack import stack_of

POLICY = Path(__file__).parents[1] / "stack-policy.json"


def protect(cloudformation: Any, stack: str) -> bool:
    """Give a stack its policy, in place of any other. False where there is no such stack yet."""
    pages = cloudformation.get_paginator("list_stacks").paginate()
    stacks = (one for page in pages for one in page["StackSummaries"])
    # One that was deleted is listed for 90 days more.
    if not any(
        one["StackName"] == stack and one["StackStatus"] != "DELETE_COMPLETE" for one in stacks
    ):
        return False
    cloudformation.set_stack_policy(StackName=stack, StackPolicyBody=POLICY.read_text("utf-8"))
    return True


def main() -> None:
    """Protect the stack that is named, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", required=True, help="a stack on AWS")
    name = parser.parse_args().stack
    with in_words():
        is_there = protect(stack_of(name).clients("cloudformation"), name)
    said = "what holds data cannot be replaced or removed by an update"
    print(f"{name}: {said if is_there else 'there is no such stack yet'}")


if __name__ == "__main__":
    main()

"""`make empty-bucket BUCKET=name`: every version of every object goes, so that it can be deleted.

For who leaves: docs/leaving.md. A bucket that a stack has is not emptied.
"""

import argparse
from typing import Any

from botocore.exceptions import ClientError

from client.errors import CommandError
from operate.ends import in_words
from operate.erase_versions import deleted, versions
from operate.stack import clients_of

_GONE = frozenset({"DELETE_COMPLETE", "DELETE_SKIPPED"})


def empty_bucket(s3: Any, formation: Any, bucket: str) -> int:
    """Delete all that is in it; how many versions and marks that were.

    Raises CommandError while it belongs to a stack.
    """
    if stack := _stack_of(formation, bucket):
        raise CommandError(f"{bucket} is the stack {stack}'s; delete that first")
    return deleted(s3, bucket, versions(s3, bucket))


def _stack_of(formation: Any, bucket: str) -> str | None:
    try:
        asked = formation.describe_stack_resources(PhysicalResourceId=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        return None  # no stack has it, or none any more
    here = (one for one in asked["StackResources"] if one["PhysicalResourceId"] == bucket)
    return next((o["StackName"] for o in here if o["ResourceStatus"] not in _GONE), None)


def main() -> None:
    """Empty the bucket that is named, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(prog="python -m operate.empty_bucket", description=__doc__)
    parser.add_argument("bucket")
    bucket = parser.parse_args().bucket
    with in_words("What is deleted is deleted; run again, it goes on with the rest."):
        clients = clients_of({})
        count = empty_bucket(clients("s3"), clients("cloudformation"), bucket)
    print(f"{count} versions deleted; {bucket} is empty")


if __name__ == "__main__":
    main()

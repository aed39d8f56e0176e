"""One function, from nothing to its first answer, in this fresh interpreter; run by `bench.starts`.

python bench/first_answer.py FUNCTION EVENT, the event's JSON on standard input
"""

import sys
import time


def main(function: str) -> None:
    """Do what Lambda does with a new copy of the function, and one event."""
    import importlib  # noqa: PLC0415 - counted, as are all imports below
    import json  # noqa: PLC0415

    event = json.load(sys.stdin)
    sys.path.insert(0, f"functions/{function}")
    handler = _bare if function == "bare" else importlib.import_module("app").lambda_handler
    answer = handler(event, _Context())
    cpu, wall = time.process_time(), time.perf_counter()
    told = {"cpu": 1000 * cpu, "wall": 1000 * wall, "modules": sorted(sys.modules)}
    status = answer.get("statusCode", 200) if isinstance(answer, dict) else 200
    print("\n" + json.dumps(told | {"status": status}))


def _bare(event, _context):  # type: ignore[no-untyped-def]
    """What anybody's first Lambda function does: one transaction with boto3."""
    import boto3  # noqa: PLC0415

    item = {"pk": {"S": "a"}, "sk": {"S": event["version"]}}
    boto3.client("dynamodb").transact_write_items(
        TransactItems=[{"Put": {"TableName": "broadsheet", "Item": item}}]
    )
    return {"statusCode": 200}


class _Context:
    function_name = "function"
    aws_request_id = "8f5c0b0e-3d6c-4f0a-9c55-d7b1c0f3a001"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:function"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 30_000


if __name__ == "__main__":
    main(sys.argv[1])

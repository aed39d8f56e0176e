"""Tracing can be switched on, and a function without it does not pay for it."""

import subprocess
import sys

import pytest

ASKED = """
import sys
from types import SimpleNamespace
from broadsheet.adapters.aws.observability import observed

context = SimpleNamespace(
    aws_request_id="1", function_name="f", memory_limit_in_mb=1, invoked_function_arn="arn"
)
print(observed(lambda event, context: event["answer"])({"answer": 42}, context))
print("aws_xray_sdk" in sys.modules)
"""


@pytest.mark.parametrize(("tracing", "imported"), [("on", "True"), ("off", "False")])
def test_tracing_is_a_switch(tracing: str, imported: str) -> None:
    env = {
        "TRACING": tracing,
        "POWERTOOLS_SERVICE_NAME": "test",
        "POWERTOOLS_METRICS_NAMESPACE": "Broadsheet",
        "PYTHONPATH": "layers/broadsheet/python",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=env, capture_output=True, text=True, check=True
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith("{")]
    assert lines == ["42", imported]

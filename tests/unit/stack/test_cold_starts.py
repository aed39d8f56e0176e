"""What a function imports before it does anything."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.template import ROOT

_CODE = (
    "import json, sys, functions.{}.app; from broadsheet.adapters.aws.dynamodb import table; "
    "print(json.dumps(list(sys.modules)))"
)
_OF_THE_DESK = ("session", "share", "sign_in", "working_copy", "merging", "typed")


@pytest.mark.parametrize(
    "function", ["submit_comment", "place_comments", "publish_due", "read_api", "render_pages"]
)
def test_a_cold_start_does_not_pay_for_records_that_its_function_never_reads(function: str) -> None:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "layers/broadsheet/python")))
    code = _CODE.format(function)
    started = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = json.loads(started.stdout)
    assert f"functions.{function}.app" in loaded
    assert not [name for name in _OF_THE_DESK if f"broadsheet.domain.desk.{name}" in loaded]
    assert "broadsheet.adapters.aws.dynamodb.records" not in loaded

"""Everything that the description says of the API holds, whatever is sent to it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from client.api import Api
from tests.support.long import LONG
from tests.support.sample import Sample

ROOT = Path(__file__).parents[3]
CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("API_EXAMPLES", "3")
"""Requests of each operation that are made up in each phase."""
PHASES = os.environ.get("API_PHASES", "examples,fuzzing")
"""`examples,coverage,fuzzing,stateful` also tries each boundary of each schema, for minutes."""


@pytest.mark.parametrize("user", ["editor", *([None] if LONG else [])])
def test_every_answer_is_as_the_description_says(sample: Sample, user: str | None) -> None:
    stack = sample.stack  # what is made up here would stand on others' pages
    token = stack.note.token(user) if user else None
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
            *("run", f"{stack.site_url}/api/v1/openapi.json", "--url", stack.site_url),
            *(
                "--checks",
                "all",
                "--max-examples",
                EXAMPLES,
                "--phases",
                PHASES,
                "--seed",
                "1",
                "--no-color",
            ),
            *(_signed_in(token) if token else []),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-5_000:]
    assert "No issues found" in done.stdout
    # Or all else was tried with a token that was good for nothing.
    Api(stack.site_url, token).send("GET", "/front").expect(200 if token else 401)


def _signed_in(token: str) -> list[str]:
    """With this token, to the end: what ends it is tried elsewhere."""
    header = f"Authorization: Bearer {token}"
    return ["--header", header, "--exclude-path", "/api/v1/sessions/end"]

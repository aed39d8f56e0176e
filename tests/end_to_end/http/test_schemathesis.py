"""Everything that the description says of the API holds, whatever is sent to it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.api import Api
from client.running import STACK
from local.stack import LocalStack
from operate.rebuild import rebuild
from operate.stack import Stack
from tests.support.long import LONG

ROOT = Path(__file__).parents[3]
CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("API_EXAMPLES", "3")
"""Requests of each operation that are made up in each phase."""
PHASES = os.environ.get("API_PHASES", "examples,fuzzing")
"""`examples,coverage,fuzzing,stateful` also tries each boundary of each schema, for minutes."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A stack of its own: what is made up here would stand on others' pages."""
    with LocalStack(tmp_path_factory.mktemp("schemathesis")) as made:
        rebuild(Stack(STACK, made.client))
        yield made


@pytest.mark.parametrize("user", ["editor", *([None] if LONG else [])])
def test_every_answer_is_as_the_description_says(stack: LocalStack, user: str | None) -> None:
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

"""What a function imports before it does anything."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.template import ROOT
from tools.lock import listed

_CODE = (
    "import json, sys, functions.{}.app; from broadsheet.adapters.aws.dynamodb import table; "
    "from broadsheet.adapters.aws.clients import client; client('dynamodb'); "
    "print(json.dumps(list(sys.modules)))"
)
_OF_STORIES = {f"broadsheet.adapters.html.{name}" for name in ("markup", "typed_html", "bounded")}
_OF_THE_DESK = ("session", "share", "sign_in", "working_copy", "merging", "typed")


@pytest.mark.parametrize(
    "function", ["submit_comment", "place_comments", "publish_due", "read_api", "render_pages"]
)
def test_a_cold_start_does_not_pay_for_records_that_its_function_never_reads(function: str) -> None:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "layers/broadsheet/python")))
    code = _CODE.format(function)
    started = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths, "AWS_DEFAULT_REGION": "eu-west-1"},
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = json.loads(started.stdout)
    assert f"functions.{function}.app" in loaded
    assert not [name for name in _OF_THE_DESK if f"broadsheet.domain.desk.{name}" in loaded]
    assert "broadsheet.adapters.aws.dynamodb.records" not in loaded
    assert "boto3" not in loaded


READERS = ("submit_comment", "place_comments", "read_api", "manage_subscriptions")
"""The functions that a reader waits for."""
_OURS_AND_BARE = """
import json, sys
import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.metrics import MetricUnit
boto3.client("dynamodb", region_name="eu-west-1")
bare = set(sys.modules)
import functions.{}.app
from broadsheet import bootstrap
from broadsheet.adapters.aws import observability
observability.logger(), observability.metrics(), bootstrap.services()
print(json.dumps(sorted(set(sys.modules) - bare)))
"""
ALLOWED = {
    # What Lambda's Python has, and takes a millisecond or less.
    *sys.stdlib_module_names,
    *("broadsheet", "functions"),
    # What records are made of. It imports the other, which Powertools brings.
    *("msgspec", "typing_extensions"),
    # What a comment's HTML goes through, and the slug of a name.
    *("nh3", "cmarkgfm", "_cffi_backend", "slugify", "text_unidecode"),
}
# A layer has site.toml as JSON, so that the reader of the one is not imported there.
_SLOW = {"asyncio", "multiprocessing", "email", "xml", "unittest", "pickle", "inspect"}
_SHOWS_A_PAGE = {"manage_subscriptions": {"jinja2", "markupsafe", "pickle", "gettext"}}
"""Whose every answer is a page."""


@pytest.mark.parametrize("function", READERS)
def test_what_a_reader_waits_for_imports_no_more_than_a_client_a_log_and_our_own_records(
    function: str,
) -> None:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "layers/broadsheet/python")))
    about = {
        "TABLE_NAME": "t",
        "POWERTOOLS_SERVICE_NAME": function,
        "POWERTOOLS_METRICS_NAMESPACE": "b",
        "STACK_NAME": "s",
    }
    started = subprocess.run(
        [sys.executable, "-c", _OURS_AND_BARE.format(function)],
        env={**os.environ, **about, "PYTHONPATH": paths, "AWS_DEFAULT_REGION": "eu-west-1"},
        check=True,
        capture_output=True,
        text=True,
    )
    modules = set(json.loads(started.stdout))
    assert not modules & _OF_STORIES
    loaded = {name.partition(".")[0] for name in modules}
    allowed = (ALLOWED - _SLOW) | _SHOWS_A_PAGE.get(function, set())
    assert {name for name in loaded - allowed if not name.startswith("_")} == set()


LAYERS = (ROOT / "layers/dependencies", ROOT / "layers/pictures")
OURS = (ROOT / "functions", ROOT / "layers/broadsheet/python/broadsheet")
ELSEWHERE = {"boto3", "botocore", "babel"}
"""Lambda's Python has the first two, and the layer is built with the other."""
BY_COMMANDS = "/adapters/imports/"
"""What reads archives of other systems: no function does."""


def imported_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The packages that its files import, wherever that stands in them, but for types alone."""
    for path in folder.rglob("*.py"):
        for node in _said(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from ((name.name.partition(".")[0], path) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0], path


def _said(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
        return
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.expr):
            yield from _said(inner)


def test_what_runs_in_lambda_imports_nothing_that_only_tools_bring() -> None:
    brought = {name for layer in LAYERS for name, _ in listed(layer / "requirements.txt")}
    known = {*sys.stdlib_module_names, "broadsheet", "functions", *ELSEWHERE}
    of_packages = packages_distributions()
    missing = {
        name: path
        for folder in OURS
        for name, path in imported_in(folder)
        if name not in known
        and BY_COMMANDS not in str(path)
        and not {one.lower().replace("_", "-") for one in of_packages.get(name, ())} & brought
    }
    assert missing == {}
    assert "pydantic" not in brought

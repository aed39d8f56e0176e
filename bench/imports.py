"""Import and initialisation time of each function, and what it must not import."""

import argparse
import functools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from bench.report import heading, machine, progress, table
from local import layers, template
from local.stack import BUILDS

ROOT = template.ROOT
COLD_START = Path(__file__).with_name("cold_start.py")
TIMES = 10
WIRING = {
    "edit_publication/articles": "services",
    "edit_publication/life": "services",
    "edit_publication/live": "services",
    "edit_publication/profiles": "services",
    "edit_publication/front": "services",
    "edit_publication/redirects": "services",
    "desk/today": "desk",
    "desk/story": "desk",
    "desk/writing": "desk",
    "manage_staff/people": "desk",
    "manage_media": "services",
    "process_media": "image_processing",
    "read_newsroom": "reads",
    "submit_comment": "services",
    "moderate_comments": "services",
    "publish_due": "services",
    "route_changes": "routing",
    "render_pages": "page_rendering",
    "read_api": "reads",
}
"""What the first invocation of each function, or of a feature of it, asks `bootstrap` for."""

_NOBODY = {
    "babel",
    "boto3",
    "selectolax",
    "aws_lambda_powertools.event_handler",
    "aws_lambda_powertools.utilities.batch",
    # Powertools brings the module of its tracer itself; this is what a tracer would import.
    "aws_xray_sdk",
    "markdown_it",
    "pydantic",
    "tomllib",
}
_TOKENS = {"jwt", "cryptography"}
_MARKUP = {"cmarkgfm", "nh3"}
UNWANTED = {
    "edit_publication/articles": _NOBODY | _TOKENS | {"jinja2"},
    "edit_publication/life": _NOBODY | _TOKENS | {"jinja2"},
    "edit_publication/live": _NOBODY | _TOKENS | {"jinja2"},
    "edit_publication/profiles": _NOBODY | _TOKENS | {"jinja2"},
    "edit_publication/front": _NOBODY | _TOKENS | {"jinja2"},
    "edit_publication/redirects": _NOBODY | _TOKENS | {"jinja2"},
    "desk/today": _NOBODY | _TOKENS | {"PIL"},
    "desk/story": _NOBODY | _TOKENS | {"PIL"},
    "desk/writing": _NOBODY | _TOKENS | {"PIL"},
    "manage_staff/people": _NOBODY | _TOKENS | {"PIL"} | _MARKUP,
    "manage_media": _NOBODY | _TOKENS | {"jinja2", "PIL"},
    "process_media": _NOBODY | _TOKENS | _MARKUP | {"jinja2"},
    "read_newsroom": _NOBODY | _TOKENS | {"jinja2"},
    "submit_comment": _NOBODY | _TOKENS | {"jinja2"},
    "moderate_comments": _NOBODY | _TOKENS | {"jinja2"},
    "publish_due": _NOBODY | _TOKENS | {"jinja2"},
    "route_changes": _NOBODY | _TOKENS | _MARKUP | {"jinja2"},
    "render_pages": _NOBODY | _TOKENS | _MARKUP,
    "read_api": _NOBODY | _TOKENS | _MARKUP | {"jinja2"},
}
"""What a cold start of the function must not pay for."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "STACK_NAME": "newsroom",
    "TABLE_NAME": "broadsheet",
    "DEAD_LETTERS_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/dead.fifo",
    "RENDER_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/render.fifo",
    "EMBED_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/embeds",
    "SITE_BUCKET": "broadsheet-site",
    "MEDIA_BUCKET": "broadsheet-media",
    "SITE_URL": "https://news.example.org",
    # As deployed without a word about them: `site.toml` says it.
    **dict.fromkeys(("SITE_TITLE", "SITE_LANGUAGE", "SITE_TIME_ZONE", "SITE_SECTIONS"), ""),
    "TOKEN_ISSUER": "https://issuer.example.org",
    "TOKEN_AUDIENCE": "client",
    "JWKS_URL": "https://issuer.example.org/.well-known/jwks.json",
}
_IMPORT_TIME = re.compile(r"import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)")
_SHOWN = 12


def run(_given: argparse.Namespace) -> bool:
    """Measure, and print; whether no function imports what it must not."""
    progress("building the layers")
    path = os.pathsep.join(str(built / "python") for built in built_layers().values())
    heading(
        "Cold start: importing a function, and what its first invocation makes",
        f"Median of {TIMES} fresh interpreters with the built layers, all compiled.",
        "'wire' is loggers, AWS clients, renderer. CPU time tells more on a busy machine.",
        machine(),
    )
    loaded = {function: _measured(function, path) for function in WIRING}
    columns = ("function", "import ms", "wire ms", "in all ms", "CPU ms", "modules")
    table(columns, [_row(function, starts) for function, starts in loaded.items()])
    _show_packages({function: _by_package(function, path) for function in WIRING})
    return _none_unwanted({function: starts[0]["modules"] for function, starts in loaded.items()})


def built_layers() -> dict[str, Path]:
    """The layers as `sam build` makes them, for the Python that runs here."""
    sources = template.layers(template.load())
    return {name: layers.built(name, folder, BUILDS) for name, folder in sources.items()}


def _measured(function: str, path: str) -> list[dict[str, Any]]:
    progress(function)
    started(function, path)  # compiles what is not
    return [json.loads(started(function, path).stdout) for _ in range(TIMES)]


def started(function: str, path: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """One cold start with the layers on `path`: prints what `bench.cold_start` says of it."""
    command = [sys.executable, *options, str(COLD_START), function, WIRING[function]]
    own = environment(PYTHONPATH=path, POWERTOOLS_SERVICE_NAME=function)
    return subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True, text=True)


def environment(**own: str) -> dict[str, str]:
    """What a function finds around it; of this process, nothing of AWS and of Python."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("AWS_", "PYTHON"))}
    return kept | _said() | ENVIRONMENT | own


@functools.cache
def _said() -> dict[str, str]:
    """What the template says to every function, as far as it says it outright."""
    told = template.load()["Globals"]["Function"]["Environment"]["Variables"]
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _row(function: str, starts: list[dict[str, Any]]) -> tuple[str | int | float, ...]:
    times = [start["ms"] for start in starts]
    in_all = median(t["import"] + t["wire"] for t in times)
    middle = {name: median(t[name] for t in times) for name in ("import", "wire", "cpu")}
    modules = len(starts[0]["modules"])
    return function, middle["import"], middle["wire"], in_all, middle["cpu"], modules


def _by_package(function: str, path: str) -> Counter[str]:
    """Microseconds of each package's own modules, without what they import."""
    packages: Counter[str] = Counter()
    for line in started(function, path, "-X", "importtime").stderr.splitlines():
        if match := _IMPORT_TIME.match(line):
            top = match[2].partition(".")[0]
            packages["(Python's own)" if top in sys.stdlib_module_names else top] += int(match[1])
    return packages


def _show_packages(measured: dict[str, Counter[str]]) -> None:
    total: Counter[str] = sum(measured.values(), Counter())
    print("Import time by package, ms, one run each; the tracing itself makes it slower.\n")
    rows = [
        (name, *(_milliseconds(packages[name]) for packages in measured.values()))
        for name, _ in total.most_common(_SHOWN)
    ]
    table(("package", *measured), rows)


def _milliseconds(microseconds: int) -> str:
    return f"{microseconds / 1000:.1f}" if microseconds else "–"


def _none_unwanted(modules: dict[str, list[str]]) -> bool:
    found = [
        f"{function} imports {name}"
        for function, unwanted in UNWANTED.items()
        for name in sorted(unwanted & set(modules[function]))
    ]
    print("\n".join(found) or "No function imports what it must not.", flush=True)
    return not found

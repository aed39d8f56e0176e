"""Watches the functions of a running stack, each in its own process and under its own role.

A layer is added to every function, by the API that anybody may use: what starts with its Python
writes each right that a call needs to a file. The roles are the stack's to enforce; `dynamodb:
LeadingKeys`, which the local cloud does not tell to a policy, is looked at afterwards.
"""

import inspect
import io
import json
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

from client.running import STACK
from local.stack import LocalStack
from tests.support.live import set_live
from tests.support.rights import calls, policy, watching
from tests.support.rights.calls import Need
from tests.support.rights.ledger import LEDGER, named

_PACKAGE = "rights_seen"
_SITE_PACKAGES = f"python/lib/python3.{sys.version_info.minor}/site-packages"
_ON_STACK = {"ses:SendEmail": "tests/end_to_end/test_every_path.py"}
"""Where to see what mocks do not see."""
_BEGIN = """
import json, os
from .watching import watch

def _seen(needed):
    function = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
    lines = "".join(json.dumps([function, *need]) + "\\n" for need in needed)
    file = os.open({file!r}, os.O_WRONLY | os.O_APPEND)
    os.write(file, lines.encode())  # in one piece: others write, too
    os.close(file)

watch(_seen)
"""


class Watch:
    """What the functions of a stack need, from now on."""

    def __init__(self, stack: LocalStack) -> None:
        self._stack, self._file = stack, stack.home / "rights.jsonl"
        self._variables: dict[str, dict[str, str]] = {}
        self._file.touch()
        functions = stack.client("lambda")
        layer = functions.publish_layer_version(
            LayerName=_PACKAGE, Content={"ZipFile": self._zipped()}
        )["LayerVersionArn"]
        for folder in policy.logical_ids():
            self._add(functions, f"{STACK}-{folder}", layer)

    def _add(self, functions: Any, name: str, layer: str) -> None:
        there = functions.get_function_configuration(FunctionName=name)
        self._variables[name] = there["Environment"]["Variables"]
        layers = [*(one["Arn"] for one in there["Layers"]), layer]
        set_live(functions, name, Layers=layers)

    def _zipped(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{_SITE_PACKAGES}/{_PACKAGE}.pth", f"import {_PACKAGE}\n")
            begin = _BEGIN.format(file=str(self._file.resolve()))
            archive.writestr(f"{_SITE_PACKAGES}/{_PACKAGE}/__init__.py", begin)
            for module in (calls, watching):
                archive.writestr(f"{_SITE_PACKAGES}/{_PACKAGE}/{_name(module)}.py", _text(module))
        return buffer.getvalue()

    def needed(self) -> list[tuple[str, Need]]:
        """Each function's logical id with what it needed, resources by their logical ids."""
        found = []
        for line in self._file.read_text("utf-8").splitlines():
            name, action, resource, conditions = json.loads(line)
            function = policy.logical_ids()[name.removeprefix(f"{STACK}-")]
            need = Need(action, resource, {k: tuple(v) for k, v in conditions.items()})
            found.append((function, named(function, need, self._variables[name])))
        return found

    def close(self) -> None:
        """Add it to the ledger. Fails naming what a role of the template does not allow."""
        needed = self.needed()
        for function, need in needed:
            LEDGER.add(function, need, _ON_STACK.get(need.action, ""))
        denied = {str(one) for one in needed if not policy.is_allowed(*one)}
        assert not denied, "\n".join(["on the stack, without a right:", *sorted(denied)])


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _text(module: ModuleType) -> str:
    return Path(inspect.getfile(module)).read_text("utf-8")

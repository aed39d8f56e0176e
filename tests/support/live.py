"""A function of the running stack with other settings, as a deployment leads its alias to them."""

from typing import Any

from local.cloud import wait_until
from operate.roll_back import ALIAS

_SECONDS = 30


def set_live(functions: Any, name: str, **settings: Any) -> None:
    """Give a function settings, publish them, and lead what is called to that version."""
    functions.update_function_configuration(FunctionName=name, **settings)
    assert wait_until(lambda: _is_settled(functions, name), _SECONDS)
    version = functions.publish_version(FunctionName=name)["Version"]
    functions.update_alias(FunctionName=name, Name=ALIAS, FunctionVersion=version)


def _is_settled(functions: Any, name: str) -> bool:
    told = functions.get_function_configuration(FunctionName=name)
    return bool(told["LastUpdateStatus"] == "Successful")

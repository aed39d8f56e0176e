"""`broadsheet completion`: what a shell needs to complete its words."""

import argparse

import shtab

from command.help import Commands

_EXAMPLES = """
broadsheet completion bash > ~/.local/share/bash-completion/completions/broadsheet
broadsheet completion zsh > ~/.zfunc/_broadsheet
"""


def add(commands: Commands) -> None:
    """Give `commands` what this module does, with its arguments."""
    summary = "Print the completion of a shell"
    parser = commands.add("completion", run, summary, _EXAMPLES, signed_in=False, json=False)
    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS)
    parser.set_defaults(whole=commands.parser)


def run(given: argparse.Namespace) -> None:
    """Print it."""
    print(shtab.complete(given.whole, shell=given.shell))

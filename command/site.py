"""`broadsheet import`, `export` and `rebuild`: the whole site at once.

They work on the stack's own table and queues, as its owner on AWS may, and not through the API.
"""

import argparse
import os
import subprocess
import sys

from client.errors import CommandError
from client.running import ROOT
from command.help import Commands

_IMPORT = """
broadsheet import wordpress.xml --dry-run            only say what would be done
broadsheet import wordpress.xml --report report.json
broadsheet import ghost.json --address https://old.example
broadsheet import medium.zip --section Stories       also Blogger's Atom, Substack's zip
broadsheet import wordpress.xml --uploads uploads/   with a copy of wp-content/uploads
broadsheet import content/ --dry-run                 a folder of Markdown: Hugo, Jekyll, Astro …
broadsheet import backup/ --stack broadsheet         what export wrote, into a stack on AWS
"""
_EXPORT = """
broadsheet export backup/                            of make run
broadsheet export backup/ --stack broadsheet         of a stack on AWS
"""
_REBUILD = """
broadsheet rebuild                                   every page of make run
broadsheet rebuild --stack broadsheet                of a stack on AWS
"""
_PATHS = ("report", "uploads")


def add(commands: Commands) -> None:
    """Let them be known."""
    for name, module, summary, examples, what in (
        ("import", "import_site", "Take over a whole site", _IMPORT, "FILE"),
        ("export", "export_site", "Write the whole site to files", _EXPORT, "FOLDER"),
        ("rebuild", "rebuild", "Render every page anew", _REBUILD, ""),
    ):
        parser = commands.add(name, _run, summary, examples, signed_in=False, json=False)
        if what:
            parser.add_argument("what", metavar=what)
        parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
        if name == "import":
            parser.add_argument("--dry-run", action="store_true", help="write nothing")
            parser.add_argument("--report", metavar="FILE", help="all that was not taken over")
            parser.add_argument("--section", help="of articles without one; without it, News")
            parser.add_argument("--language", help="of articles that do not say theirs")
            parser.add_argument("--address", help="where the old site stood, for Ghost's export")
            parser.add_argument("--uploads", metavar="FOLDER", help="a copy of its files")
            parser.add_argument("--fetch", action="store_true", help="ask the old site for files")
            parser.add_argument(
                "--also-at", metavar="HOST", action="append", help="another name that it had"
            )
        parser.set_defaults(module=f"operate.{module}")


def _run(given: argparse.Namespace) -> None:
    if getattr(given, "what", None) == "":
        raise CommandError("its name is empty: say which file or folder")
    asked = [os.path.abspath(given.what)] if "what" in given else []  # noqa: PTH100 - of a text
    for name in ("stack", "section", "language", "address", *_PATHS):
        # An empty one is refused there; without it, it would be another stack.
        if (value := getattr(given, name, None)) is not None:
            asked += [f"--{name}", os.path.abspath(value) if name in _PATHS else value]  # noqa: PTH100
    for name in ("dry_run", "fetch"):
        asked += [f"--{name.replace('_', '-')}"] if getattr(given, name, False) else []
    for host in getattr(given, "also_at", None) or ():
        asked += ["--also-at", host]
    # In a process of its own: it needs the functions' package, which the command is without.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "layers" / "broadsheet" / "python")}
    asked = [sys.executable, "-m", given.module, *asked]
    done = subprocess.run(asked, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        error = CommandError("it was not done")
        error.exit_status = max(1, done.returncode)
        raise error

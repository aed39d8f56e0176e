"""`make export DIR=…`: the whole newsroom as files, here or of a stack on AWS."""

import argparse
from pathlib import Path

from operate.access import access_to
from operate.ends import in_words
from operate.progress import Bar
from operate.site_archive import Busy, export_site, pictures_of_stack


def main() -> None:
    """Write the folder, and say what is in it."""
    parser = argparse.ArgumentParser(
        prog="python -m operate.export_site",
        description="Writes the whole newsroom to a new folder: articles with their revisions, "
        "comments, redirects, profiles, pictures. `make import` takes it back.",
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    given = parser.parse_args()
    bar = Bar("records")
    with in_words("", Busy):
        table, pictures = access_to(given.stack).table, pictures_of_stack(given.stack)
        kinds = export_site(table, pictures, given.folder, bar)
    bar.end()
    print(f"{kinds.total():8} records in {given.folder}")
    for kind, number in sorted(kinds.items()):
        print(f"{number:8}   {kind}")


if __name__ == "__main__":
    main()

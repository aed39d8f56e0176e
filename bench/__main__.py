"""`python -m bench [NAME …]`: what is fast, and what it costs. All of it without a name."""

import argparse
import importlib
import sys

BENCHMARKS = {
    "calls": "AWS calls and pages of a write, whatever the size of the archive",
    "previews": "milliseconds and calls of a preview and a receipt, whatever the archive",
    "desk_pages": "calls and milliseconds of every page of the desk, whatever the archive",
    "figures": "what writes, pages and starts take, in figures that every machine agrees on",
    "compare": "the figures of this tree beside those of another revision, --since, as ratios",
    "budget": "the figures become what is agreed on, in bench/budget.json; `make budget`",
    "storm": "10,000 comments on one article: lost, doubled, renderings, seconds, capacity",
    "real_storm": "the same through DynamoDB Local, with handlers in processes; CPU of each",
    "limits": "for every quota of AWS, the load that reaches it, from measured calls and units",
    "search": "size, time and cost of the search index and of queries, up to 100,000 articles",
    "moving": "a WordPress site of 1,000 posts comes in; all of it goes out, and comes back",
    "exports": "WordPress exports in a --folder come in: posts, words, comments kept of each",
    "pictures": "seconds and memory that broken and hostile pictures take, and how each ends",
    "rebuild": "pages per second of a full rebuild, on one and on all processors, and on AWS",
    "hugo": "a full build of 1,000 articles in turns with Hugo's, which --hugo names",
    "imports": "import and initialisation time of each function",
    "starts": "processor time of each function from nothing to its first answer, against boto3's",
    "rooms": "which room imports which: boxes, arrows and circles of every floor",
    "faults": "faults of AWS at every call of every function: lost, doubled, wrong pages",
    "sizes": "sizes of the layers, and of our largest files and functions",
    "freshness": "seconds from an accepted write until readers see it, on the local stack",
    "restarts": "stops of every kind during writes: lost, and seconds until the next is shown",
    "first_view": "what pages of --url show after how long on a telephone, in turns with --beside",
    "lighthouse": "Lighthouse's scores of the front page, an article, and the desk, on a phone",
}
ASKED_FOR = {"compare", "budget", "hugo", "first_view"}
"""What needs another revision, program or stack, or writes into this one: only by its name."""


def main() -> int:
    """Run what was asked for; 1 if something did not hold that should."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:10} {what}" for name, what in BENCHMARKS.items()),
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--url", help="freshness, first_view: a running stack's address")
    parser.add_argument("--token", help="freshness: an editor's token for --url")
    parser.add_argument("--beside", help="first_view: the address of a stack of another revision")
    parser.add_argument("--paths", nargs="+", default=["/"], help="first_view: of which pages")
    parser.add_argument("--comments", type=int, default=10_000, help="storm: how many comments")
    parser.add_argument("--minutes", type=float, default=5.0, help="storm: in how many minutes")
    parser.add_argument("--base", help="starts: a checkout of another revision, measured in turn")
    parser.add_argument("--stops", type=int, default=10, help="restarts: how many of each kind")
    parser.add_argument("--every", type=int, default=1, help="faults: one in so many is played")
    parser.add_argument("--of", default="", help="faults: of one function, such as fetch_embeds")
    parser.add_argument("--processes", type=int, default=1, help="faults: at the same time")
    parser.add_argument("--folder", help="exports: where WordPress exports are")
    parser.add_argument("--since", default="HEAD", help="compare: the revision to compare with")
    parser.add_argument("--timed", action="store_true", help="figures: processor time, too")
    parser.add_argument("--json", action="store_true", help="figures: for a program")
    parser.add_argument("--hugo", help="hugo: its program, if it is not on the PATH")
    given = parser.parse_args()
    unknown = set(given.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    failed = [
        name
        for name in given.names or [one for one in BENCHMARKS if one not in ASKED_FOR]
        # Each loads its own: some of these modules are what `imports` measures.
        if not importlib.import_module(f"bench.{name}").run(given)
    ]
    if failed:
        print(f"not as it should be: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

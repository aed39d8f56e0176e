"""`docs/limits.md` is what `python -m bench limits` prints, and its words say what is in that."""

import functools
import re
from collections import Counter

from bench import limits
from bench.budget import agreed
from bench.dollars import prices, readme_rows
from bench.limits import Quota
from bench.limits_measured import Measured, measured
from broadsheet.usecases.search.search import MOST_FILES
from tests.support.template import ROOT

WRITTEN = (ROOT / "docs/limits.md").read_text("utf-8")


@functools.cache
def taken() -> Measured:
    return measured()


def reached(beginning: str) -> Quota:
    (one,) = [q for q in limits.quotas(taken()) if q.name.startswith(beginning)]
    return one


def test_the_tables_are_what_the_script_prints() -> None:
    assert "\n".join(limits.document(taken())) in WRITTEN


def test_what_a_write_costs_is_what_the_readme_says() -> None:
    costs: dict[str, Counter[str]] = {n: Counter(row) for n, row in agreed()["counted"].items()}
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "\n".join(readme_rows(costs)) in readme
    assert f"({prices()['region']}, November 2026," in readme
    assert prices()["as_of"] == "2026-11"


def test_every_price_has_a_source() -> None:
    named = {name: what for name, what in prices().items() if isinstance(what, dict)}
    assert named
    assert all(one["source"].startswith("https://aws.amazon.com/") for one in named.values())


def test_what_breaks_first_is_told_in_its_order() -> None:
    section = WRITTEN.partition("## What breaks first")[2].partition("\n## ")[0]
    told = re.findall(r"^\d\. .*$", section, re.MULTILINE)
    names = (
        "DynamoDB: write units of a table that was never busy",
        "a partition, writes: PLACEMENT",
        "place_comments",
        "a partition, writes: COMMENTS",
        "a partition, writes: TALLY article",
    )
    loads = [reached(name).comments for name in names]
    assert loads == sorted(loads)
    for line, load in zip(told, loads, strict=True):
        assert f"{load:,.0f}" in line


def test_the_templates_own_limit_is_met_before_any_partitions() -> None:
    own = reached("the template: comments").comments
    hot = [q for q in limits.quotas(taken()) if q.name.startswith("a partition")]
    assert own < min(quota.comments for quota in hot)


def test_a_thousand_publishes_an_hour_are_nothing() -> None:
    highest = max(limits.PUBLISHES / quota.publishes for quota in limits.quotas(taken()))
    assert highest < 0.03
    assert "**A thousand publishes an hour** are 2%" in WRITTEN


def test_searches_may_not_be_let_through_faster_than_s3_reads() -> None:
    most = int(5_500 / MOST_FILES)
    assert f"must not be raised past {most}" in WRITTEN
    assert "reads of S3 a second" in WRITTEN

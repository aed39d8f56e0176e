"""Which series a text of a folder belongs to, and how it begins, as far as it says so."""

from pathlib import Path

import pytest

from broadsheet.domain.articles.article import Series
from broadsheet.domain.transfer.site_lines import ImportedArticle
from operate.markdown.archive import MarkdownArchive
from tests.support.markdown_sites import written


def saying(field: str, tmp_path: Path) -> ImportedArticle:
    text = f"---\ntitle: A\ndate: 2019-01-31\n{field}\n---\nx"
    folder = written(tmp_path, {"a.md": text})
    (article,) = MarkdownArchive(folder, section="News", zone="UTC").articles()
    assert isinstance(article, ImportedArticle)
    return article


@pytest.mark.parametrize(
    "field",
    [
        "series: The river\nseries_order: 3",
        "series: [The river]\nseries_part: 3",
        "series: {name: The river, part: 3}",
        "params: {series: The river, part: '3'}",
    ],
)
def test_a_series_and_its_number_are_taken_over(field: str, tmp_path: Path) -> None:
    article = saying(field, tmp_path)
    assert article.series == Series("The river", 3)
    assert article.notes == ()


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ("series: The river", "series"),
        ("series: [The river, Lakes]\nseries_order: 3", "series, series_order"),
        ("series: The river\npart: last", "part, series"),
        ("series: {name: The river, number: 3}", "series"),
        ("series: {name: The river, part: 3, of: 7}", "series"),
    ],
)
def test_a_series_of_which_nobody_says_the_part_is_named(
    field: str, left: str, tmp_path: Path
) -> None:
    article = saying(field, tmp_path)
    assert article.series is None
    assert [(one.reason, one.detail) for one in article.notes] == [("field_left_out", left)]


@pytest.mark.parametrize(
    ("said", "is_kept", "notes"),
    [
        ("true", True, []),
        ("'yes'", True, []),
        ("false", False, []),
        ("large", False, [("field_left_out", "drop_cap")]),
    ],
)
def test_a_large_first_letter_is_taken_over(
    said: str, is_kept: bool, notes: list[tuple[str, str]], tmp_path: Path
) -> None:
    article = saying(f"drop_cap: {said}", tmp_path)
    assert (article.drop_cap, [(one.reason, one.detail) for one in article.notes]) == (
        is_kept,
        notes,
    )

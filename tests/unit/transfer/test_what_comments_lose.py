"""What a comment had elsewhere and none has here is named with the comment."""

import io
from datetime import UTC

import pytest

from broadsheet.adapters.imports.wxr_comments import wxr_comments
from broadsheet.domain.transfer.comment_lines import ImportedComment, LeftOut
from tests.fakes.table import MemoryTable
from tests.fakes.transfer import make_imported
from tests.support.imported_comments import bring, with_article
from tests.support.wordpress import cdata, item, wxr


def only(**said: str) -> ImportedComment:
    fields = {"id": "1", "author": "Tom", "content": "Hi", "approved": "1"} | said
    inside = "".join(f"<wp:comment_{k}>{cdata(v)}</wp:comment_{k}>" for k, v in fields.items())
    file = io.BytesIO(wxr(item(1, within=[f"<wp:comment>{inside}</wp:comment>"])))
    (comment,) = wxr_comments(file, UTC)
    assert isinstance(comment, ImportedComment)
    return comment


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"author_url": "https://tom.example/"}, ("website_left_out", "https://tom.example/")),
        ({"author_url": "http://"}, None),
        ({"date_gmt": "", "date": "0000-00-00 00:00:00"}, ("date_from", "its story's")),
    ],
)
def test_a_website_and_a_date_that_is_not_its_own_are_named(
    said: dict[str, str], left: tuple[str, str] | None
) -> None:
    dated = {"date_gmt": "2024-02-01 09:00:00"} | said
    assert only(**dated).left == ((left,) if left else ())


def test_what_is_named_stands_in_the_report_of_those_that_are_taken_over() -> None:
    table = with_article(MemoryTable())
    left = (("website_left_out", "https://tom.example/"),)
    report = bring(table, [make_imported(1, left=left), make_imported(2, body="", left=left)])
    assert [one for one in report.notes if one.reason == "website_left_out"] == [
        LeftOut(id="1", reason="website_left_out", detail="https://tom.example/")
    ]

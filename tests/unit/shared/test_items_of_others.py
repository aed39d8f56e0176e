"""What stands in the table and was written by no release of ours."""

import logging

import pytest

from broadsheet.adapters.aws.dynamodb.codec import to_item
from broadsheet.adapters.aws.dynamodb.records import ours_among
from tests.builders import make_article


@pytest.mark.parametrize("others", [{}, {"type": {"S": "Novel"}}, {"type": {"N": "7"}}])
def test_what_nobody_knows_is_named_and_ends_nothing(
    others: dict[str, dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    article = make_article()
    theirs = {"pk": {"S": "A#1"}, "sk": {"S": "B#2"}, **others}
    with caplog.at_level(logging.WARNING):
        assert list(ours_among([theirs, to_item(article)])) == [article]
    assert caplog.messages == ["left out, as no release of ours wrote it: A#1, B#2"]

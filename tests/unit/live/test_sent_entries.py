"""What is sent of a running story: every wrong field is named in one answer."""

import msgspec
import pytest

from broadsheet.adapters.http.live.submitted import new_entry
from broadsheet.domain.shared.errors import Invalid


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"text": "Over.", "is_key": True}, ["/is_key"]),
        ({"text": "Over.", "is_key": True, "headline": None}, ["/is_key"]),
        ({"text": 5, "is_key": True, "byline": 5}, ["/text", "/is_key", "/byline"]),
        ({"text": "Over.", "is_key": True, "headline": " "}, ["/headline"]),
        ({"text": "Over.", "is_key": "yes", "colour": 1}, ["/is_key", "/colour"]),
    ],
)
def test_a_key_entry_without_a_headline_is_named_with_what_else_is_wrong(
    sent: dict[str, object], wrong: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        new_entry(msgspec.json.encode(sent))
    assert sorted(error.pointer for error in refused.value.errors) == sorted(wrong)


def test_what_is_no_key_entry_needs_no_headline() -> None:
    assert new_entry(b'{"text": "Over."}').submission.headline == ""
    assert new_entry(b'{"text": "Over.", "headline": "H", "is_key": true}').submission.is_key

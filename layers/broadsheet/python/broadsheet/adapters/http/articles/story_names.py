"""What the newsroom's lists can be asked for by, which readers' list can not."""

from collections.abc import Mapping

from broadsheet.domain.shared.errors import FieldError, Malformed
from broadsheet.domain.shared.sentence import for_programs

STORY_LISTS = ("status", "mine", "assigned", "returned")
"""Each of these asks for stories of the newsroom, and not for what readers have."""
OF_THE_NEWSROOM = (*STORY_LISTS, "q", "since", "until")
"""What readers' list does not have."""


def must_ask_for_stories(query: Mapping[str, str]) -> None:
    """Raises Malformed where the newsroom's filters are sent without a list of its stories."""
    words = for_programs("goes with status, mine, assigned or returned")
    wrong = [name for name in OF_THE_NEWSROOM if name in query]
    if wrong:
        raise Malformed([FieldError(f"?{name}", "without_status", words) for name in wrong])

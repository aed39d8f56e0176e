"""A reader whom the newsroom knows, and what a signal against a comment says."""

from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.signals.signal import SignalName
from tests.support.reader import CommentPage, signal

LONG = "The night boat is the best thing that this council has done in years."


def known_page() -> CommentPage:
    """An article, and a reader of whom an editor approved something once."""
    made = CommentPage()
    made.know()
    return made


def note(comment: Comment, name: SignalName) -> str:
    found = signal(comment, name)
    assert found is not None, comment.signals
    assert found.note.endswith(".")
    return found.note

"""What holds for hundreds of things is one test: hundreds of tests take their time to begin."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def for_all(
    things: Callable[[], Mapping[Any, T]],
) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """A test of all `things`, by their names, out of a check of one.

    Each of which it does not hold is named, with what the check says of it.
    """

    def test_of(check: Callable[[T], None]) -> Callable[[], None]:
        def test() -> None:
            found, wrong = things(), []
            for name, thing in found.items():
                try:
                    check(thing)
                except Exception as error:  # noqa: BLE001 - all that are wrong are shown
                    error.add_note(f"of {name}")
                    wrong.append(error)
            assert found
            if wrong:
                raise ExceptionGroup(f"not so of {len(wrong)} of {len(found)}", wrong)

        test.__name__, test.__doc__, test.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        return test

    return test_of

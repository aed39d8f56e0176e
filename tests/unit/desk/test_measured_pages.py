"""`python -m bench desk_pages` measures every page of the desk, but for those that it names."""

from bench.desk_pages import routes
from bench.desk_visits import FIXED, MADE, SKIPPED, filled


def test_what_is_not_measured_is_a_page_that_there_is() -> None:
    assert set(SKIPPED) <= set(routes())


def test_few_pages_are_not_measured() -> None:
    pages = [route for route in routes() if route.startswith("GET ")]
    assert len(SKIPPED) * 10 < len(pages)


def test_every_place_in_the_path_of_a_measured_page_has_something_to_stand_there() -> None:
    values = FIXED | dict.fromkeys(MADE, "made")
    measured = [r for r in routes() if r.startswith("GET ") and r not in SKIPPED]
    lacking = list[str]()
    for route in measured:
        try:
            filled(route.partition(" ")[2], values)
        except KeyError as place:
            lacking.append(f"{route}: {place}")
    assert lacking == []


def test_a_page_that_two_functions_have_is_measured_once() -> None:
    assert len(set(routes())) == len(list(routes()))

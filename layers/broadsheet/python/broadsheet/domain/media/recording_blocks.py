"""Where in a text its films and sounds stand with what belongs to them: picture and captions."""

from collections.abc import Iterator

from broadsheet.domain.shared.nesting import element_end

BEGINS, ENDS = '<div class="b-recording">', "</div>"


def recording_blocks(html: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends in sanitised HTML, whatever blocks are in it.

    One within another belongs to that. Takes time in proportion to the length.
    """
    at = html.find(BEGINS)
    while at >= 0 and (end := element_end(html, at, "div")) >= 0:
        yield at, end
        at = html.find(BEGINS, end)

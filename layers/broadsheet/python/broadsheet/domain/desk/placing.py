"""A picture that somebody chose for a story, put into what they have typed of it."""

from enum import StrEnum

from broadsheet.domain.desk.typed import IMAGE, Typed, one, tidy


class Place(StrEnum):
    """Where it goes."""

    LEAD = "lead"
    TEXT = "text"


def with_picture(
    typed: Typed, place: Place, media_id: str, markdown: str, alt: str
) -> dict[str, tuple[str, ...]]:
    """What was typed, with the picture in it.

    Above the story it takes the place of the one before, whose words were said of that one. In the
    text it is a paragraph of its own, at the end: where somebody was writing is known to their
    browser alone.
    """
    if place is Place.LEAD:
        without = {name: texts for name, texts in typed.items() if name not in IMAGE}
        return tidy(without | {"image_media": (media_id,), "image_alt": (alt,)})
    return tidy({**typed, "body": (with_paragraph(one(typed, "body"), markdown),)})


def with_paragraph(text: str, markdown: str) -> str:
    """The text with a paragraph more."""
    before = text.rstrip()
    return f"{before}\n\n{markdown}\n" if before else f"{markdown}\n"

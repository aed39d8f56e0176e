"""Every block of ours in a file that the command publishes: it arrives as it was typed."""

import pytest

from broadsheet.adapters.html.allowed import URL_SCHEMES
from broadsheet.adapters.html.blocks import ALSO, KINDS
from broadsheet.adapters.html.markup import CommonMark
from client.texts.body import in_markdown
from client.texts.directives import BLOCKS
from client.texts.setting import Setting
from client.texts.targets import KEPT
from tests.support.blocks import SAMPLES, filled

MARKDOWN = CommonMark()


def sent(text: str) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """What the command sends of a text, what it says of it, and which files go along."""
    files: list[tuple[str, str]] = []

    def picture(address: str, words: str) -> str:
        if address.startswith("media:"):
            return address
        files.append((address, words))
        return f"media:{address}"

    setting = Setting(picture=picture)
    return in_markdown(text, setting), setting.notes, files


def test_the_command_knows_every_block_that_there_is() -> None:
    assert KINDS.keys() | ALSO.keys() | {"chart"} == BLOCKS


def test_the_command_knows_where_links_may_lead() -> None:
    assert KEPT | {"http", "https"} == URL_SCHEMES | {"media"}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_block_in_a_file_is_the_same_on_the_page(name: str) -> None:
    typed = filled(SAMPLES[name].typed)
    setting = Setting()
    made = MARKDOWN.noted(in_markdown(typed, setting))
    assert setting.notes == []
    assert made == MARKDOWN.noted(typed)


@pytest.mark.parametrize(
    "typed",
    [
        ":::video\n![f](media:a)\n\n[English](media:b)\n\n:::transcript T\nx\n:::\n:::\n",
        "::::facts T\n:::note\nx\n:::\n::::\n",
        "::::facts\n:::note\nx\n::::\n",
        ":::note [^1]\nx\n:::\n\n[^1]: A\n",
        ":::note\nx\n\nThe rest.\n",
        ":::spoiler\nx\n\nThe rest.\n",
        ":::note\n```\nx\n:::\n",
    ],
)
def test_lines_of_colons_of_ours_and_those_without_an_end_stay_as_they_were(typed: str) -> None:
    assert sent(typed)[0] == typed


@pytest.mark.parametrize(
    ("typed", "made", "left_out"),
    [
        ('::: {.note title="T"}\nx\n:::', ":::note T\nx\n:::\n", None),
        (":::tip[T]{.big}\nx\n:::", ":::tip T\nx\n:::\n", "{.big}"),
        (":::facts\n::: {.note}\nx\n:::\n:::", ":::facts\n:::note\nx\n:::\n:::\n", None),
        ("::: {#place}\nx\n:::", "x\n", None),
    ],
)
def test_attributes_of_a_block_are_its_title_or_are_named(
    typed: str, made: str, left_out: str | None
) -> None:
    text, notes, _ = sent(typed)
    assert text == made
    assert notes == ([("attribute_left_out", left_out)] if left_out else [])


def test_a_link_that_a_page_keeps_is_not_said_to_be_lost() -> None:
    kept = "[r](media:a-pdf) [t](tel:+49) [g](geo:1,2) <a href='xmpp:a@b.example'>x</a>"
    assert sent(kept)[1] == []
    assert sent("[j](javascript:x)")[1] == [("link_left_out", "javascript:x")]


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        ("<!-- ![a](gone.jpg) <img src='gone.jpg'> -->\nWords.", []),
        ("""<img src="a.jpg" alt='A "boat"'>""", [("a.jpg", 'A "boat"')]),
        ('<img alt="It\'s late" src=a.jpg>', [("a.jpg", "It's late")]),
        ("<img alt=boat src=a.jpg>", [("a.jpg", "boat")]),
    ],
)
def test_pictures_go_along_with_all_their_words_and_none_that_nobody_sees(
    typed: str, files: list[tuple[str, str]]
) -> None:
    assert sent(typed)[2] == files

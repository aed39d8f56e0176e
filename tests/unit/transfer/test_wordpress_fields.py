"""What plugins keep beside the stories of WordPress: an article has it, or the report says so."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path

import pytest

from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.wxr_archive import WordPressArchive
from broadsheet.domain.transfer.site_lines import (
    ImportedArticle,
    ImportedAuthor,
    ImportNote,
    OldAddress,
)
from tests.support.wordpress import author, cdata, item, meta, term, wxr

Read = Callable[..., WordPressArchive]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*inside: str) -> WordPressArchive:
        path = tmp_path / "wordpress.xml"
        path.write_bytes(wxr(*inside))
        with ExitStack() as stack:
            archive = WordPressArchive(path, ReadOptions("News", UTC, tmp_path, stack))
            archive.stories = list(archive.articles())  # type: ignore[attr-defined]
            return archive

    return read


def story(archive: WordPressArchive) -> ImportedArticle:
    (one,) = archive.stories  # type: ignore[attr-defined]
    assert isinstance(one, ImportedArticle)
    return one


def told(archive: WordPressArchive) -> list[tuple[str, str]]:
    return [(note.reason, note.detail) for note in story(archive).notes]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("corrections", "We erred.", "field_left_out"),
        ("fifu_image_url", "https://old.example/a.jpg", "field_left_out"),
        ("_format_video_embed", "https://youtu.be/abc", "field_left_out"),
        ("_format_quote_source_name", "Ann", "field_left_out"),
        ("_links_to", "https://elsewhere.example/", "field_left_out"),
        ("_expiration-date", "1893456000", "field_left_out"),
        ("_yoast_wpseo_canonical", "https://first.example/", "canonical_left_out"),
        ("rank_math_canonical_url", "https://first.example/", "canonical_left_out"),
        ("_yoast_wpseo_metadesc", "In short", "description_left_out"),
        ("_yoast_wpseo_opengraph-title", "Shared", "description_left_out"),
        ("rank_math_title", "Found", "description_left_out"),
        ("_aioseo_description", "In short", "description_left_out"),
    ],
)
def test_a_field_that_no_article_has_is_named_with_what_it_says(
    read: Read, key: str, value: str, reason: str
) -> None:
    assert told(read(item(1, within=[meta(key, value)]))) == [(reason, f"{key}: {value}")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_edit_lock", "1700000000:1"),
        ("_oembed_4d1", "<iframe src='https://v.example'></iframe>"),
        ("_some_settings", 'a:1:{s:1:"a";s:10:"two words.";}'),
        ("_subtitle_key", "field_5f3"),
        ("location", ""),
    ],
)
def test_what_a_program_noted_for_itself_is_no_loss(read: Read, key: str, value: str) -> None:
    assert told(read(item(1, within=[meta(key, value)]))) == []


@pytest.mark.parametrize("key", ["newspack_post_subtitle", "subtitle", "_subtitle"])
def test_the_line_below_a_headline_is_the_standfirst_where_there_is_no_excerpt(
    read: Read, key: str
) -> None:
    alone = read(item(1, within=[meta(key, "Below &amp; more")]))
    assert (story(alone).standfirst, told(alone)) == ("Below & more", [])
    both = read(item(1, within=[meta(key, "Below")], excerpt="In short."))
    assert (story(both).standfirst, told(both)) == (
        *("In short.", [("field_left_out", "subtitle: Below")]),
    )


def test_terms_of_a_newsrooms_own_taxonomies_are_its_last_tags(read: Read) -> None:
    within = [term("location", "Lagos"), term("post_tag", "Ports"), term("topic", "Water")]
    within += [term("post_format", "post-format-video"), term("language", "English")]
    archive = read(item(1, within=within))
    assert story(archive).tags == ("Ports", "Lagos", "Water")
    assert told(archive) == [("term_is_tag", "location: Lagos"), ("term_is_tag", "topic: Water")]


def test_guest_authors_have_their_names_and_biographies_and_not_their_logins(read: Read) -> None:
    said = {"user_login": "g-writer", "display_name": "G. Writer", "description": "Writes."}
    fields = [meta(f"cap-{key}", value) for key, value in said.items()]
    guest = item(
        90, type="guest-author", within=[*fields, meta("cap-website", "https://g.example")]
    )
    archive = read(author("amina", "Amina"), item(1, within=[term("author", "g-writer")]), guest)
    assert story(archive).authors == ("G. Writer",)
    assert archive.authors()[1:] == [ImportedAuthor("g-writer", "G. Writer", "Writes.")]
    left = archive.left_behind()
    assert left.notes == [
        ImportNote("", "G. Writer", "field_left_out", "website: https://g.example")
    ]
    assert left.skipped == {}


@pytest.mark.parametrize(
    ("name", "section"),
    [("Uncategorized", "News"), ("未分類", "News"), ("City &amp; county", "City & county")],
)
def test_the_first_category_is_a_section_once_somebody_gave_it_a_name(
    read: Read, name: str, section: str
) -> None:
    within = [f'<category domain="category" nicename="uncategorized">{cdata(name)}</category>']
    archive = read(item(1, within=within))
    assert story(archive).section == section
    assert OldAddress("/category/uncategorized/", "section", section) in archive.old_addresses()


@pytest.mark.parametrize("status", ["archived", "unpublished", "pitch", "private"])
def test_a_state_that_is_not_one_here_is_named(read: Read, status: str) -> None:
    archive = read(item(1, status=status))
    assert (story(archive).status, told(archive)) == ("draft", [("is_draft_now", status)])


def test_what_is_said_of_lists_and_files_and_of_them_alone_is_named(read: Read) -> None:
    ports = (
        "<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>ports</wp:category_nicename>"
        "<wp:category_parent>sea</wp:category_parent><wp:cat_name>Ports</wp:cat_name>"
        "<wp:category_description>All of them</wp:category_description></wp:category>"
    )
    url = "<wp:attachment_url>https://www.old.example/a.jpg</wp:attachment_url>"
    picture = item(
        *(9,),
        type="attachment",
        title="Boat",
        content="At length",
        excerpt='By <a href="https://p.example/">Pat</a>',
        within=[url, meta("licence", "CC BY")],
    )
    lost = '<a href="https://e.example/">this</a><img src="/a.jpg"><iframe src="https://v.example">'
    excerpt = item(1, excerpt=f"See {lost}")
    archive = read(ports, picture, excerpt)
    assert archive.left_behind().notes == [
        ImportNote("ports", "Ports", "description_left_out", "All of them"),
        ImportNote("ports", "Ports", "field_left_out", "parent: sea"),
        ImportNote("9", "Boat", "description_left_out", "At length"),
        ImportNote("9", "Boat", "field_left_out", "licence: CC BY"),
        ImportNote("9", "Boat", "link_left_out", "https://p.example/"),
    ]
    assert told(archive) == [
        ("link_left_out", "https://e.example/"),
        ("picture_left_out", "/a.jpg"),
        ("element_left_out", "https://v.example"),
    ]

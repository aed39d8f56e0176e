"""A folder of Markdown stands here as it stood there: at its dates and addresses, nothing lost."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.adapters.imports.bad_file import BadFile
from broadsheet.domain.transfer.site_lines import ImportedArticle, ImportNote
from operate.markdown.archive import MarkdownArchive
from tests.support.markdown_sites import HUGO, JEKYLL, PIXEL, written


def archive_of(folder: Path, zone: str = "UTC") -> MarkdownArchive:
    return MarkdownArchive(folder, section="News", zone=zone)


def articles_of(archive: MarkdownArchive) -> dict[str, ImportedArticle]:
    return {one.title: one for one in archive.articles() if isinstance(one, ImportedArticle)}


def told(article: ImportedArticle) -> dict[str, str]:
    return {note.reason: note.detail for note in article.notes}


def only(tmp_path: Path, files: Mapping[str, str | bytes]) -> ImportedArticle:
    (article,) = articles_of(archive_of(written(tmp_path, files))).values()
    return article


def test_a_site_of_hugo_keeps_dates_addresses_languages_people_and_pictures(tmp_path: Path) -> None:
    archive = archive_of(written(tmp_path, HUGO))
    found = articles_of(archive)
    assert list(found) == ["Draft", "2024", "The lake", "Le lac", "Later", "About"]
    lake = found["The lake"]
    assert (lake.at, lake.modified_at) == (
        datetime(2019, 1, 31, 8, tzinfo=UTC),
        datetime(2019, 2, 2, tzinfo=UTC),
    )
    assert (lake.section, lake.tags, lake.authors) == (
        "World",
        ("Lakes", "Water"),
        ("Amina Yusuf",),
    )
    assert (lake.slug, lake.addresses) == ("lake", ("/posts/lake/",))
    assert lake.former == ("/old/lake/", "/posts/lac")
    assert lake.body == "![Boats](/posts/lake/boats.jpg)\n\n[Harbour](/2019/01/port/)\n"
    french = found["Le lac"]
    assert (french.language, french.addresses) == ("fr", ("/fr/posts/lake/",))
    harbour = found["2024"]
    assert (harbour.slug, harbour.addresses, harbour.section) == (
        *("port", ("/2019/01/port/",)),
        "News",
    )
    assert harbour.image
    assert (harbour.image.url, harbour.image.alt) == ("/img/h.jpg", "2024")
    assert told(harbour)["embed_is_link"] == "https://www.youtube.com/watch?v=abc123"
    assert (found["Draft"].status, found["Later"].status) == ("draft", "published")
    assert found["About"].section == "Pages"
    assert archive.source == "markdown old.example"
    assert [author.name for author in archive.authors()] == ["Amina Yusuf"]
    for address, file in (("/posts/lake/boats.jpg", "boats.jpg"), ("/img/h.jpg", "h.jpg")):
        original = archive.originals.find(address)
        assert original is not None
        assert original.name == file


def test_a_site_of_jekyll_keeps_them_by_its_own_rules(tmp_path: Path) -> None:
    archive = archive_of(written(tmp_path, JEKYLL))
    found = articles_of(archive)
    assert set(found) == {"The night train", "Second", "In HTML", "An idea"}
    train = found["The night train"]
    assert train.at == datetime(2019, 7, 1, 8, tzinfo=UTC)
    assert (train.section, train.tags, train.authors) == ("World", ("Travel",), ("Ann Author",))
    assert train.addresses == ("/world/travel/2019/07/01/night-train.html",)
    assert train.former == ("/train", "/nacht/")
    assert train.body == (
        "![Dawn](/assets/dawn.jpg)\n\n```ruby\nputs '{{ x }}'\n```\n\n/2019/07/02/second.html\n"
    )
    assert told(train)["read_as"] == "categories: 'World Travel' was read as World, Travel"
    second = found["Second"]
    assert (second.at, second.authors) == (datetime(2019, 7, 1, 22, tzinfo=UTC), ("The Desk",))
    assert (second.body, told(second)) == (
        " Words.\n",
        {"shortcode_left_out": "{% include chart.html id=3 %}"},
    )
    assert found["In HTML"].body == "<div>\n\n<p>Words in HTML.</p>\n</div>\n"
    assert found["An idea"].status == "draft"
    assert archive.skipped[".md"] == 1


ADDRESSES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "zola": (
        {
            "config.toml": 'base_url = "https://z.example"',
            "content/blog/2019-01-31-a-b.md": "+++\ntitle = 'A'\n+++\nx",
        },
        "/blog/a-b/",
    ),
    "zola, by its path": (
        {
            "config.toml": 'base_url = "https://z.example"',
            "content/a.md": "+++\ntitle = 'A'\npath = '2019/01/31/A'\n+++\nx",
        },
        "/2019/01/31/A",
    ),
    "eleventy": (
        {".eleventy.js": "", "posts/2019-01-31-a-b.md": "---\ntitle: A\n---\nx"},
        "/posts/a-b/",
    ),
    "eleventy, by its permalink": (
        {
            ".eleventy.js": "",
            "posts/a.md": "---\ntitle: A\ndate: 2019-01-31\npermalink: /x/index.html\n---\nx",
        },
        "/x/",
    ),
    "astro": (
        {
            "astro.config.mjs": "",
            "src/content/blog/a-b.mdx": "---\ntitle: A\npubDate: Jan 31 2019\n---\nx",
        },
        "/blog/a-b/",
    ),
    "hexo": (
        {
            "_config.yml": "x: 1",
            "scaffolds/post.md": "",
            "source/_posts/a-b.md": "---\ntitle: A\ndate: 2019-01-31\n---\nx",
        },
        "/2019/01/31/a-b/",
    ),
    "pelican": (
        {
            "pelicanconf.py": "",
            "content/a.md": "---\ntitle: A\ndate: 2019-01-31 10:20\nslug: a-b\n---\nx",
        },
        "/a-b.html",
    ),
    "jekyll, pretty": (
        {
            "_config.yml": "permalink: pretty",
            "en/news/_posts/2019-01-31-a-b.md": "---\ntitle: A\n---\nx",
        },
        "/en/news/2019/01/31/a-b/",
    ),
    "hugo, by its url": (
        {
            "hugo.yaml": "",
            "content/posts/a.md": "---\ntitle: A\ndate: 2019-01-31\nurl: /here/\n---\nx",
        },
        "/here/",
    ),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_old_address_follows_the_rules_of_its_generator(name: str, tmp_path: Path) -> None:
    files, address = ADDRESSES[name]
    article = only(tmp_path, files)
    assert article.addresses == (address,)
    assert article.at
    assert (article.at.year, article.at.month, article.at.day) == (2019, 1, 31)


def test_a_folder_of_a_language_is_in_an_address_of_jekyll_and_no_section(tmp_path: Path) -> None:
    files = {
        f"{code}/news/_posts/2019-01-31-a.md": f"---\ntitle: {code}\n---\nx"
        for code in ("en", "fr")
    }
    found = articles_of(archive_of(written(tmp_path, {"_config.yml": "permalink: pretty"} | files)))
    assert {one.language: (one.section, one.addresses) for one in found.values()} == {
        "en": ("news", ("/en/news/2019/01/31/a/",)),
        "fr": ("news", ("/fr/news/2019/01/31/a/",)),
    }


def test_a_note_without_front_matter_is_an_article_and_what_it_lacks_is_said(
    tmp_path: Path,
) -> None:
    archive = archive_of(
        written(tmp_path, {"my note.md": "# Heading\n\nWords.\n", "an_other.md": "Words alone.\n"})
    )
    found = articles_of(archive)
    assert (found["Heading"].body, found["Heading"].slug) == ("Words.\n", "my-note")
    assert told(found["Heading"])["no_title"] == "Heading, which is its first heading"
    assert told(found["An other"])["no_title"] == "An other, which is the file's name"


WRONG: dict[str, tuple[str | bytes, str, str]] = {
    "a tab": ("---\ntitle: A\ntags:\n\t- b\n---\nx", "front_matter_unreadable", "(line 4)"),
    "no end": ("---\ntitle: A\nx", "front_matter_unreadable", "no second ---"),
    "another encoding": (b"---\ntitle: \xe9\n---\nx", "front_matter_unreadable", "UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_left_out_with_the_line(name: str, tmp_path: Path) -> None:
    content, reason, words = WRONG[name]
    archive = archive_of(written(tmp_path, {"a.md": content}))
    (note,) = archive.articles()
    assert isinstance(note, ImportNote)
    assert (note.id, note.reason) == ("a.md", reason)
    assert words in note.detail


def test_a_text_of_another_format_is_named(tmp_path: Path) -> None:
    (note,) = archive_of(written(tmp_path, {"a.rst": "A\n=\n"})).articles()
    assert isinstance(note, ImportNote)
    assert (note.id, note.reason) == ("a.rst", "format_unknown")


def test_a_field_that_cannot_be_what_it_should_costs_no_story(tmp_path: Path) -> None:
    article = only(tmp_path, {"a.md": "---\ntitle: A\ndate: 01/02/2019\nx: 1\n---\nWords.\u0007"})
    assert (article.at, article.body) == (None, "Words.\n")
    assert [(n.reason, n.detail) for n in article.notes] == [
        ("field_left_out", "date may be two days: '01/02/2019'; write 2026-11-24 (line 3)"),
        ("characters_left_out", "U+0007"),
        ("field_left_out", "x"),
    ]


@pytest.mark.parametrize(
    "field",
    [
        *("unlisted: true", "private: true", "hidden: true", "embargo: 2092", "draft: wip"),
        *("published: n", "visibility: members", "visibility: [a, b]", "password: {a: b}"),
        *("status: [a, b]", "expiryDate: 01/02/2019", "params: {password: x}"),
    ],
)
def test_what_was_not_for_all_readers_is_a_draft(field: str, tmp_path: Path) -> None:
    article = only(tmp_path, {"a.md": f"---\ntitle: A\ndate: 2019-01-31\n{field}\n---\nx"})
    assert article.status == "draft"


def test_a_standfirst_that_is_too_long_for_one_begins_the_text(tmp_path: Path) -> None:
    article = only(tmp_path, {"a.md": f"---\ntitle: A\nexcerpt: {'word ' * 300}\n---\nText."})
    assert article.standfirst == ""
    assert article.body.startswith("word word")
    assert article.body.endswith("word\n\nText.\n")
    assert "standfirst_in_body" in told(article)


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(PIXEL)
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\nx")
    site = written(
        tmp_path / "site", {"a.md": "---\ntitle: A\n---\n![x](../secret.jpg) ![y](link.jpg)"}
    )
    (site / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (site / "link.md").symlink_to(tmp_path / "secret.md")
    (site / "loop").symlink_to(site)
    archive = archive_of(site)
    (article,) = articles_of(archive).values()
    assert [n.detail for n in article.notes if n.reason == "picture_missing"] == [
        *("../secret.jpg", "link.jpg"),
    ]
    for address in ("/../secret.jpg", "/link.jpg", "/%2e%2e/secret.jpg", "/a\0b", "https://[x", ""):
        assert archive.originals.find(address) is None


def test_a_folder_of_content_knows_the_site_around_it(tmp_path: Path) -> None:
    whole = articles_of(archive_of(written(tmp_path, HUGO)))
    part = articles_of(archive_of(tmp_path / "content"))
    assert {one.id for one in part.values()} == {one.id for one in whole.values()}
    assert part["2024"].addresses == whole["2024"].addresses


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        archive_of(tmp_path / "nowhere")

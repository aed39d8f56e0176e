"""A file as any static site generator has it becomes an article of the API."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.submitted import SubmittedArticle
from client.article_file import ArticleFile, article_of, as_file
from client.errors import CommandError
from client.front_matter import read
from command import publish

HUGO = """+++
title = "The night train"
date = 2026-11-24T06:00:00+03:00
expiryDate = 2026-12-24
draft = true
description = "Nineteen hours."
categories = ["World", "Travel"]
tags = ["Railways"]
authors = ["Deniz Aksoy"]
slug = "night-train"
weight = 3
[cover]
image = "https://img.example/train.jpg"
alt = "A train"
caption = "At dawn"
+++
The stove is lit.
"""
JEKYLL = """---
layout: post
title: The night train
author: Deniz Aksoy
category: World
tags: [Railways, Food]
excerpt: Nineteen hours.
image: https://img.example/train.jpg
image_alt: A train
published: false
comments: false
lang: tr_TR
---

The stove is lit.
"""
ZOLA = """+++
title = "The night train"
[taxonomies]
categories = ["World"]
tags = ["Railways", "Food"]
+++
The stove is lit.
"""
ELEVENTY = """{
  "title": "The night train", "tags": "Railways, Food", "section": "World",
  "author": {"name": "Deniz Aksoy", "title": "Correspondent", "link": "https://deniz.example/"}
}

The stove is lit.
"""


def parsed(text: str, name: str = "", zone: str = "UTC") -> ArticleFile:
    return article_of(read(text), zone, name)


def accepted(file: ArticleFile) -> SubmittedArticle:
    """The article as the API takes it; a byline is added where the file names nobody."""
    return article_from_fields({"byline": [{"name": "Ann"}]} | file.article)


def test_an_article_is_sent_in_the_order_of_its_file_by_every_process() -> None:
    names = ["slug", "tags", "breaking", "section", "live", "language", "title", "standfirst"]
    fields = "".join(f"{name}: x\n" for name in names)
    assert list(parsed(f"---\n{fields}---\nText.\n").article) == [*names, "body"]


def test_hugo_says_it_in_toml() -> None:
    file = parsed(HUGO)
    article = accepted(file)
    assert (article.title, article.section, article.slug) == (
        *("The night train", "World"),
        "night-train",
    )
    assert article.tags == ("Railways", "Travel")
    assert article.standfirst == "Nineteen hours."
    assert [author.name for author in article.byline] == ["Deniz Aksoy"]
    assert article.lead_image
    assert (article.lead_image.alt, article.lead_image.caption) == ("A train", "At dawn")
    assert article.body == "The stove is lit.\n"
    assert file.is_draft
    assert file.publish_at == datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert file.unpublish_at == datetime(2026, 12, 24, tzinfo=UTC)
    assert file.unread == ("weight",)


def test_jekyll_says_it_in_yaml_and_in_the_files_name() -> None:
    file = parsed(JEKYLL, "2026-11-24-night-train")
    article = accepted(file)
    assert (article.section, article.slug, article.language) == ("World", "night-train", "tr-TR")
    assert article.tags == ("Railways", "Food")
    assert article.comments == "closed"
    assert article.lead_image
    assert article.lead_image.alt == "A train"
    assert file.is_draft
    assert file.unread == ("layout",)


def test_zola_groups_its_terms() -> None:
    article = accepted(parsed(ZOLA))
    assert (article.section, article.tags) == ("World", ("Railways", "Food"))


def test_eleventy_may_say_it_in_json() -> None:
    article = accepted(parsed(ELEVENTY))
    assert article.tags == ("Railways", "Food")
    (author,) = article.byline
    assert (author.name, author.role, author.url) == (
        *("Deniz Aksoy", "Correspondent"),
        "https://deniz.example/",
    )


def test_a_date_without_an_offset_is_that_of_the_zone_that_was_named() -> None:
    text = "---\ntitle: A\ndate: 2026-07-01 06:00:00\n---\nText.\n"
    assert parsed(text, zone="Europe/Berlin").publish_at == datetime(2026, 7, 1, 4, tzinfo=UTC)
    day = "---\ntitle: A\ndate: 2026-07-01\n---\nText.\n"
    assert parsed(day).publish_at == datetime(2026, 7, 1, tzinfo=UTC)


def test_the_first_heading_is_the_title_where_no_field_is() -> None:
    file = parsed("---\nsection: World\n---\n# The night train #\n\nText.\n")
    assert (file.article["title"], file.article["body"]) == ("The night train", "Text.\n")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("No front matter.\n", "must begin with front matter"),
        ("---\ntitle: [\n---\nText.\n", "not YAML"),
        ("+++\ntitle = \n+++\nText.\n", "not TOML"),
        ('{"title": \nText.\n', "not JSON"),
        ("---\n- one\n---\nText.\n", "fields and their values"),
        ("---\nsection: World\n---\nText.\n", "no title"),
        ("---\ntitle: A\ndate: soon\n---\nText.\n", "no date"),
        ("---\ntitle: A\nimage: ./train.jpg\nalt: A train\n---\nText.\n", "whole address"),
        ("---\ntitle: A\nimage: https://img.example/a.jpg\n---\nText.\n", "needs alt"),
        ("---\ntitle: A\ntags: [{a: b}]\n---\nText.\n", "must be names"),
        ("---\ntitle: A\nlead_image: train.jpg\n---\nText.\n", "lead_image"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, word: str) -> None:
    with pytest.raises(CommandError, match=word):
        parsed(text)


def test_line_ends_of_windows_and_a_mark_of_byte_order_are_no_matter() -> None:
    file = parsed("\ufeff---\r\ntitle: A\r\n---\r\nOne.\r\n\r\nTwo.\r\n")
    assert file.article["body"] == "One.\n\nTwo.\n"


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)


@given(title=_WORDS, tags=st.lists(_WORDS, max_size=3, unique=True), body=_WORDS)
def test_an_article_that_is_fetched_to_be_edited_says_the_same_when_it_is_sent(
    title: str, tags: list[str], body: str
) -> None:
    article: dict[str, Any] = {
        "title": title,
        "standfirst": "",
        "body": body,
        "section": {"name": "World", "slug": "world"},
        "tags": [{"name": tag, "slug": "a"} for tag in tags],
        "byline": [{"name": "Ann", "slug": "ann", "role": None, "bio": None, "url": None}],
        "embargo": {"at": "2026-11-24T03:00:00Z", "local": "2026-11-24T06:00", "zone": "UTC"},
        "lead_image": None,
        "status": "published",
        "breaking": False,
        "unlisted": True,
        "drop_cap": True,
        "series": {"name": "Tides", "part": 3},
    }
    sent = parsed(as_file(article)).article
    assert (sent["title"], sent["body"]) == (title, f"{body.strip()}\n")
    assert sent["section"] == "World"
    assert sent.get("tags", []) == tags
    assert sent["byline"] == [{"name": "Ann"}]
    assert sent["embargo"] == {"local": "2026-11-24T06:00", "zone": "UTC"}
    assert (sent["unlisted"], sent["drop_cap"]) == (True, True)
    assert sent["series"] == article["series"]
    assert "status" not in sent


def test_the_file_of_an_article_is_yaml_that_others_read() -> None:
    text = as_file({"title": "Türkiye: the train", "body": "Text.", "section": {"name": "World"}})
    _, front, body = text.split("---\n")
    assert yaml.safe_load(front) == {"title": "Türkiye: the train", "section": "World"}
    assert body == "Text.\n"


ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "a number as a title": ("title: 2024", {"title": "2024"}),
    "a decimal as a title": ("title: 1.10", {"title": "1.10"}),
    "a day as a title": ("title: 2019-01-31", {"title": "2019-01-31"}),
    "an hour as a title": ("title: 12:30", {"title": "12:30"}),
    "a word for true as a title": ("title: Yes", {"title": "Yes"}),
    "names in capitals": ("Title: A\nTags: b", {"title": "A", "tags": ["b"]}),
    "fields that say nothing": ("title: A\ntags:\ndescription: ~", {"title": "A"}),
    "years among tags": ("title: A\ntags: [2024, 007]", {"tags": ["2024", "007"]}),
    "tags with spaces between them": ("layout: x\ntitle: A\ntags: b c", {"tags": ["b", "c"]}),
    "a tag of two words": ("title: A\ntags: b c", {"tags": ["b c"]}),
    "tags with hashes": ("title: A\ntags: '#b #c'", {"tags": ["b", "c"]}),
    "tags as objects": ("title: A\ntags: [{name: b}, null]", {"tags": ["b"]}),
    "fields in a group": ("title: A\nparams: {lang: tr_TR}", {"language": "tr-TR"}),
    "a plugin's description": ("title: A\nseo: {description: B}", {"standfirst": "B"}),
    "a status of WordPress": ("title: A\nstatus: publish", {"status": "published"}),
    "authors in one text": ("title: A\nauthors: B; C", {"byline": [{"name": "B"}, {"name": "C"}]}),
    "an author's address": ("title: A\nauthor: B <b@c.example>", {"byline": [{"name": "B"}]}),
    "a series and its number": (
        "title: A\nseries: [B]\nseries_order: 3",
        {"series": {"name": "B", "part": 3}},
    ),
    "a series with a comma in its name": (
        "title: A\nseries: B, and C\nseries_part: '3'",
        {"series": {"name": "B, and C", "part": 3}},
    ),
    "a series as here": (
        "title: A\nseries: {name: B, part: 2}",
        {"series": {"name": "B", "part": 2}},
    ),
    "a hidden page": ("title: A\nstatus: draft\nhidden: true", {"unlisted": True}),
    "a title of two lines": ("title: |\n  A\n  B", {"title": "A B"}),
}


@pytest.mark.parametrize("name", ODD)
def test_what_front_matter_may_hold_is_read_as_it_was_meant(name: str) -> None:
    front, wanted = ODD[name]
    article = parsed(f"---\n{front}\n---\nText.\n").article
    assert {field: article.get(field) for field in wanted} == wanted
    assert None not in article.values()


def test_a_series_without_a_number_is_left_out_and_named() -> None:
    found = parsed("---\ntitle: A\nseries: [B]\n---\nText.\n")
    assert "series" not in found.article
    assert found.unread == ("series",)
    several = parsed("---\ntitle: A\nseries: [B, C]\npart: 3\n---\nText.\n")
    assert several.unread == ("part", "series")


DATES = {
    "2019-01-31 10:00:00 +0200": 8,
    "2019-01-31T10:00:00+02:00": 8,
    "2019-01-31 10:00": 9,
    "'Jan 31, 2019'": -1,
    "31 January 2019": -1,
    "January 31st, 2019 at 10:00 AM": 9,
    "Thu, 31 Jan 2019 10:00:00 GMT": 10,
    "2019/01/31": -1,
    "31.01.2019": -1,
    "2019-01-31 10:00:00 Asia/Tokyo": 1,
    "2019-01-31T10:00:00.000Z": 10,
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_read_in_any_form(written: str) -> None:
    file = parsed(f"---\ntitle: A\ndate: {written}\n---\nText.\n", zone="Europe/Berlin")
    assert file.publish_at
    begins = datetime(2019, 1, 31, tzinfo=UTC)
    assert (file.publish_at - begins).total_seconds() == DATES[written] * 3600


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: A\ntags:\n\t- b\n---\n", 4),
        ("---\r\ntitle: A\r\ntitle: B\r\n---\r\n", 3),
        ("\n---\ntitle: A\ndate: soon\n---\nx", 4),
        ("+++\ntitle = 'A'\ndate = \n+++\n", 3),
        ('{"title": "A",\n "date": }\n', 2),
        ("---\ntitle: A\ndate: 01/02/2019\n---\nx", 3),
        ("---\ntitle: [A, B]\n---\nx", 2),
        ("---\ntitle: A\nlead_image: a.jpg\n---\nx", 3),
    ],
)
def test_what_is_wrong_is_said_with_the_line_of_the_file(text: str, line: int) -> None:
    with pytest.raises(CommandError, match=rf"\(line {line}\)"):
        parsed(text)


def test_a_section_is_made_where_that_is_asked_for_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = argparse.Namespace(
        zone="UTC", section="Weather", author="Ada", new_section=["Weather", "Tides"]
    )
    made = {}
    for name, section in (("a", ""), ("b", "section: World\n"), ("c", "section: Tides\n")):
        file = tmp_path / f"{name}.md"
        file.write_text(f"---\ntitle: T\n{section}---\nText.\n")
        article = publish._read(file, asked, publish._only_looked_at).file.article
        made[article["section"]] = article.get("new_section", False)
    assert made == {"Weather": True, "World": False, "Tides": True}
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[2] for line in told] == [
        f"makes the section {name}, if it is not there" for name in ("Weather", "Tides")
    ]

"""The sample edition: its pictures and stories are what the API takes."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_json
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.comment import COMMENT_RUN
from client.errors import CommandError
from local.conversation import conversations
from local.edition import article_of
from local.media import FOLDER as MEDIA
from local.media import Media, with_picture
from tools.pictures import DRAWINGS, WIDTHS, file_of

EDITION = MEDIA.parent
STORIES = sorted(EDITION.glob("*.md"))


def fields(story: Path) -> dict[str, Any]:
    return with_picture(article_of(story.read_text("utf-8")))


def sent(story: Path) -> SubmittedArticle:
    return article_from_json(json.dumps(fields(story)).encode())


PICTURE = '"5456fc54c74a297ce994998c2873b370"'
"""The ETag that S3 gives b"picture"."""


class Bucket:
    """As much of an S3 client as is needed to put pictures."""

    def __init__(self, there: dict[str, str]) -> None:
        self.there, self.put = there, list[dict[str, Any]]()

    def get_paginator(self, _call: str) -> "Bucket":
        return self

    def paginate(self, Bucket: str, Prefix: str) -> list[dict[str, Any]]:  # noqa: N803
        found = [{"Key": k, "ETag": e} for k, e in self.there.items() if k.startswith(Prefix)]
        return [{"Contents": found}] if found else [{}]

    def put_object(self, **given: Any) -> None:
        self.put.append(given)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story.stem))
def test_a_story_is_an_article_that_names_only_what_is_there(story: Path) -> None:
    article = sent(story)
    for other in (*article.also_read, *filter(None, [article.translation_of])):
        assert (EDITION / f"{other}.md").exists()
        assert other < story.stem, "published before it, or the link would be left out"
    pictures = re.findall(r'src="/media/([^"]*)"', CommonMark().article(article.body).html)
    if article.lead_image:
        sources = article.lead_image.sources
        pictures += [source.url.removeprefix("/media/") for source in sources]
        assert [source.width for source in sources] == list(WIDTHS)
    assert all((MEDIA / picture).exists() for picture in pictures)


def test_every_section_of_the_front_page_has_stories() -> None:
    assert min(Counter(sent(story).section for story in STORIES).values()) >= 2


def test_comments_are_on_stories_of_the_edition_and_one_has_older_ones() -> None:
    discussed = conversations((EDITION / "comments.yaml").read_text("utf-8"))
    assert discussed.keys() < {story.stem for story in STORIES}
    assert max(map(len, discussed.values())) > COMMENT_RUN + 1


def test_one_story_that_was_discussed_is_closed() -> None:
    (closed,) = (story.stem for story in STORIES if sent(story).comments == "closed")
    assert conversations((EDITION / "comments.yaml").read_text("utf-8"))[closed]


def test_every_drawing_is_there_in_each_width_and_of_the_size_that_its_name_says() -> None:
    expected = {
        file_of(svg.stem, width): width for svg in DRAWINGS.glob("*.svg") for width in WIDTHS
    }
    assert {file.name for file in MEDIA.iterdir()} == expected.keys()
    for name in expected:
        # An extended WebP: two numbers of three bytes, each less one, 24 bytes in (RFC 9649, 2.7).
        body = (MEDIA / name).read_bytes()
        assert body[8:16] == b"WEBPVP8X"
        width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27))
        assert f"-{width}x{height}." in name
    assert sum(file.stat().st_size for file in MEDIA.iterdir()) < 1_500_000


def test_a_picture_by_its_name_becomes_its_files(tmp_path: Path) -> None:
    for name in ("boat-960x640.webp", "boat-480x320.webp", "boat-red-960x640.webp", "x.txt"):
        (tmp_path / name).touch()
    shown = with_picture({"title": "T", "lead_image": {"picture": "boat", "alt": "A"}}, tmp_path)
    assert shown["lead_image"] == {
        "alt": "A",
        "url": "/media/boat-960x640.webp",
        "width": 960,
        "height": 640,
        "sources": [
            {"url": "/media/boat-480x320.webp", "width": 480},
            {"url": "/media/boat-960x640.webp", "width": 960},
        ],
    }
    with pytest.raises(CommandError, match="there is no picture 'barge'"):
        with_picture({"lead_image": {"picture": "barge"}}, tmp_path)
    whole = {"lead_image": {"url": "/a.webp", "alt": "A"}}
    assert with_picture(whole, tmp_path) == whole
    assert with_picture({"title": "T"}, tmp_path) == {"title": "T"}


def test_only_pictures_that_are_missing_or_have_changed_are_put(tmp_path: Path) -> None:
    for name in ("same", "new", "changed"):
        (tmp_path / f"{name}-960x640.webp").write_bytes(b"picture")
    there = {"media/same-960x640.webp": PICTURE, "media/changed-960x640.webp": '"other"'}
    bucket = Bucket(there)
    assert Media(bucket, "site").put_missing(tmp_path) == 2
    first, second = bucket.put
    assert first["Key"] == "media/changed-960x640.webp"
    assert second == {
        "Bucket": "site",
        "Key": "media/new-960x640.webp",
        "Body": b"picture",
        "ContentType": "image/webp",
        "CacheControl": "public, max-age=31536000, immutable",
    }

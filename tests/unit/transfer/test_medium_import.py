"""What somebody wrote on Medium stands here as it stood there, without what they answered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.table import MemoryTable
from tests.support.old_archives import (
    brought,
    by_title,
    leads,
    medium_footer,
    medium_page,
    reasons,
    write_zip,
)

OWN = "https://stories.example/harbour-opens-31deb19ebba1"
ELSEWHERE = "https://medium.com/@ann/other-{n}"
TITLE = '<h3 name="a" class="graf graf--h3 graf--leading graf--title">Harbour opens</h3>'
BODY = f"""{TITLE}<h4 class="graf graf--h4 graf--subtitle">At last</h4>
<figure class="graf graf--figure"><div class="aspectRatioPlaceholder"><div
class="aspectRatioPlaceholder-fill"></div><img class="graf-image" data-is-featured="true"
src="https://cdn-images-1.medium.com/max/800/1*a.jpeg"></div><figcaption class="imageCaption">The
<em>quay</em></figcaption></figure>
<p class="graf graf--p"><span class="graf-dropCap">B</span>oats &amp; ships.</p>
<pre class="graf graf--pre"><code>if a &lt; b:<br><br>    pass</code></pre>
<div class="graf graf--mixtapeEmbed"><a href="https://b.example/" class="markup--anchor"><strong>A
title</strong><br><em>What it says</em>b.example</a><a href="https://b.example/"
class="js-mixtapeImage mixtapeImage" style="background-image: url(x);"></a></div>
<figure class="graf graf--figure graf--iframe"><script src="https://gist.github.com/ann/abc.js">
</script></figure>
<figure class="graf graf--figure graf--iframe"><iframe src="https://www.youtube.com/embed/x"></iframe>
</figure>"""


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "medium-export.zip"


def test_a_story_keeps_its_words_its_tags_and_its_address(table: MemoryTable, path: Path) -> None:
    tags = '<p class="p-tags">Tagged in <a class="p-tag" href="x">Ports</a></p>'
    page = medium_page("Harbour opens", BODY, subtitle="At last", footer=tags + medium_footer(OWN))
    write_zip(path, {"posts/2021-03-14_Harbour-opens-31deb19ebba1.html": page})
    moved = brought(table, path, section="Stories", language="de")
    article = by_title(table)["Harbour opens"]
    assert (article.content.section.name, article.content.standfirst) == ("Stories", "At last")
    assert article.content.language == "de"
    assert article.published_at == datetime(2021, 3, 14, 10, tzinfo=UTC)
    assert [tag.name for tag in article.content.tags] == ["Ports"]
    assert [one.name for one in article.content.byline] == ["Ann Author"]
    assert leads(table) == {"/harbour-opens-31deb19ebba1/": article.path}
    image = article.content.lead_image
    assert image is not None
    assert (image.alt, image.caption) == ("The quay", "The quay")
    html = str(article.body)
    for kept in (
        *(
            "<em>quay</em></figcaption>",
            "<span>B</span>oats &amp; ships.",
            "if a &lt; b:<br><br>    pass",
        ),
        '<a href="https://b.example/" rel="noopener"><strong>A',
        *('href="https://gist.github.com/ann/abc"', 'href="https://www.youtube.com/embed/x"'),
    ):
        assert kept in html
    for gone in ("Harbour opens", "At last", "<hr>", "<div>"):
        assert gone not in html
    assert {reason for reason, _ in reasons(moved)} == {
        *("picture_stays", "embed_is_link", "frame_is_link"),
    }


def test_drafts_answers_and_the_rest_of_an_account_are_told_apart(
    table: MemoryTable, path: Path
) -> None:
    said = '<p class="graf graf--p graf--leading">{}</p>'
    answer = "Yes, this is what I meant, and more of it than a title has room for."
    pages = {
        "posts/draft_Later-aaaaaaaaaaa1.html": medium_page("Later", said.format("Later, perhaps.")),
        "posts/2021-03-14_Yes-aaaaaaaaaaa2.html": medium_page(
            "Yes, this is what I meant, and more…",
            said.format(answer),
            footer=medium_footer(ELSEWHERE.format(n="aaaaaaaaaaa2")),
        ),
        "posts/2021-03-15_Short-aaaaaaaaaaa3.html": medium_page(
            "Short",
            said.format("Other words."),
            footer=medium_footer(ELSEWHERE.format(n="aaaaaaaaaaa3")),
        ),
        "posts/2021-03-15_Long-aaaaaaaaaaa5.html": medium_page(
            "A long one.",
            said.format("A long one.") + said.format("word " * 300),
            footer=medium_footer(ELSEWHERE.format(n="aaaaaaaaaaa5")),
        ),
        "posts/2021-03-16_--aaaaaaaaaaa4.html": "<html><body><p>No story</p></body></html>",
        "profile/profile.html": "<p>Email address: secret@example.org</p>",
        "claps/claps-0001.html": "<ul></ul>",
        "README.txt": "x",
    }
    moved = brought(table, write_zip(path, pages))
    states = {title: one.status.value for title, one in by_title(table).items()}
    assert states == {"Later": "draft", "Short": "published", "A long one.": "draft"}
    left_out = {(one.id, one.reason) for one in moved.articles.left_out}
    assert left_out == {("aaaaaaaaaaa2", "is_response"), ("aaaaaaaaaaa4", "incomplete")}
    assert leads(table) == {}
    assert ("is_draft_now", "it may be an answer to somebody else's story") in reasons(moved)
    assert ("address_elsewhere", ELSEWHERE.format(n="aaaaaaaaaaa3")) in reasons(moved)
    assert moved.skipped == {
        "profile (what Medium keeps of you)": 1,
        "claps (what Medium keeps of you)": 1,
        "other files": 1,
    }
    assert not any("secret@" in str(record) for record in table.records.values())


def test_a_story_without_a_slug_or_a_date_is_known_by_its_file(
    table: MemoryTable, tmp_path: Path
) -> None:
    # Where whoever unpacked it gives the folder of stories alone.
    posts = tmp_path / "posts"
    posts.mkdir()
    address = "https://medium.com/@ann/31deb19ebba1"
    page = medium_page("Wörter: 言葉", f"{TITLE}<p>Words.</p>", footer=medium_footer(address, "x"))
    (posts / "2021-03-14_W-rter-31deb19ebba1.html").write_text(page, encoding="utf-8")
    moved = brought(table, posts)
    article = by_title(table)["Wörter: 言葉"]
    assert (article.status.value, article.content.slug) == ("draft", "w-rter")
    assert ("no_date", "is a draft now") in reasons(moved)
    # A heading that is not the title stays.
    assert "Harbour opens" in str(article.body)


def test_started_again_nothing_comes_in_twice(table: MemoryTable, path: Path) -> None:
    page = medium_page("A", f"{TITLE}<p>Words.</p>", footer=medium_footer(OWN))
    write_zip(path, {"posts/2021-03-14_A-31deb19ebba1.html": page})
    brought(table, path)
    before = dict(table.records)
    assert brought(table, path).articles.there == 1
    assert table.records == before

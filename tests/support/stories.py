"""Stories as newsrooms write them: with everything in it, in Arabic, as long as most."""

import itertools
from datetime import timedelta
from typing import Any

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.comments.comment import Thread
from broadsheet.domain.media.media import Media
from broadsheet.domain.site.kinds.article import ArticleView
from local.edition import FOLDER, article_of
from tests.builders import (
    IMAGE,
    NOON,
    make_article,
    make_author,
    make_card,
    make_count,
    make_term,
    make_thread,
)
from tests.view_builders import make_article_view

EVERYTHING = """\
The first boat left at 05:40, and [the ledger](https://a.example/ledger) says that it carried
*eleven* people, **two** bicycles and ~~a goat~~ a dog.[^1]

## What the harbour master wrote

> Nobody was late. The fog was.
>
> It lifted at nine.

Second paragraph, with `inline code` and a very long address:
https://a.example/a/very/long/address/that/does/not/break/anywhere/because/it/has/no/spaces/in/it

Third paragraph.

![Boats at dawn](/images/boats.jpg)

### Crossings

| Boat | Seats | Out | Back | Fare, one way | Fare, return | Bicycles | What people say of it |
|---|---:|:-:|:-:|---:|---:|---:|---|
| Alouette | 120 | 05:40 | 22:10 | 4.20 | 7.80 | 12 | Slow, dry and full of dogs |
| Kittiwake | 96 | 07:00 | 23:30 | 4.20 | 7.80 | 0 | Fast, and one feels it |

#### In numbers

1. Eleven people
2. Two bicycles
   - one red
   - one unridden

```python
def crossing(boats, seats_of_each_of_them, fare_that_was_agreed_upon): return boats * seats_of_each
```

---

Fourth paragraph.[^2]

:::pullquote Ida Holm, harbour master
Nobody was late. *The fog was.*
:::

::::facts The ferry
- 120 seats
- 12 places for bicycles

:::warning
No dogs in August.
:::
::::

:::note[Tickets]
On board only.
:::

:::gallery
![The Alouette at the quay](/images/quay.jpg "At the quay")
![The Kittiwake at sea](/images/sea.jpg)
:::

:::wide
![The harbour from above](/images/harbour.jpg "The harbour, seen from the lighthouse")
:::

https://www.youtube.com/watch?v=a_b-c&t=90

A boat that goes $`v = \\frac{s}{t}`$ needs, by all that is known of the sea,

$$
t = \\sum_{i=1}^{n} \\frac{s_i}{v_i} + \\int_0^{T} w(\\tau)\\,d\\tau
  + \\left( \\begin{array}{r|l} a & b \\\\ \\hline c & d \\end{array} \\right)
  + a_1 + a_2 + a_3 + a_4 + a_5
$$

:::math What a *crossing* costs
c = \\begin{cases} 0 & \\text{if } n < 6 \\\\ 4.20 & \\text{else} \\end{cases}
:::

:::chart bar Passengers, in thousands
| Year | Alouette | Kittiwake |
|---|---:|---:|
| 2024 | 118.5 | 64.2 |
| 2025, with fog | 92.1 | – |
| 2026 | 131 | 70.4 |
:::

:::chart line Late, in minutes
| Month | Alouette | Kittiwake | Bus | Train |
|---|---:|---:|---:|---:|
| January | 4 | 3 | 12 | 7 |
| February | 9 | 2 | 14 | 6 |
| March | 2 | | 9 | 6 |
| April | 1 | 2 | 7 | 5 |
:::

:::chart column Dogs
| Year | Dogs |
|---|---:|
| 2025 | 1,204 |
| 2026 | 980 |
:::

:::table Fares, in euro
| Boat | One way | Return |
|---|---:|---:|
| Alouette | 4.20 | 7.80 |
:::

[^1]: Counted on the quay.
[^2]: The dog's name is Alba.
"""

FILM = Embed(
    url="https://www.youtube.com/watch?v=a_b-c&t=90",
    title="The first boat of the year & its dog",
    author="Harbour Television",
    picture="01a20463-5b10-7d21-8a44-6c0f2d9e1b77",
    at=NOON,
)
"""What was said of the address on its card."""
STILL = Media(
    id=FILM.picture,
    version=2,
    status="ready",
    content_type="image/jpeg",
    width=480,
    height=360,
    digest="d",
    created_at=NOON,
    created_by=FILM.url,
    created_by_id=FILM.key.pk,
    modified_at=NOON,
    modified_by=FILM.url,
)
"""Its picture."""

_STORIES = [article_of(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.md"))]
_ENGLISH = [story for story in _STORIES if story["language"].startswith("en")]
WORDS = 700
"""Of a typical story."""


_STEM = "00000000-0000-8000-8000-00000000000"


def _media(media_id: str, **fields: object) -> Media:
    known = {"id": media_id, "version": 1, "status": "ready", "content_type": "x/y", **fields}
    by = {"created_at": NOON, "created_by": "a", "modified_at": NOON, "modified_by": "a"}
    return msgspec.convert({**known, **by}, Media)


_RECORDINGS = {
    one.id: one
    for one in (
        _media(f"{_STEM}1-mp4", width=1280, height=720, seconds=3725, size=9000, name="lake.mp4"),
        _media(f"{_STEM}2-mp3", seconds=150, size=9000, name="talk.mp3"),
        _media(f"{_STEM}3-vtt", seconds=3725, size=90, name="lake.vtt"),
        _media(f"{_STEM}4", width=1600, height=900, alt="A dry lake"),
    )
}
PLAYED = f"""

:::video
![The “lake” from above](media:{_STEM}1-mp4 "Film: Ann Author")

![](media:{_STEM}4)

[English](media:{_STEM}3-vtt "en") · [Deutsch](media:{_STEM}3-vtt "de")

:::transcript
The lake was *dry*.
:::
:::

![A talk at the quay](media:{_STEM}2-mp3)
"""
"""A film with all that may stand beside it, and a sound."""


def with_everything() -> Article:
    """An article with each element that Markdown has."""
    return make_article(
        body=CommonMark().article(EVERYTHING + PLAYED, _RECORDINGS),
        breaking=True,
        drop_cap=True,
        byline=(
            make_author(role="Reporter", bio="Writes about the sea.", url="https://a.example"),
            make_author("Bo Lindqvist"),
        ),
        modified_at=NOON + timedelta(hours=3),
    )


def in_arabic() -> Article:
    """An article that is written from right to left."""
    fields = next(story for story in _STORIES if story["language"] == "ar")
    return make_article(
        title=fields["title"],
        standfirst=fields["standfirst"],
        body=CommonMark().article(fields["body"]),
        tags=tuple(make_term(tag) for tag in fields["tags"]),
        byline=(make_author("ليلى بن يونس", role="محررة العلوم", bio="تكتب عن العلوم."),),
        language="ar",
    )


def _paragraphs() -> list[str]:
    blocks = itertools.chain.from_iterable(story["body"].split("\n\n") for story in _ENGLISH)
    return [block for block in blocks if block[:1].isalpha()]


def typical_view(comments: int = 0) -> ArticleView:
    """What a reader usually opens: 700 words, two authors, three tags, four more stories."""
    lengths = itertools.accumulate(len(text.split()) for text in _paragraphs())
    size = next(n for n, words in enumerate(lengths, 1) if words >= WORDS)
    story = _paragraphs()[:size]
    article = make_article(
        title="The night ferry returns, and with it half of the old timetable",
        standfirst="After nineteen months the last boat sails again at ten past ten. "
        "What was missing was not a ship.",
        body=CommonMark().article("\n\n".join(story)),
        byline=(
            make_author(role="Reporter", bio="Writes about boats, fog and whoever waits in it."),
            make_author("Bo Lindqvist", role="Data"),
        ),
        tags=tuple(make_term(name) for name in ("Ferries", "Timetables", "Harbours")),
        lead_image=IMAGE,
    )
    return make_article_view(
        article,
        dont_miss=tuple(typical_card(number) for number in range(1, 5)),
        count=make_count(comments),
        threads=tuple(_comment(number) for number in range(1, comments + 1)),
    )


def typical_card(number: int) -> Any:
    """Of a story with a picture; there are as many as anybody wants."""
    fields = _ENGLISH[number % len(_ENGLISH)]
    return make_card(number, title=fields["title"], excerpt=str(fields["standfirst"])[:280])


def _comment(number: int) -> Thread:
    """Forty words or so; no two are alike."""
    paragraphs = _paragraphs()
    text = paragraphs[-number % len(paragraphs)].split()[:40]
    return make_thread(number, html=CommonMark().comment(" ".join(text)))

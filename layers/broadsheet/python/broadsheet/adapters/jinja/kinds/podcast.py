"""A section's podcast: RSS 2.0 as its directories want it.

Sources: https://podcasters.apple.com/support/823-podcast-requirements and
https://help.apple.com/itc/podcasts_connect/#/itcb54353390 (itunes:),
https://podcasting2.org/docs/podcast-namespace (podcast:).
"""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from broadsheet.adapters.jinja.assets import asset_path
from broadsheet.adapters.jinja.kinds.feed import Enclosure, enclosure, item_html
from broadsheet.adapters.jinja.templates import Files, Templates
from broadsheet.domain.articles.article import Article
from broadsheet.domain.articles.body import Recording
from broadsheet.domain.media.media import file_name, file_named, kind_in
from broadsheet.domain.media.recordings import CAPTIONS, recording_blocks
from broadsheet.domain.site.kinds.listing import listing_path
from broadsheet.domain.site.kinds.podcast import PODCAST, PodcastPage, PodcastView
from broadsheet.domain.site.site import Site

_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts' own ids (podcast:guid)."""
_TAKEN = ("mp3", "m4a", "ogg", "mp4", "webm")
"""The kinds in the order in which directories take them: the last ones not everywhere."""


class Episode(NamedTuple):
    """A story that is listened to."""

    article: Article
    url: str
    published: datetime
    authors: str
    html: str
    enclosure: Enclosure
    transcripts: tuple[str, ...]


def files(templates: Templates, page: PodcastPage, view: PodcastView) -> Files:
    """The podcast; nothing for a section that is none."""
    site = templates.site
    podcast = site.podcast_of(view.listing.name)
    if podcast is None:
        return {}
    home = f"{site.url}{listing_path(view.listing)}"
    made = templates.made(
        "feeds/podcast.xml",
        podcast=podcast,
        home=home,
        url=f"{home}{PODCAST}",
        guid=guid_of(f"{home}{PODCAST}"),
        artwork=f"{site.url}{asset_path(site, podcast.artwork)}",
        updated=max((article.modified_at for article in view.articles), default=None),
        episodes=[_episode(site, article) for article in view.articles],
    )
    return {page.files[0]: made}


def guid_of(url: str) -> str:
    """The id that a podcast has wherever it moves, by its first address."""
    return str(uuid.uuid5(_GUIDS, url.partition("://")[2].rstrip("/")))


def _episode(site: Site, article: Article) -> Episode:
    heard = _first(article.body.recordings)
    return Episode(
        article=article,
        url=site.url + article.path,
        published=article.published_at or article.created_at,
        authors=", ".join(author.name for author in article.content.byline),
        html=item_html(site, article),
        enclosure=enclosure(site, heard),
        transcripts=tuple(f"{site.url}/{_file(i)}" for i in _captions(article, heard)),
    )


def _captions(article: Article, of: Recording) -> Iterator[str]:
    """Those of a recording: where a story has several, those that stand beside it."""
    body = article.body
    blocks = (body.html[begins:ends] for begins, ends in recording_blocks(body.html))
    beside = [block for block in blocks if f'"/{_file(of.media)}"' in block]
    for media_id in body.media:
        if kind_in(media_id) == CAPTIONS and (
            len(body.recordings) == 1 or any(f'"/{_file(media_id)}"' in block for block in beside)
        ):
            yield media_id


def _first(recordings: tuple[Recording, ...]) -> Recording:
    """The one that most programs play: an episode has one."""
    return min(recordings, key=lambda one: _TAKEN.index(kind_in(one.media)))


def _file(media_id: str) -> str:
    return file_named(media_id, file_name(media_id))

"""Every record that there is.

Who reads one knows its kind, and imports that alone: a cold start is not to wait for all of them.
"""

import logging
from collections.abc import Iterable, Iterator

from broadsheet.adapters.aws.dynamodb.codec import Item, from_item, key_of, type_in
from broadsheet.domain.articles.article import Address, Article, ArticleLink, Revision
from broadsheet.domain.articles.due import Due
from broadsheet.domain.articles.embed import Embed, EmbedUse
from broadsheet.domain.articles.listing import BreakingEntry, Card, Entry, Listing, NewsEntry
from broadsheet.domain.articles.remark import Remark
from broadsheet.domain.articles.renaming import Renamed, Renamings
from broadsheet.domain.articles.series import SeriesPart
from broadsheet.domain.articles.translation import Translation
from broadsheet.domain.comments.bans import Ban, BannedHash, Origin
from broadsheet.domain.comments.comment import Comment, CommentCount, Placement, ReplyCount, Thread
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.comments.moderation import ModerationEntry, TrailEntry
from broadsheet.domain.comments.reports import Reports
from broadsheet.domain.comments.sender import SaidBy, Sender
from broadsheet.domain.comments.word_lists import WordLists
from broadsheet.domain.desk.session import DeskSession
from broadsheet.domain.desk.share import Opening, Share
from broadsheet.domain.desk.sign_in import HalfSignIn
from broadsheet.domain.desk.story_entry import StoryEntry
from broadsheet.domain.desk.working_copy import Presence, WorkingCopy
from broadsheet.domain.live.entry import LiveCount, LiveEntry
from broadsheet.domain.mail.subscription import Notice, Subscription
from broadsheet.domain.media.media import Media, MediaUse
from broadsheet.domain.people.front_page import FrontPage
from broadsheet.domain.people.profile import Profile
from broadsheet.domain.privacy.erasure import Erasure
from broadsheet.domain.redirects.redirect import Leading, Redirect
from broadsheet.domain.search.index import SearchWords
from broadsheet.domain.shared.counter import Counter
from broadsheet.domain.shared.record import Record, type_of
from broadsheet.domain.shared.replay import Replay
from broadsheet.domain.shared.secret_key import SecretKey
from broadsheet.domain.shared.sessions import EndedSessions
from broadsheet.domain.site.renewal import Renewal

RECORDS: tuple[type[Record], ...] = (
    *(Article, Revision, Address, ArticleLink, Card, Listing, Entry, NewsEntry, BreakingEntry),
    *(Comment, CommentCount, Thread, ModerationEntry, Due, Replay, SearchWords),
    *(
        Translation,
        SeriesPart,
        Discussion,
        ReplyCount,
        Placement,
        TrailEntry,
        Sender,
        SaidBy,
        Counter,
    ),
    *(EndedSessions, Subscription, Notice, SecretKey, Reports, Erasure),
    *(Ban, BannedHash, Origin, WordLists),
    *(LiveEntry, LiveCount, Redirect, Leading),
    *(Profile, Renewal, FrontPage),
    *(Renamings, Renamed),
    *(Media, MediaUse),
    *(Embed, EmbedUse),
    *(Remark, DeskSession, HalfSignIn, StoryEntry, Share, Opening, WorkingCopy, Presence),
)
_TYPES = {type_of(record): record for record in RECORDS}


def any_from_item(item: Item) -> Record:
    """The record that an item holds, whichever it is. Raises KeyError for unknown types."""
    return from_item(item, _TYPES[item["type"]["S"]])


def ours_among(items: Iterable[Item]) -> Iterator[Record]:
    """Their records. What no release of ours wrote ends no rebuild and no export: it is named."""
    for item in items:
        if type_in(item) in _TYPES:
            yield any_from_item(item)
        else:
            key = key_of(item)
            logging.warning("left out, as no release of ours wrote it: %s, %s", key.pk, key.sk)

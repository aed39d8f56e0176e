"""What an export of the whole newsroom holds: which records in which file, and which never leave.

The files are the table's records as they are, so what is made of them is the same site.
"""

import msgspec

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
from broadsheet.domain.shared.record import Record
from broadsheet.domain.shared.replay import Replay
from broadsheet.domain.shared.secret_key import SecretKey
from broadsheet.domain.shared.sessions import EndedSessions
from broadsheet.domain.site.renewal import Renewal

ARCHIVE_VERSION = 1
"""A reader refuses a later one."""
FILES: dict[str, tuple[type[Record], ...]] = {
    "articles.jsonl": (Article,),
    "revisions.jsonl": (Revision,),
    "remarks.jsonl": (Remark,),
    "addresses.jsonl": (Address,),
    "redirects.jsonl": (Redirect, Leading),
    "lists.jsonl": (
        Listing,
        Entry,
        Card,
        NewsEntry,
        BreakingEntry,
        SearchWords,
        ArticleLink,
        Translation,
        Embed,
        EmbedUse,
        SeriesPart,
    ),
    "live.jsonl": (LiveEntry, LiveCount),
    "profiles.jsonl": (Profile,),
    "front.jsonl": (FrontPage,),
    "media.jsonl": (Media, MediaUse),
    "comments.jsonl": (Comment, CommentCount, ReplyCount, Thread, Placement),
    "moderation.jsonl": (ModerationEntry, TrailEntry, Reports, WordLists),
    "hours.jsonl": (Discussion, Due, Renamings),
}
"""Which records are in which file, in the order in which they come in.

What is due comes last: until all is there, the clock finds nothing to do and changes no story.
"""
NEVER: dict[type[Record], str] = {
    Sender: "how editors judged an address: readers' own, and no other newsroom's business",
    SaidBy: "which comments came from one address",
    Ban: "whom this newsroom keeps out for a while, known by hashes of its own key",
    BannedHash: "the same",
    Origin: "from which network a comment came, for a week",
    Subscription: "holds sealed addresses of readers",
    Notice: "a mail that waits to be sent to one",
    Erasure: "the hash of an address of somebody who wanted nothing to be kept",
    SecretKey: "what hashes are made with",
    Counter: "counts of the last minutes and days",
    Share: "links to this site, for days",
    Opening: "when such a link was opened",
    DeskSession: "a browser that is signed in, here and for hours",
    HalfSignIn: "a sign-in that is not done yet, here and for minutes",
    EndedSessions: "which tokens of this user pool count no more: another has other tokens",
    Replay: "answers to requests that may be sent again within a day",
    StoryEntry: "made of the articles: an import or a restoration makes it anew",
    WorkingCopy: "what somebody has typed and not saved: their own, and no story yet",
    Presence: "who has a story open at this moment",
    Renamed: "what became of tags and sections that were renamed, told for thirty days",
    Renewal: "work that is under way: everything is rendered anew anyway",
}
"""What is not exported, and why."""
FILE_OF = {kind: file for file, kinds in FILES.items() for kind in kinds}


def archived(record: Record) -> Record | None:
    """The record as it is exported: without what tells of a reader; None if it is not."""
    if type(record) not in FILE_OF:
        return None
    if isinstance(record, Comment):
        return msgspec.structs.replace(record, sender="", reader="")
    if isinstance(record, Media) and not record.is_ready:
        return None
    return record

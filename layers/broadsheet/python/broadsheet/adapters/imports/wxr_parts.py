"""What a WordPress export is made of, once it is read: posts, and what explains them."""

from collections import Counter
from datetime import datetime

import msgspec

from broadsheet.adapters.imports.wxr_tables import KeptTables
from broadsheet.domain.transfer.site_lines import ImportedImage, ImportNote


class Post(msgspec.Struct, kw_only=True):
    """A post or page, as the file has it.

    `type` is `post` or `page`, `body` HTML with shortcodes, `meta` the fields of plugins by name.
    `terms` are pairs of a taxonomy (`category`, `post_tag`, `author`) and a name. `is_cut` says
    that the file has more of the body than is kept, `left` reasons and words of fields of which
    no article has any. `language` is a tag, where a plugin says so;
    `dated_by` what of the post its date is from, where it is not the date of the post.
    """

    id: str
    type: str
    title: str
    link: str
    guid: str
    creator: str
    status: str
    slug: str
    body: str
    excerpt: str
    at: datetime | None
    modified_at: datetime | None
    is_closed: bool
    has_password: bool
    language: str = ""
    dated_by: str = ""
    meta: dict[str, list[str]]
    terms: list[tuple[str, str]]
    left: list[tuple[str, str]] = []
    is_sticky: bool = False
    is_cut: bool = False


class Place(msgspec.Struct):
    """A category or tag: its slug there, that of the one above it, and its name."""

    domain: str
    slug: str
    name: str
    parent: str = ""


class Attached(msgspec.Struct):
    """A file's own page: where it stands, and the id of the post that it belongs to."""

    link: str
    parent: str
    url: str


class Explained(msgspec.Struct):
    """What the rest of the file says of authors, categories and attachments.

    `authors` are names by logins, `categories` names and `attachments` files by their ids, `own`
    the ids of the pictures that belong to a post, by its id, and `skipped` numbers of items by
    their types. `tables` are those of plugins, `patterns` bodies that posts share and `links` where
    posts stood, by their ids, `attached` the pages of files, `places` categories and tags by domain
    and slug, `counts` how many posts those have, and `written` how many an author has.
    `language` is the site's, `base` the path of its front page, `bios` what guest authors say of
    themselves by their logins, and `notes` what of authors, lists and files nothing here has.
    `broken` says where the file ends before its end, if it does; `last` is the last item before
    that, and `mended` how many places of it were put right.
    """

    source: str = "wordpress"
    host: str = ""
    authors: dict[str, str] = {}
    bios: dict[str, str] = {}
    notes: list[ImportNote] = []
    categories: dict[str, str] = {}
    attachments: dict[str, ImportedImage] = {}
    own: dict[str, list[str]] = {}
    patterns: dict[str, str] = {}
    tables: KeptTables = msgspec.field(default_factory=KeptTables)
    links: dict[str, str] = {}
    attached: list[Attached] = []
    places: dict[tuple[str, str], Place] = {}
    counts: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    written: Counter[str] = msgspec.field(default_factory=Counter)
    language: str = ""
    base: str = ""
    broken: str = ""
    mended: int = 0
    last: str = ""
    skipped: Counter[str] = msgspec.field(default_factory=Counter)

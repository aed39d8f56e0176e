"""A site of Ghost: its JSON alone, or in a folder or zip with its pictures and its redirects."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from broadsheet.adapters.imports.archive_files import FilesOfTheSite, files_in
from broadsheet.adapters.imports.comment_from_html import typed
from broadsheet.adapters.imports.ghost_file import (
    CommentRow,
    GhostTables,
    LinkRow,
    MemberRow,
    MetaRow,
    PostRow,
    SettingRow,
    TermRow,
    said,
)
from broadsheet.adapters.imports.ghost_post import GhostSite, Term, moment_of, post_article
from broadsheet.adapters.imports.ghost_redirects import former_paths
from broadsheet.adapters.imports.old_site import language_in
from broadsheet.adapters.imports.read_archive import ReadArchive, ReadOptions, one_line
from broadsheet.domain.comments.comment import CommentState
from broadsheet.domain.transfer.comment_lines import ArticleRef, ImportedComment, LeftOut
from broadsheet.domain.transfer.site_lines import ImportNote, OldAddress

_PERSONAL = ("members", "subscribers")
_READ = frozenset(
    {"posts", "posts_meta", "posts_tags", "posts_authors", "tags", "users", "comments"}
)
"""Tables that are taken over, as far as what is of no article is not named."""
_LEFT = (
    *("description", "feature_image", "profile_image", "website", "location", "twitter"),
    *("facebook", "canonical_url", "meta_title", "meta_description"),
)
_STATES = {
    "published": CommentState.APPROVED,
    "hidden": CommentState.REJECTED,
    "deleted": CommentState.DELETED,
}


class GhostArchive(ReadArchive):
    """One site. Implements `Discussed`. Raises BadFile for what is no export of Ghost."""

    def __init__(self, path: Path, options: ReadOptions, file: str = "") -> None:
        """`file` is the JSON's name in a folder or zip."""
        super().__init__("ghost", options)
        self._options = options
        files = options.open.enter_context(files_in(path, options.aside)) if file else None
        self.originals = FilesOfTheSite(files) if files else None
        self._tables = GhostTables(files.path(file) if files else path, options)
        self._site = self._read_site()
        self._site.former, wrong = former_paths(files)
        self._articles()
        self.skipped.update(wrong)
        for table, size in self._tables.sizes().items():
            if table in _PERSONAL:
                self.skipped[f"{table}, whose personal data stays behind,"] += size
            elif table not in _READ:
                self.skipped[table] += size

    def comments(self) -> Iterator[ImportedComment | LeftOut]:
        """What members said, where the export has that."""
        unreadable: list[LeftOut] = []

        def wrong(place: str, reason: str) -> None:
            unreadable.append(LeftOut(id=place, reason="not_understood", detail=reason))

        members = self._tables.rows("members", MemberRow, wrong)
        names = {said(one.id): said(one.name) for one in members}
        for row in self._tables.rows("comments", CommentRow, wrong):
            yield self._comment(row, names)
        yield from unreadable

    def _read_site(self) -> GhostSite:
        tables = self._tables
        settings = {
            said(one.key): said(one.value)
            for one in tables.rows("settings", SettingRow, self._wrong)
        }
        known = settings.get("db_hash") or self._options.address or settings.get("title", "")
        self.source = f"ghost {known}".strip()
        site = GhostSite(
            source=self.source,
            section=self._options.section,
            address=self._options.address,
            zone=self._options.zone,
            language=self._options.language
            or language_in(settings.get("locale") or settings.get("lang") or ""),
            permalinks=settings.get("permalinks") or "/:slug/",
            tags=self._terms("tags"),
            users=self._terms("users"),
            meta={
                said(one.post_id): one for one in tables.rows("posts_meta", MetaRow, self._wrong)
            },
        )
        for table, into in (("posts_tags", site.tagged), ("posts_authors", site.signed)):
            for row in sorted(tables.rows(table, LinkRow, self._wrong), key=_order):
                linked = row.tag_id if table == "posts_tags" else row.author_id
                into.setdefault(said(row.post_id), []).append(said(linked))
        return site

    def _articles(self) -> None:
        used: Counter[tuple[str, str]] = Counter()
        for post in self._tables.rows("posts", PostRow, self._unreadable):
            article = post_article(post, self._site)
            self.add(article)
            for kind, term in self._site.terms_of(said(post.id)):
                used[(kind, term)] += 1
        for login in dict.fromkeys(term for kind, term in used if kind == "author"):
            user = self._site.users[login]
            self._say_what_is_left(user)
            self.add_author(user.slug or login, user.name, user.bio)
            self.add_list(OldAddress(f"/author/{user.slug}/", "author", user.name))
        tags = {term for kind, term in used if kind == "tag"}
        for number in dict.fromkeys(term for kind, term in used if kind in ("tag", "section")):
            tag = self._site.tags[number]
            self._say_what_is_left(tag)
            if number in tags:
                self.add_list(OldAddress(f"/tag/{tag.slug}/", "tag", tag.name))
            else:
                self.add_list(OldAddress(f"/tag/{tag.slug}/", "section", tag.name))
                self.add_list(OldAddress(f"/tag/{tag.slug}/rss/", "feed", tag.name))
        self.add_list(OldAddress("/rss/", "feed"))

    def _say_what_is_left(self, term: Term) -> None:
        if term.left:
            self.notes.append(ImportNote(term.slug, term.name, "field_left_out", term.left))

    def _terms(self, table: str) -> dict[str, Term]:
        return {
            said(one.id): Term(
                name=one_line(said(one.name)),
                slug=said(one.slug),
                is_internal=said(one.visibility) == "internal" or said(one.name).startswith("#"),
                bio=said(one.bio),
                left=", ".join(
                    f"{name}: {value[:200]}"
                    for name in _LEFT
                    if (value := said(getattr(one, name)))
                ),
            )
            for one in self._tables.rows(table, TermRow, self._wrong)
        }

    def _unreadable(self, place: str, reason: str) -> None:
        self.add(ImportNote(place, "", "unreadable", reason))

    def _wrong(self, place: str, _reason: str) -> None:
        self.skipped[f"{place.partition('[')[0]} that cannot be read"] += 1

    def _comment(self, row: CommentRow, names: dict[str, str]) -> ImportedComment | LeftOut:
        number, post = said(row.id), said(row.post_id)
        at = moment_of(row.created_at)
        if not number or not post or at is None:
            return LeftOut(id=number, reason="incomplete", detail="no id, no post or no date")
        return ImportedComment(
            source=self.source,
            id=number,
            parent=said(row.in_reply_to_id) or said(row.parent_id) or None,
            article=ArticleRef(key=post, identifier=post),
            name=names.get(said(row.member_id), ""),
            email=None,
            body=typed(said(row.html)),
            state=_STATES.get(said(row.status), CommentState.PENDING),
            submitted_at=at,
        )


def _order(row: LinkRow) -> int:
    return row.sort_order if isinstance(row.sort_order, int) else 0

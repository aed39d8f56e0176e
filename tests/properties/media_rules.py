"""What the newsroom of I1 does with pictures."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from msgspec import UNSET, UnsetType

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.adapters.http.people.submitted import profile_from_fields
from broadsheet.domain.articles.article import Focus
from broadsheet.domain.articles.life import Status
from broadsheet.domain.live.entry import SubmittedEntry
from broadsheet.domain.media.media import Media, PictureWords
from broadsheet.domain.people.profile import profile_key
from broadsheet.domain.shared.errors import InUse
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.live.report_live import add_live_entry
from broadsheet.usecases.media.manage_media import announce_media, describe_media, remove_media
from broadsheet.usecases.media.process_media import (
    give_up_on_media,
    process_media,
)
from broadsheet.usecases.people.edit_profile import write_profile
from tests.properties.newsroom_machine import World

WIDTHS = st.sampled_from([b"200 x", b"640 x", b"2000 x", b"<svg/>", b"600x20000 x", b"300x40000 x"])
PLAIN = {"title": "Seen", "section": "News", "byline": [{"name": "Ada"}]}


class MediaRules(RuleBasedStateMachine):
    """Pictures are sent, shown above stories and in them, described, and removed."""

    world: World

    def _pictures(self, *states: str) -> list[str]:
        records = self.world.table.records.values()
        found = [r for r in records if isinstance(r, Media) and r.status in states]
        return sorted(media.id for media in found)

    @rule(upload=WIDTHS, alt=st.sampled_from([None, "A lake"]))
    def send_a_picture(self, upload: bytes, alt: str | None) -> None:
        world = self.world
        words = PictureWords(alt=alt or "")
        media_id = announce_media(world.newsroom, world.request(), "image/jpeg", words).id
        world.pictures.uploads[media_id] = upload
        for _ in range(2):  # S3 tells of it at least once
            process_media(self.world.laboratory, media_id, "s3")

    @rule(comes_after_all=st.booleans())
    def fail_to_make_a_picture(self, comes_after_all: bool) -> None:
        world = self.world
        asked = PictureWords(alt="It")
        media_id = announce_media(world.newsroom, world.request(), "image/heic", asked).id
        world.pictures.uploads[media_id] = b"320 x"
        give_up_on_media(self.world.laboratory, media_id, "sqs")
        if comes_after_all:
            process_media(self.world.laboratory, media_id, "redrive")
            assert media_id in self._pictures("ready")

    @rule(status=st.sampled_from(["draft", "published"]), data=st.data())
    @precondition(lambda self: self._pictures("ready"))
    def submit_with_pictures(self, status: str, data: st.DataObject) -> None:
        sent = article_from_fields(self._showing(data) | {"status": status})
        submit_article(self.world.newsroom, self.world.request(), sent)

    @rule(data=st.data())
    @precondition(lambda self: self._pictures("ready") and self._replaceable())
    def show_other_pictures(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self._replaceable()))
        sent = article_from_fields(self._showing(data))
        replace_article(self.world.newsroom, self.world.request(), article_id, sent)

    @rule(data=st.data())
    @precondition(lambda self: self._pictures("ready") and self.world.running())
    def report_with_a_picture(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(self.world.running()))
        media_id = data.draw(st.sampled_from(self._pictures("ready")))
        entry = SubmittedEntry(text=f"Look.\n\n![A pier](media:{media_id})")
        add_live_entry(self.world.newsroom, self.world.request(), article_id, entry)

    def _replaceable(self) -> list[str]:
        states = (Status.DRAFT, Status.PUBLISHED, Status.UNPUBLISHED)
        return sorted(article.id for article in self.world.articles(*states))

    def _showing(self, data: st.DataObject) -> dict[str, object]:
        some = st.sampled_from(self._pictures("ready"))
        lead, inside = data.draw(st.none() | some), data.draw(st.none() | some)
        body = f"One.\n\n![A pier](media:{inside})" if inside else "One."
        return PLAIN | {"body": body, "lead_image": {"media": lead, "alt": "It"} if lead else None}

    @rule(
        data=st.data(),
        alt=st.sampled_from([None, "A river"]),
        focus=st.sampled_from([UNSET, None, Focus(20, 34), Focus(100, 0)]),
    )
    @precondition(lambda self: self._pictures("ready"))
    def describe_a_picture(
        self, data: st.DataObject, alt: str | None, focus: Focus | UnsetType | None
    ) -> None:
        media_id = data.draw(st.sampled_from(self._pictures("ready")))
        words = PictureWords(alt=alt or "", focus=focus)
        describe_media(self.world.newsroom, self.world.request(), media_id, words)

    @rule(data=st.data(), slug=st.sampled_from(["ada", "bo"]))
    @precondition(lambda self: self._pictures("ready"))
    def show_an_author(self, data: st.DataObject, slug: str) -> None:
        media_id = data.draw(st.sampled_from(self._pictures("ready")))
        picture = {"media": media_id, "alt": "An author"}
        sent = profile_from_fields({"name": slug.title(), "picture": picture})
        known = profile_key(slug) in self.world.table.records
        request = self.world.request() if known else self.world.request(None)
        write_profile(self.world.newsroom, request, slug, sent)

    @rule(data=st.data())
    @precondition(lambda self: self._pictures("ready"))
    def remove_a_picture(self, data: st.DataObject) -> None:
        media_id = data.draw(st.sampled_from(self._pictures("ready")))
        with suppress(InUse):
            remove_media(self.world.newsroom, self.world.pictures, self.world.request(), media_id)

"""Newsrooms with everything in them, and what becomes of them in an export and an import."""

import tempfile
from pathlib import Path

from broadsheet.adapters.http.articles.submitted import article_from_fields
from broadsheet.domain.articles.embed import Embed
from broadsheet.domain.articles.hours import hour_at
from broadsheet.domain.articles.submitted import SubmittedArticle
from broadsheet.domain.comments.moderation import Decision
from broadsheet.domain.comments.reports import ReportReason
from broadsheet.domain.comments.submitted import SubmittedComment, SubmittedReport
from broadsheet.domain.comments.word_lists import SubmittedWords
from broadsheet.domain.live.entry import SubmittedEntry
from broadsheet.domain.media.media import PictureWords
from broadsheet.domain.people.front_page import SubmittedFrontPage
from broadsheet.domain.people.profile import SubmittedProfile
from broadsheet.domain.shared.record import Key, Record
from broadsheet.domain.transfer.archive import archived
from broadsheet.usecases.articles.correct_article import correct_article
from broadsheet.usecases.articles.remarks import add_remark
from broadsheet.usecases.articles.replace_article import replace_article
from broadsheet.usecases.articles.retract_article import retract_article
from broadsheet.usecases.articles.schedule_article import schedule_article
from broadsheet.usecases.articles.submit_article import submit_article
from broadsheet.usecases.articles.unpublish_article import unpublish_article
from broadsheet.usecases.comments.moderate_comment import moderate_comment
from broadsheet.usecases.comments.report_comment import report_comment
from broadsheet.usecases.comments.submit_comment import submit_comment
from broadsheet.usecases.comments.word_lists import write_word_lists
from broadsheet.usecases.live.report_live import add_live_entry
from broadsheet.usecases.media.manage_media import announce_media
from broadsheet.usecases.media.process_media import process_media
from broadsheet.usecases.people.edit_front_page import write_front_page
from broadsheet.usecases.people.edit_profile import write_profile
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.shared.ports import Cause, Put
from operate.site_archive import export_site, restore_site
from tests.fakes.comments import VISIT
from tests.properties.newsroom_machine import World
from tests.support.recordings import mp3

FILM = "https://youtu.be/abc"
CANARY = "canary.reader@example.org"


def story(title: str, **fields: object) -> SubmittedArticle:
    """What an editor sends; published, unless it is said otherwise."""
    sent = {"title": title, "body": "One.\n\nTwo.", "section": "News", "byline": [{"name": "Ann"}]}
    return article_from_fields({**sent, "status": "published", **fields})


def furnished() -> World:
    """A newsroom with something of every kind, its site up to date."""
    world = World()
    desk, ask = world.newsroom, world.request
    picture = _uploaded(world, "image/png", b"700 x", PictureWords(alt="A lake"))
    sound = _uploaded(world, "audio/mpeg", mp3(), PictureWords(alt="A talk"))
    announce_media(desk, ask(), "image/png", PictureWords())
    first = _submitted(world, story("Storm", lead_image={"media": picture}, tags=["flood"]))
    _submitted(world, story("Ebb", series={"name": "Tides", "part": 1}, drop_cap=True))
    second = _submitted(world, story("Türkiye'de seçim", also_read=[first], live="running"))
    _submitted(world, story("Heard", body=f"![A talk](media:{sound})"))
    gone, false = (_submitted(world, story(title)) for title in ("Gone", "False"))
    _submitted(world, story("A draft", status="draft"))
    others = {"language": "tr", "translation_of": first, "breaking": True}
    _submitted(world, story("Fırtına", body=f"Bir film.\n\n{FILM}", **others))
    said = Embed(url=FILM, title="Fırtına geliyor", at=world.clock())
    world.table.commit([Put(said)], Cause("asked", world.clock()))
    replace_article(desk, ask(), first, story("Storm", slug="moved"))
    correct_article(desk, ask(), first, "It was two storms.")
    add_remark(desk, ask(), first, "Who counted the storms?")
    unpublish_article(desk, ask(), gone)
    retract_article(desk, ask(), false, "It was not true.")
    later = _submitted(world, story("Later", status="draft"))
    hour = hour_at("2026-12-24T06:00", "Europe/Berlin", "/publish_at")
    schedule_article(desk, ask(), later, hour, None)
    add_live_entry(
        desk, ask(), second, SubmittedEntry(text="Polls open.", headline="Open", is_key=True)
    )
    write_profile(desk, ask(None), "ann", SubmittedProfile(name="Ann", bio="Writes."))
    write_front_page(desk, ask(), SubmittedFrontPage(lead=first))
    put_redirect(desk, ask(), "/old/", "/2026/11/moved/")
    write_word_lists(desk, ask(), SubmittedWords(words=("loan*",)))
    _discuss(world, first)
    world.drain()
    return world


def _submitted(world: World, sent: SubmittedArticle) -> str:
    return submit_article(world.newsroom, world.request(), sent).id


def _uploaded(world: World, content_type: str, upload: bytes, words: PictureWords) -> str:
    media_id = announce_media(world.newsroom, world.request(), content_type, words).id
    world.pictures.uploads[media_id] = upload
    process_media(world.laboratory, media_id, "s3")
    return media_id


def _discuss(world: World, article_id: str) -> None:
    for n, decision in enumerate((None, Decision.REJECT, Decision.SPAM, Decision.HOLD)):
        sent = SubmittedComment(name=f"Rea {n}", email=f"{n}.{CANARY}", body=f"Number {n}")
        receipt = submit_comment(world.desk, world.request(), article_id, sent, VISIT)
        if decision:
            moderate_comment(world.newsroom, world.request(), receipt.id, decision)
    world.drain()
    reply = SubmittedComment(name="Bo", email=CANARY, body="A reply", parent="1")
    submit_comment(world.desk, world.request(), article_id, reply, VISIT)
    world.drain()
    report = SubmittedReport(reason=ReportReason.SPAM)
    report_comment(world.desk, world.request(), article_id, "1", report, VISIT)


def exported(world: World, folder: Path) -> Path:
    """The folder that the newsroom was exported to."""
    export_site(world.table, world.pictures, folder, _untold)
    return folder


def restored(folder: Path, world: World | None = None, **wishes: bool) -> World:
    """The newsroom that is made of the folder, its site up to date."""
    world = world or World()
    restore_site(world.table, world.pictures, folder, _untold, **wishes)
    world.drain()
    return world


def moved(world: World) -> World:
    """The newsroom, exported and imported into an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        again = World(opinion=world.site.opinion)
        return restored(exported(world, Path(folder) / "backup"), again)


def kept(world: World) -> dict[Key, Record]:
    """The records that an export has."""
    found = ((record.key, archived(record)) for record in world.table.scan())
    return {key: record for key, record in found if record is not None}


def _untold(*_progress: int) -> None:
    pass

"""A story that plays recordings as encoders write them, and all that its reader asks for."""

from pathlib import Path

import msgspec

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.jinja.renderer import JinjaRenderer
from broadsheet.adapters.recordings.inspected import inspect
from broadsheet.domain.media.media import Media
from broadsheet.domain.media.recordings import CAPTIONS
from broadsheet.domain.site.kinds.article import ArticlePage
from broadsheet.domain.site.kinds.fixed import FixedPage, FixedView
from broadsheet.usecases.media.at_hand import BytesAtHand
from tests.builders import NOON, make_article
from tests.support.pictures import photograph
from tests.view_builders import make_article_view

HERE = Path(__file__).parents[1] / "data/recordings"
_STEM = "00000000-0000-8000-8000-00000000000"
_STILL = f"{_STEM}9"
_SENT = ("vp9-opus.webm", "vbr.mp3", "opus.ogg", "captions.vtt")
"""What Chromium plays wherever it comes from, and what is said in it."""
PATH = "/2026/11/played/"
HAVE_PLAYED = "() => [...document.querySelectorAll('video,audio')].every((e) => e.currentTime > 0)"
HAVE_CUES = """(said) => {
  const shown = [...document.querySelector('video').textTracks].find((t) => t.mode === 'showing');
  return String([...(shown?.cues ?? [])].map((cue) => cue.text)) === String(said);
}"""
_TEXT = """Before it begins.

:::video
![The lake from above](media:{webm} "Film: Ann Author")

![](media:{still})

[English](media:{vtt} "en") · [Deutsch](media:{vtt} "de")

:::transcript
A tone, and then it ends.
:::
:::

![A talk at the quay](media:{mp3})

![What the harbour heard](media:{ogg} "A tone")
"""


def _media(media_id: str, **fields: object) -> Media:
    known = {"id": media_id, "version": 1, "status": "ready", "content_type": "x/y", **fields}
    by = {"created_at": NOON, "created_by": "a", "modified_at": NOON, "modified_by": "a"}
    return msgspec.convert({**known, **by}, Media)


def _sent(number: int, name: str) -> tuple[Media, bytes]:
    kind, body = name.rpartition(".")[2], (HERE / name).read_bytes()
    said = inspect(BytesAtHand(body), kind)
    size = {} if kind == CAPTIONS else {"width": said.width, "height": said.height}
    media_id = f"{_STEM}{number}-{kind}"
    return _media(media_id, name=name, size=len(body), seconds=round(said.seconds), **size), body


def played_site(renderer: JinjaRenderer) -> dict[str, bytes]:
    """The page at `PATH` with all that it needs, by key."""
    sent = [_sent(number, name) for number, name in enumerate(_SENT)]
    still = _media(_STILL, width=640, height=360, alt="A dry lake")
    ids = {media.kind: media.id for media, _ in sent}
    known = {media.id: media for media, _ in sent} | {still.id: still}
    body = CommonMark().article(_TEXT.format(still=still.id, **ids), known)
    article = make_article(title="Played", path=PATH, body=body, lead_image=None)
    made = [renderer.render(ArticlePage(PATH), make_article_view(article))]
    made += [renderer.render(FixedPage(key), FixedView()) for key in renderer.fixed_files()]
    files = {key: file.body for each in made for key, file in each.items()}
    files |= {f"media/{media.id}/file.{media.kind}": body for media, body in sent}
    return files | {f"media/{_STILL}/640.jpg": photograph(640, 360)}

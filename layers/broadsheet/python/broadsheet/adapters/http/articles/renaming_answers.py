"""What editors see of tags and sections that are being renamed."""

from typing import Annotated

import msgspec
from msgspec import Meta

from broadsheet.adapters.http.fields import Time, told
from broadsheet.domain.articles import renaming as renamings
from broadsheet.domain.shared.fields import Id
from broadsheet.usecases.articles.rename_term import Progress


class Renaming(msgspec.Struct, frozen=True):
    """A tag or a section that is being renamed, or was within the last thirty days."""

    kind: str
    name: str
    slug: str
    to: Annotated[str, Meta(description="Empty where a tag goes")]
    to_slug: str
    about: Annotated[int, Meta(description="How many stories ever stood under the old name")]
    refiled: Annotated[int, Meta(description="How many were refiled by now, or some more")]
    left: Annotated[int, Meta(description="How many could not be refiled")]
    named: Annotated[tuple[Id, ...], Meta(description="The first of these")]
    by: str
    at: Time
    ended_at: Annotated[Time | None, Meta(description="Null while it is under way")]


def renaming(shown: renamings.Renaming, over: renamings.Renamed | None = None) -> Renaming:
    """One of them."""
    return told(Renaming, shown, ended_at=over.ended_at if over else None)


def renaming_list(progress: Progress) -> list[Renaming]:
    """Those that are under way, then those that are over, the last one first."""
    over = (renaming(one.renaming, one) for one in progress.over)
    return [*map(renaming, progress.running), *over]

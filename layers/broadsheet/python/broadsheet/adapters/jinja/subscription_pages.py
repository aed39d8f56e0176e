"""Pages that a link in a mail leads to; they are never stored."""

from enum import StrEnum
from typing import NamedTuple

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import in_site_language
from broadsheet.domain.comments.discussion import Discussion
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.sentence import N_
from broadsheet.domain.site.site import Site


class Scene(StrEnum):
    """What the page says."""

    ASKS = "asks"
    CONFIRMED = "confirmed"
    GOES_ON = "goes_on"
    ENDED = "ended"
    NOTHING = "nothing"
    BROKEN = "broken"


class _Words(NamedTuple):
    heading: str
    words: str
    actions: dict[str, str]


_END = N_("End these messages")
_WORDS = {
    Scene.ASKS: _Words(
        N_("Do you want to hear of replies?"),
        N_("We send you a message when somebody answers your comment. Each has a link to end it."),
        {"confirm": N_("Yes, tell me of replies"), "end": N_("No, forget my address")},
    ),
    Scene.CONFIRMED: _Words(
        N_("You will hear of replies"),
        N_("We send you a message when somebody answers your comment. Each has a link to end it."),
        {},
    ),
    Scene.GOES_ON: _Words(
        N_("You hear of replies to your comment"),
        N_("You can end that here. We forget your address with it."),
        {"end": _END},
    ),
    Scene.ENDED: _Words(
        N_("You get no more messages"),
        N_("If we had your address for this comment, it is deleted now."),
        {},
    ),
    Scene.NOTHING: _Words(
        N_("There is nothing to do here"),
        N_("This link is not valid, or not any more. You get no messages about it."),
        {},
    ),
    Scene.BROKEN: _Words(
        N_("This link is not whole"),
        N_(
            "A part of it was lost on its way, or something was added, so nothing was changed."
            " Please open it from the message once more, or copy all of it."
        ),
        {},
    ),
}


def subscription_page(site: Site, scene: Scene, article: Discussion | None = None) -> bytes:
    """The page; `article` is what the comment stands on, where that may be told."""
    words = _WORDS[scene]
    values = in_site_language(site) | words._asdict() | {"article": article}
    values["article_direction"] = direction_of(article.language) if article else ""
    return environment(site).get_template("subscription.html").render(values).encode()

"""What is written in mails, in the language of the article."""

import unicodedata
from typing import Any

from broadsheet.adapters.jinja.environment import environment
from broadsheet.adapters.jinja.translations import FIRST_STRONG, POP, in_language
from broadsheet.domain.articles.listing import shorten
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.shared.language import direction_of
from broadsheet.domain.shared.sentence import N_
from broadsheet.domain.site.kinds.comments import comments_path
from broadsheet.domain.site.site import Site
from broadsheet.usecases.mail.ports import LONGEST_SUBJECT, Letter, Mail

_LEFTWARD, _RIGHTWARD = frozenset({"R", "AL"}), frozenset({"L"})
EXCERPT = 300
"""Characters of a reply that its mail has."""
_CONFIRM = N_("Do you want to hear of replies to your comment on “{title}”?")
_REPLY = N_("A reply to your comment on “{title}”")


class JinjaLetters:
    """Implements `Letters`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __call__(self, to: str, letter: Letter) -> Mail:
        """See `Letters`."""
        article, reply = letter.discussion, letter.reply
        values = in_language(self._site, article.language, direction_of(article.language))
        say: Any = values["say"]
        rtl = values["direction"] == "rtl"
        asked = _REPLY if reply else _CONFIRM
        # What is around the headline stays whole, with what isolates it.
        room = LONGEST_SUBJECT - len(say(asked, title="")) - len(FIRST_STRONG + POP)
        subject = say(asked, title=apart(shorten(article.title, room), rtl=rtl))
        values |= {"article": article, "link": letter.link, "subject": subject}
        if reply:
            values |= {
                "reply": reply,
                "name": apart(reply.name, rtl=rtl),
                "excerpt": excerpt_of(reply.body),
                "address": self._address_of(article.path, reply),
            }
        name = "reply" if reply else "confirm"
        text, html = (self._made(f"mails/{name}.{kind}", values) for kind in ("txt", "html"))
        return Mail(to=to, subject=subject, text=text, html=html, unsubscribe=letter.link)

    def _address_of(self, path: str, reply: Comment) -> str:
        if reply.number is None:
            return f"{self._site.url}{path}#comments"
        run = comments_path(path, reply.number.run)
        return f"{self._site.url}{run}#comment-{reply.number}"

    def _made(self, template: str, values: dict[str, object]) -> str:
        return environment(self._site).get_template(template).render(values)


def excerpt_of(body: str) -> str:
    """The beginning of a comment, on one line."""
    return shortened(" ".join(body.split()), EXCERPT)


def apart(text: str, *, rtl: bool) -> str:
    """The text so that it turns none of the words around it, where it has letters that would.

    Without elements it is isolated by characters (UAX #9, 2.4.2).
    """
    turning = _LEFTWARD if not rtl else _RIGHTWARD
    turns = any(unicodedata.bidirectional(char) in turning for char in text)
    return f"{FIRST_STRONG}{text}{POP}" if turns else text

"""A link of a mail is opened: a page that asks, and one that says what was done.

Opening it does nothing, as programs open links too. Whoever has no right link learns nothing: all
that is unknown, ended or lapsed is answered alike. Whose link is not whole is told so: mails go on.
"""

import re
from urllib.parse import parse_qs

from broadsheet.adapters.http.answer import Answer, html_answer
from broadsheet.adapters.http.request import HttpRequest
from broadsheet.adapters.jinja.subscription_pages import Scene, subscription_page
from broadsheet.domain.comments.discussion import Discussion, discussion_key
from broadsheet.domain.mail.subscription import Subscription, is_token
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.site.site import Site
from broadsheet.usecases.mail.manage_subscription import (
    confirm_subscription,
    end_subscription,
    subscription_at,
)
from broadsheet.usecases.shared.services import Services

_ONE_CLICK = b"List-Unsubscribe"
"""What a mail program posts, as either kind of form (RFC 8058, 3.2)."""
_PART = re.compile(rb'name="?action"?\r?\n(?:[^\r\n]+\r?\n)*\r?\n([a-z]{1,20})\r?\n')
"""The action in a form of the other kind (RFC 7578)."""
_MOST_BYTES = 4096


def asked(request: HttpRequest, services: Services, site: Site) -> Answer:
    """The page with the button that confirms or ends."""
    known = _known(request)
    if known is None:
        return _page(site, Scene.BROKEN)
    found = subscription_at(services, *known)
    if found is None:
        return _page(site, Scene.NOTHING)
    scene = Scene.GOES_ON if found.is_confirmed else Scene.ASKS
    return _page(site, scene, _article(services, found))


def done(request: HttpRequest, services: Services, site: Site) -> Answer:
    """What the button, or the mail program, asked for.

    What stands behind the link's address does not matter: programs that look links over, or count
    who follows them, write there, and the form is sent to where it was found.
    """
    action, known = _action(request), _known(request)
    if known is None:
        return _page(site, Scene.BROKEN)
    if action == "confirm":
        found = subscription_at(services, *known)
        if found and confirm_subscription(services, request.of_a_reader(), *known):
            return _page(site, Scene.CONFIRMED, _article(services, found))
        return _page(site, Scene.NOTHING)
    if action == "end":
        end_subscription(services, request.of_a_reader(), *known)
        return _page(site, Scene.ENDED)
    return asked(request, services, site)


def _known(request: HttpRequest) -> tuple[str, str] | None:
    """What the link says; None of one that is not whole."""
    try:
        known = request.parameter("id"), request.parameter("token")
    except NotFound:
        return None
    return known if is_token(known[1]) else None


def _action(request: HttpRequest) -> str:
    body = request.body[:_MOST_BYTES]
    if _ONE_CLICK in body:
        return "end"
    if part := _PART.search(body):
        return part[1].decode()
    return parse_qs(body.decode(errors="replace")).get("action", [""])[0]


def _article(services: Services, found: Subscription) -> Discussion | None:
    return services.table.get(Discussion, discussion_key(found.article_id))


def _page(site: Site, scene: Scene, article: Discussion | None = None) -> Answer:
    # A mail program that ends it for its reader must not take that for done.
    status = 404 if scene is Scene.BROKEN else 200
    answered = html_answer(status, subscription_page(site, scene, article))
    # The address is a secret of its reader's.
    answered["headers"]["referrer-policy"] = "no-referrer"
    return answered

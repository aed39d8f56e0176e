"""Akismet, a spam service: asked about each comment where the newsroom has switched it on.

What leaves the site is in docs/decisions/0021-proof-of-work-and-the-spam-service.md. In short:
the comment's text and name, and the article's address; never the e-mail address; the reader's
IP address and browser only if the newsroom says so.
"""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from broadsheet.adapters.aws.observability import logger
from broadsheet.domain.comments.comment import Comment
from broadsheet.domain.comments.signals.noticed import ANSWERED, FAILED, SLOW
from broadsheet.domain.shared.sentence import N_
from broadsheet.usecases.comments.ports import Verdict, Visit

ADDRESS = "https://rest.akismet.com/1.1/comment-check"
"""akismet.com, 'Comment Check'."""
TIME_OUT = 2.0
"""Seconds that a reader waits for somebody else at most, finding the address included."""
REST = 30.0
"""Seconds that a service is left alone that did not answer: or each comment would wait for it."""
_LONGEST_ANSWER = 1024
_UNKNOWN = "0.0.0.0"  # noqa: S104 - not bound to: the field has to have an address


@dataclass(frozen=True, kw_only=True)
class AkismetSettings:
    """How it is asked. `site` is the front page's address; `shares_reader` as above."""

    site: str
    shares_reader: bool = False
    address: str = ADDRESS
    time_out: float = field(default_factory=lambda: TIME_OUT)


class Akismet:
    """Implements `SpamService`. `key` gives the secret key, and may fail."""

    def __init__(
        self,
        settings: AkismetSettings,
        key: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._key = key
        self._clock = clock
        self._silent_until = float("-inf")

    def __call__(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        """See `SpamService`."""
        if self._clock() < self._silent_until:
            return Verdict(None, N_("it did not answer a moment ago"))
        verdict = self._within_time(lambda: self._asked(comment, visit, url))
        if verdict.is_spam is None:
            self._silent_until = self._clock() + REST
            logger().warning("no answer from the spam service", extra={"reason": verdict.note})
        return verdict

    def _within_time(self, ask: Callable[[], Verdict]) -> Verdict:
        answers: list[Verdict] = []

        def work() -> None:
            try:
                answers.append(ask())
            except Exception as error:  # noqa: BLE001 - whatever it is, the comment is kept
                words = str(FAILED.of(error=type(error).__name__))
                answers.append(Verdict(None, words))

        # A socket's own time-out begins anew with each byte, and resolving a name has none.
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._settings.time_out)
        late = Verdict(None, str(SLOW.of(seconds=f"{self._settings.time_out:g}")))
        return answers[0] if answers else late

    def _asked(self, comment: Comment, visit: Visit, url: str) -> Verdict:
        body = urlencode(self._fields(comment, visit, url)).encode()
        to = urlsplit(self._settings.address)
        kind = http.client.HTTPSConnection if to.scheme == "https" else http.client.HTTPConnection
        connection = kind(to.netloc, timeout=self._settings.time_out)
        try:
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": "Broadsheet/1 | comments/1",
            }
            connection.request("POST", to.path, body, headers)
            return _verdict(connection.getresponse())
        finally:
            connection.close()

    def _fields(self, comment: Comment, visit: Visit, url: str) -> dict[str, str]:
        shares = self._settings.shares_reader
        return {
            "api_key": self._key(),
            "blog": self._settings.site,
            "blog_charset": "UTF-8",
            "permalink": url,
            "comment_type": "reply" if comment.answers else "comment",
            "comment_author": comment.name,
            "comment_content": comment.body,
            "user_ip": visit.ip if shares else _UNKNOWN,
            "user_agent": visit.user_agent if shares else "",
        }


def _verdict(answer: http.client.HTTPResponse) -> Verdict:
    said = answer.read(_LONGEST_ANSWER).decode("utf-8", "replace").strip()
    if answer.status != 200:
        return Verdict(None, str(ANSWERED.of(status=str(answer.status))))
    if said == "true":
        is_certain = answer.headers.get("X-akismet-pro-tip", "").strip() == "discard"
        sure = N_("spam, of the kind that nobody has to look at")
        words = sure if is_certain else N_("spam")
        return Verdict(True, words, is_certain)
    if said == "false":
        return Verdict(False, "not spam")
    if said == "invalid":
        return Verdict(None, N_("it does not accept our key"))
    return Verdict(None, N_("it answered something else than true or false"))

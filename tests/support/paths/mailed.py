"""A reader who asks to hear of replies, opens the links of the mails, and ends it."""

from typing import Any

from local.mails import mails
from tests.support.mails import link_in
from tests.support.newspaper import newcomer
from tests.support.paths.remarks import Remarks
from tests.support.paths.rights import Role


class Subscriber:
    """One comment, and the mails about it."""

    def __init__(self, remarks: Remarks, body: str) -> None:
        self._remarks, self._newspaper = remarks, remarks.newspaper
        self._anyone = remarks.crew[Role.ANYONE]
        self.email, self.body = newcomer(), body
        self.comment = remarks.say(body, self.email, notify="yes")
        remarks.approve(self.comment)
        self._newspaper.until(lambda: remarks.is_shown(body), "the comment on its page")
        self.number = str(remarks.number_of(body))

    def mails(self) -> list[dict[str, Any]]:
        """What was sent to them so far."""
        kept = mails(self._newspaper.stack.cloud.url)
        return [mail for mail in kept if mail["To"] == [self.email]]

    def mail(self, number: int) -> dict[str, Any]:
        """The n-th mail, once it is there."""
        self._newspaper.until(lambda: len(self.mails()) >= number, f"mail {number} to a reader")
        return self.mails()[number - 1]

    def is_answered(self, body: str) -> None:
        """Somebody replies, and an editor approves."""
        reply = self._remarks.say(body, parent=self.number)
        self._remarks.approve(reply)

    def opens_and_presses(self, mail: dict[str, Any], action: str) -> str:
        """Open the mail's link and press the button: what the page says then."""
        path = link_in(mail["BodyText"]).partition("/api/v1")[2]
        page = self._anyone.send("GET", path).expect(200).body.decode()
        assert f'value="{action}"' in page
        return self._anyone.form(path, {"action": action}).expect(200).body.decode()

"""Mail by Amazon SES."""

import unicodedata
from email.header import Header
from email.utils import formataddr
from typing import TYPE_CHECKING

from broadsheet.domain.shared.cut import shortened
from broadsheet.domain.shared.mailbox import in_ascii, is_address
from broadsheet.usecases.mail.ports import LONGEST_SUBJECT, Mail, Undeliverable

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef


class SesMailer:
    """Implements `Mailer`. `sender` is the newsroom's address, verified with SES.

    Only what is wrong with the reader's own address is final, and is seen here, before SES is
    asked. No code of SES (API reference v2, SendEmail) says so for certain: MessageRejected is also
    a sender that lapsed and an account in the sandbox, BadRequestException also a request that is
    ours. An address on the suppression list is taken by SES, and not written to.
    """

    def __init__(self, client: "SESV2Client", sender: str, title: str) -> None:
        self._client = client
        self._from = _from(one_line(title), sender)

    def __call__(self, mail: Mail) -> None:
        """See `Mailer`."""
        to = _in_ascii(mail.to)
        self._client.send_email(
            FromEmailAddress=self._from,
            Destination={"ToAddresses": [to]},
            Content={
                "Simple": {
                    "Subject": _utf8(shortened(one_line(mail.subject), LONGEST_SUBJECT)),
                    "Body": {"Text": _utf8(mail.text), "Html": _utf8(mail.html)},
                    # One click ends it (RFC 8058), whatever program the mail is read with.
                    "Headers": [
                        {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe}>"},
                        {
                            "Name": "List-Unsubscribe-Post",
                            "Value": "List-Unsubscribe=One-Click",
                        },
                        # So that nobody's absence is answered to the newsroom (RFC 3834, 5).
                        {"Name": "Auto-Submitted", "Value": "auto-generated"},
                    ],
                }
            },
        )


def _from(title: str, sender: str) -> str:
    """Who writes. A name of other letters is several words, as none has more than 75 characters
    (RFC 2047, 2)."""
    if title.isascii():
        return formataddr((title, sender))
    words = Header(title, "utf-8", maxlinelen=75).encode(linesep="").split()
    return f"{' '.join(words)} <{sender}>"


def _in_ascii(address: str) -> str:
    """The address as SES takes it, which knows no SMTPUTF8: a domain of other letters in Punycode.

    Raises Undeliverable where it never will.
    """
    encoded = in_ascii(address)
    if not is_address(encoded.lower()):
        raise Undeliverable("AddressNotTaken")
    return encoded


def one_line(text: str) -> str:
    """Text that can stand in a mail's header: without line ends and other control characters."""
    printable = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(printable).split())


def _utf8(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}

"""Mail by Amazon SES."""

import unicodedata
from email.utils import formataddr
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from broadsheet.usecases.mail.ports import Mail, Undeliverable

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef

_REFUSED = frozenset({"MessageRejected", "BadRequestException"})
"""What SES answers to a mail that it will take at no other time either (API reference, SendEmail).
That our own address is not verified, or sending is paused, is not the mail's fault: it may pass."""
_LONGEST_SUBJECT = 150


class SesMailer:
    """Implements `Mailer`. `sender` is the newsroom's address, verified with SES."""

    def __init__(self, client: "SESV2Client", sender: str, title: str) -> None:
        self._client = client
        self._from = formataddr((one_line(title), sender))

    def __call__(self, mail: Mail) -> None:
        """See `Mailer`."""
        try:
            self._client.send_email(
                FromEmailAddress=self._from,
                Destination={"ToAddresses": [mail.to]},
                Content={
                    "Simple": {
                        "Subject": _utf8(one_line(mail.subject)[:_LONGEST_SUBJECT]),
                        "Body": {"Text": _utf8(mail.text), "Html": _utf8(mail.html)},
                        # One click ends it (RFC 8058), whatever program the mail is read with.
                        "Headers": [
                            {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe}>"},
                            {
                                "Name": "List-Unsubscribe-Post",
                                "Value": "List-Unsubscribe=One-Click",
                            },
                        ],
                    }
                },
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _REFUSED:
                # Its message names the address.
                raise Undeliverable(code) from None
            raise


def one_line(text: str) -> str:
    """Text that can stand in a mail's header: without line ends and other control characters."""
    printable = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(printable).split())


def _utf8(text: str) -> "ContentTypeDef":
    return {"Data": text, "Charset": "UTF-8"}

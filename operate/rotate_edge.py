"""`make rotate-edge`: what CloudFront says to the API is made anew, and no reader notices.

The secret gets a new value first, and the old one stays its predecessor; both are taken. Once every
copy of the function would read again for a value that it does not know, the new one goes into the
distribution, and when that stands at all edges nobody says the old one any more. Broken off at any
point and begun again, it goes on where it ended: no value is made while some edge may still say the
predecessor, which would be forgotten.
"""

import argparse
import secrets
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from broadsheet.adapters.aws.edge_secret import AGAIN
from client.errors import CommandError
from operate.ends import in_words
from operate.stack import Stack, stack_of

HEADER = "x-broadsheet-edge"
LEARNED = AGAIN.total_seconds() + 5
"""Seconds after which every copy may read again, and some more for clocks that differ."""
_BYTES = 48
_POLL = 10.0
"""Seconds between two looks at the distribution, which takes minutes."""
LOOKS = 720
"""After which something is wrong there."""

Pause = Callable[[float], None]
Say = Callable[[str], None]


class _Edge(NamedTuple):
    """A stack's secret and distribution, by their ids, with clients of both services."""

    secrets: Any
    cloudfront: Any
    secret_id: str
    distribution_id: str

    def current(self) -> str:
        value: str = self.secrets.get_secret_value(SecretId=self.secret_id)["SecretString"]
        return value

    def said(self) -> str:
        """What the distribution says; once it is deployed, at all edges."""
        config = self.cloudfront.get_distribution_config(Id=self.distribution_id)
        return str(_header(config["DistributionConfig"])["HeaderValue"])

    def say(self, value: str) -> None:
        """Put the value into the distribution, whatever else of it others change meanwhile."""
        while True:
            found = self.cloudfront.get_distribution_config(Id=self.distribution_id)
            config, version = found["DistributionConfig"], found["ETag"]
            _header(config)["HeaderValue"] = value
            asked = {"Id": self.distribution_id, "IfMatch": version, "DistributionConfig": config}
            try:
                self.cloudfront.update_distribution(**asked)
            except ClientError as error:
                if error.response["Error"]["Code"] != "PreconditionFailed":
                    raise
            else:
                return

    def is_deployed(self) -> bool:
        found = self.cloudfront.get_distribution(Id=self.distribution_id)
        return bool(found["Distribution"]["Status"] == "Deployed")


def rotate(stack: Stack, pause: Pause = time.sleep, say: Say = print) -> None:
    """Make the secret anew, or end what was begun; what is done is said.

    Raises CommandError for a distribution that says nothing to the API.
    """
    edge = _of(stack)
    until_deployed(edge.is_deployed, pause, say)
    if edge.said() == edge.current():
        edge.secrets.put_secret_value(
            SecretId=edge.secret_id, SecretString=secrets.token_urlsafe(_BYTES)
        )
        say("a new value is made; the one before is taken as well")
    else:
        say("a rotation was begun and not ended: it goes on")
    say(f"waiting {LEARNED:.0f} s, until the functions would read a value that they do not know")
    pause(LEARNED)
    edge.say(edge.current())
    say("the distribution says the new value")
    until_deployed(edge.is_deployed, pause, say)
    say("it stands at every edge; the one before is forgotten with the next rotation")


def _of(stack: Stack) -> _Edge:
    return _Edge(
        secrets=stack.clients("secretsmanager"),
        cloudfront=stack.clients("cloudfront"),
        secret_id=stack.environment("submit_comment")["EDGE_SECRET_ID"],
        distribution_id=stack.outputs()["DistributionId"],
    )


def until_deployed(is_deployed: Callable[[], bool], pause: Pause, say: Say) -> None:
    """Wait until CloudFront has brought a distribution everywhere. Raises CommandError where that
    takes many times as long as it says (Developer Guide, 'Distribution states': some minutes)."""
    if is_deployed():
        return
    say("waiting for the distribution, which takes minutes")
    for _ in range(LOOKS):
        pause(_POLL)
        if is_deployed():
            return
    hours = LOOKS * _POLL / 3600
    raise CommandError(
        f"CloudFront has not brought the distribution everywhere within {hours:g} hours: look at "
        "its console. Run again, it goes on where it ended"
    )


def _header(config: Any) -> Any:
    for origin in config["Origins"]["Items"]:
        for header in origin.get("CustomHeaders", {}).get("Items", []):
            if header["HeaderName"].lower() == HEADER:
                return header
    raise CommandError(f"the distribution says no {HEADER} to any origin")


def main() -> None:
    """Rotate that of the local stack, or of `--stack` on AWS, as the AWS CLI would sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", help="a stack on AWS; without it, the one of make run")
    name = parser.parse_args().stack
    with in_words("Run again, it goes on where it ended."):
        rotate(stack_of(name))


if __name__ == "__main__":
    main()

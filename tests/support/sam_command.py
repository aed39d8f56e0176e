"""`sam`, for the local cloud: what AWS's transform does with a release is done before.

The template that `tests/support/checkout.py` builds was translated already, so that its versions
have names; in these is the release, as the transform puts it there.
"""

import os
import re
import sys
from pathlib import Path

SAM = f"{sys.prefix}/sam/bin/sam"
_RELEASE = re.compile(r"^\s+RELEASE: (\S+)$", re.MULTILINE)
_VERSION = re.compile(r"\b(\w+Version)[0-9a-f]{10}\w*")


def main(arguments: list[str]) -> None:
    """Name the versions, and become SAM."""
    if "--template-file" in arguments:
        template = Path(arguments[arguments.index("--template-file") + 1])
        text = template.read_text("utf-8")
        release = _RELEASE.findall(text)[0]
        template.write_text(_VERSION.sub(rf"\g<1>0123456789{release}", text), "utf-8")
    os.execv(SAM, [SAM, *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])

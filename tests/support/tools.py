"""Programs that tests borrow from the machine: found, or named with what installs them."""

import re
import shutil
import subprocess

_INSTALLED_BY = {
    "java": "Debian, Ubuntu: sudo apt-get install default-jre-headless; macOS: brew install java",
    "node": "Debian, Ubuntu: sudo apt-get install nodejs; macOS: brew install node",
    "npm": "Debian, Ubuntu: sudo apt-get install npm; macOS: brew install node",
}
OLDEST_JAVA = 17


class Unavailable(Exception):
    """Why something cannot run on this machine, and what would help."""


def tool(name: str) -> str:
    """Where the program is. Raises Unavailable."""
    found = shutil.which(name)
    if not found:
        raise Unavailable(f"{name} is missing. {_INSTALLED_BY[name]}")
    return found


_SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Our programs end before it is worth while to compile them well."""


def java() -> list[str]:
    """A Java that is new enough, and how to start it. Raises Unavailable."""
    found = tool("java")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < OLDEST_JAVA:
        raise Unavailable(f"Java {OLDEST_JAVA} or later is needed; this is: {said.strip()[:80]}")
    return [found, *_SHORT_LIVED]

"""What a warm function remembers of the site's files: the versions that it wrote or saw last."""

from broadsheet.usecases.site.ports import SeenFile

MOST = 2_000
"""Files remembered: more than a newsroom changes in an hour, in less than a megabyte."""


class Versions:
    """Of each file the version that was there when it was last looked at; never the only proof."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: dict[str, SeenFile] = {}

    def of(self, key: str) -> SeenFile | None:
        """The version that was there; None if nothing is remembered."""
        return self._known.get(key)

    def learn(self, key: str, version: SeenFile | None) -> None:
        """That is there now; None is that there is no file, or none that is known."""
        self._known.pop(key, None)
        if version is None:
            return
        self._known[key] = version
        if len(self._known) > self._most:
            self._known.pop(next(iter(self._known)), None)

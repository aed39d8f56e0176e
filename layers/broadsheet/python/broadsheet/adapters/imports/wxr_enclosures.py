"""What podcasts' plugins keep beside a post: the file that is listened to.

PowerPress and WordPress itself keep it as `enclosure`, whose first line is its address; Seriously
Simple Podcasting has it as `audio_file` too.
"""

import html
import re
from collections.abc import Mapping

from broadsheet.adapters.imports.wxr_known import Setting

_ADDRESS = re.compile(r"https?://[^\s<>\"']+|/[^\s<>\"']+")
KEPT = ("enclosure", "audio_file")
"""The names of the fields."""


def with_enclosures(text: str, meta: Mapping[str, list[str]], setting: Setting) -> str:
    """A post's HTML with a link, at its end, to each file that is not named in it already."""
    said = (value for name in KEPT for value in meta.get(name, ()))
    found = (_ADDRESS.match(value.strip()) for value in said)
    for url in dict.fromkeys(one[0] for one in found if one):
        if url not in text:
            setting.note("player_is_link", url)
            address = html.escape(url)
            text = f'{text}\n\n<p><a href="{address}">{address}</a></p>\n'
    return text

"""What a newsroom decides whose section is a podcast: all else is as the project brings it."""

import shutil
from pathlib import Path

from PIL import Image

from operate.template import SITE

SLUG = "aloud"
SECTION = "Aloud"
ARTWORK = "podcast.png"
_PODCAST = f"""
[podcasts.{SLUG}]
title = "The lake, aloud"
description = "What is heard at the lake."
artwork = "{ARTWORK}"
category = "Society & Culture"
subcategory = "Places & Travel"
author = "Amina Yusuf"
email = "listen@news.example"
"""


def podcast_site(folder: Path) -> Path:
    """The same bytes each time, so that the layer that is built of them is built once."""
    site = Path(shutil.copytree(SITE, folder / "site"))
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write(_PODCAST)
    Image.new("P", (1400, 1400)).save(site / ARTWORK)
    return site

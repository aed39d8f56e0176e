"""How wide and how high a face sets text, and what makes another as wide and as high."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

_SAMPLE = (
    "The last night ferry left at twenty to eleven on a wet Sunday eleven years ago, with four "
    "passengers and a crate of laying hens. Nobody waved, and most people on the quay believed "
    "it. Dès jeudi, un navire quittera le port. Seit es am Anleger keine Zeitungen mehr gibt."
)
"""Letters about as often as they are read."""
_MEASURE = """\
import json, sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1])
cmap, widths = font.getBestCmap(), font["hmtx"]
em, line = font["head"].unitsPerEm, font["hhea"]
width = sum(widths[cmap[ord(c)]][0] for c in sys.argv[2] if ord(c) in cmap)
print(json.dumps([width / em, line.ascent / em, -line.descent / em]))
"""


class Metrics(NamedTuple):
    """In ems: the width of the sample, and of a line what is above and below."""

    width: float
    ascent: float
    descent: float


def metrics_of(programs: Path, file: Path) -> Metrics:
    """Of a font's file, measured by fontTools of the environment whose programs these are."""
    run = [str(programs / "python"), "-c", _MEASURE, str(file), _SAMPLE]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    return Metrics(*json.loads(told))


def fitted(ours: Metrics, theirs: Metrics) -> dict[str, float]:
    """What CSS says of their face, so that it takes the place that ours would.

    `size-adjust` scales all of a face, so what is above and below a line is said of the scaled one.
    """
    scale = ours.width / theirs.width
    return {
        "size-adjust": scale,
        "ascent-override": ours.ascent / scale,
        "descent-override": ours.descent / scale,
    }

"""`make screenshot`: the picture in the README, of the running sample edition."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from local import note
from local.api import Api
from local.cloud import CloudError
from local.stack import HOME
from local.template import ROOT

TARGET = ROOT / "docs/images/readme.png"
_SHEET = """<style>body{{margin:0;display:flex;gap:24px;padding:24px;background:#8a8f98}}
img{{width:700px;box-shadow:0 6px 30px #0007;border-radius:4px}}</style>
<img src="{0}"><img src="{1}">"""


def main() -> None:
    """Take the front page and its breaking story, side by side."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this command needs it

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is missing. Debian, Ubuntu: sudo apt-get install chromium")
    try:
        site = note.read(HOME).site_url
        stories = Api(site).send("GET", "/articles?limit=100").expect(200).json["items"]
    except CloudError as error:
        sys.exit(str(error))
    story = next((s for s in stories if s["breaking"]), stories[0])
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        page = browser.new_page(viewport={"width": 1100, "height": 1180})
        shots = []
        for number, path in enumerate(("/", story["path"])):
            page.goto(site + path)
            shots.append(Path(folder) / f"{number}.png")
            page.screenshot(path=shots[-1])
        sheet = Path(folder) / "sheet.html"
        sheet.write_text(_SHEET.format(*(shot.name for shot in shots)))
        page.set_viewport_size({"width": 1472, "height": 800})
        page.goto(sheet.as_uri())
        page.screenshot(path=TARGET)
        browser.close()
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()

"""The editor says nothing that the page could not give it in another language."""

import re

from broadsheet.adapters.jinja.assets import ASSETS
from tools.editor import SOURCES

_ENGLISH = re.compile(r'^  (\w+): "(.*)",$', re.MULTILINE)
_TEMPLATE = ASSETS.parent / "templates/desk/editor_words.html"
_GIVEN = re.compile(r'^  "(\w+)": say\("(.+)"\),$', re.MULTILINE)


def test_the_page_has_each_of_its_words() -> None:
    english = dict(_ENGLISH.findall((SOURCES / "src/words.js").read_text("utf-8")))
    given = dict(_GIVEN.findall(_TEMPLATE.read_text("utf-8")))
    assert len(english) > 25
    assert given.keys() == english.keys()

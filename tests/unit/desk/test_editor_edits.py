"""An edit in the desk's editor changes what a page shows of its block, and of nothing else."""

import html
import json
import random
import re
import shutil
import subprocess
from typing import Any

import pytest

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.domain.shared.errors import BroadsheetError
from tests.hostile.hostile_lists import MARKUP
from tests.support.blocks import SAMPLES, filled
from tests.support.template import ROOT
from tests.support.tools import Unavailable, tool
from tools import editor

EDITS = ROOT / "tests/support/editor_edits.mjs"
STORIES = [p.read_text("utf-8").split("\n---\n", 1)[1] for p in ROOT.glob("local/edition/*.md")]
ODD = [
    # More letters behind an address are another address, and another card.
    *(
        f"Before.\n\n{filled(sample.typed)}\n\nBehind.\n"
        for name, sample in SAMPLES.items()
        if name != "embed"
    ),
    "* a\n\n- b\n\n\n    code\n",
    "1. a\n2. b\n\n3) c\n",
    "* a\n* b\n\n  more\n\n\n1) x\n2) y\n   - z\n\n\nend\n",
    "1. a\n\n   b\n\n   > c\n2. d\n   ```\n   e\n   ```\n",
    "   - a\n   ```\n~~~\n    b\n",
    "~~~\nunclosed\n",
    "<!-- open\n\nx\n",
    "<div>\n*a*\n</div>\n\na <b>c</b> d\n\n<!-- x -->\n",
    "[^1]: a\n\n    b\n\nText[^1].\n",
    "[^1]: a\nlazy\n\nText[^1].\n",
    "Text[^1].\n[^1]: in the middle\nof a paragraph\n",
    "One[^1] and [^a/b].\n\n[^1]: A note\n    with more.\n\n[^a/b]: x\n",
    "| a | b |\n|:--|--:|\n| `x\\|y` | *z* |\n| 1 |\n",
    "Words\n| a | b |\n|---|---|\n| ~~1~~ | [2](/2) |\nafter\n",
    "> q\n\n> r\n> > s\n",
    "    code\n\n\tmore\n\n* x\n\n      code in item\n",
    "a\n$$\nx_1 * y_2\n$$\nb\n\n$$ x_1 * y $$\n\n$`x_1`$ and $5\n\n$$ 6\n",
    "Title\n=====\ntext\n***\nx\n# A\n## B ##\n",
    "a\\\nb  \nc\n",
    "![a *b* c](/x.jpg 'T') words\n",
    "`a`` b` and ``c`d``\n",
    "a*b*c **d**e *f.* g\n",
    "قال *«نعم».*ثم ذهب\n\n彼は**「はい」**と言った\n",
    "[a][1] and [b]\n\n[1]: /x 'T'\n[b]: https://b.example\n",
    "Hello <https://x.example/?a=1&b=2> [x](<a b> 'c \"d\"')\n",
    "AT&amp;T &copy; &nbsp;x <\n\n\xa0y\n",
    "a\n:::note T\n- b\n\n```\n:::\n```\n:::\nc\n",
    "::::facts\n:::wide\n![x](/x.jpg)\n:::\n\n\nd\n::::\n\n- e\n",
    "- a\n:::gallery\n![x](/x.jpg)\n![y](/y.jpg)\n:::\n:::open\n> :::note\n> x\n> :::\n",
    "~~no~~ ~yes~ 1\\. \\# \\*x\\* a_b_c\n",
]
SEED, MADE = 15, 150


def _texts() -> list[str]:
    blocks = [block for text in STORIES + ODD for block in re.split(r"\n\n+", text.strip("\n"))]
    chosen = random.Random(SEED)
    made = [
        # A list that begins with 3 cannot stand below words without an empty line; the server
        # counts a definition of a link among these.
        "".join(chosen.choice(blocks) + chosen.choice(["\n\n", "\n\n\n"]) for _ in range(3))
        for _ in range(MADE)
    ]
    # Where a link may not lead, the editor shows what was typed.
    hostile = [
        text
        for text in MARKUP
        if len(text) < 20_000 and "script:" not in html.unescape(text).casefold()
    ]
    return [_as_typed(text) for text in STORIES + ODD + made + hostile]


def _as_typed(text: str) -> str:
    """As a text area has it."""
    sayable = text.encode("utf-8", "replace").decode("utf-8")
    return sayable.replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any]]]:
    """Texts, each with what it is after it was opened, and after each of some edits."""
    folder = tmp_path_factory.mktemp("editor")
    try:
        node = tool("node")
        tool("npm")
        editor.installed(folder)
    except (Unavailable, subprocess.CalledProcessError) as why:
        pytest.skip(str(why))
    shutil.copy2(EDITS, folder)
    texts = _texts()
    done = subprocess.run(
        [node, EDITS.name], input=json.dumps(texts).encode(), cwd=folder, stdout=-1, check=True
    )
    return list(zip(texts, json.loads(done.stdout), strict=True))


def test_opening_and_closing_changes_no_byte(edited: list[tuple[str, dict[str, Any]]]) -> None:
    assert len(edited) > MADE
    assert [text for text, made in edited if made["unedited"] != text] == []


def test_an_edit_changes_what_is_shown_of_its_block_alone(
    edited: list[tuple[str, dict[str, Any]]],
) -> None:
    wrong, tried = [], 0
    for text, made in edited:
        before = _shown(text)
        for kind, block, after in made["edits"]:
            tried += 1
            assert "qx" in after
            if _shown(after) != before:
                wrong.append((kind, block, text, after))
    assert wrong == []
    assert tried > 5 * MADE


def _shown(source: str) -> str:
    """What the server makes of a text, without the word that was put in."""
    try:
        shown = str(CommonMark().article(source).html)
    except BroadsheetError as error:
        return repr(error)
    shown = re.sub(r' id="h-[^"]*"', "", shown).replace("<p>zqx</p>", "").replace("zqx", "")
    return " ".join(shown.split()).replace("> <", "><")

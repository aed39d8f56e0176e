"""A sample of every block that a text may have, in each way in which one comes and goes.

Who adds a block adds its sample, or `tests/unit/html/test_every_block.py` fails.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tests.support.wordpress_tables import visualizer

WORDS = "Nobody was late"
"""What stands in each sample in place of `§`."""
_PICTURES = (
    '<figure class="{}"><img src="https://old.example/a.jpg" alt="§">'
    '<img src="https://old.example/b.jpg" alt=""></figure>'
)
_TABLE = "| Year | § |\n|---|---:|\n| 2025 | 4 |\n| 2026 | 2 |\n"


class Sample(NamedTuple):
    """One block: `mark` is what its HTML has, `feed` what a feed has of it, `prints` the selector
    of its rule for paper. Where another system has no such block, nothing is said of that;
    `beside` is what an export of WordPress has beside the post."""

    typed: str
    mark: str
    feed: str
    prints: str = '[class^="b-"]'
    wordpress: str = ""
    ghost: str = ""
    beside: str = ""


SAMPLES: Mapping[str, Sample] = {
    "pullquote": Sample(
        ":::pullquote Ida Holm\n§\n:::",
        '<figure class="b-pullquote"><blockquote>',
        "<figcaption>Ida Holm</figcaption>",
        wordpress='<figure class="wp-block-pullquote"><blockquote><p>§</p><cite>Ida Holm</cite>'
        "</blockquote></figure>",
    ),
    "facts": Sample(
        ":::facts The ferry\n- §\n:::",
        '<div class="b-facts" role="note"><p><strong>',
        "<strong>The ferry</strong>",
    ),
    "note": Sample(
        ":::note\n§\n:::",
        '<div class="b-note" role="note">',
        f"<p>{WORDS}</p>",
        ghost='<div class="kg-card kg-callout-card kg-callout-card-blue"><div '
        'class="kg-callout-emoji">💡</div><div class="kg-callout-text">§</div></div>',
    ),
    "warning": Sample(
        ":::warning\n§\n:::", '<div class="b-warning" role="note">', f"<p>{WORDS}</p>"
    ),
    "gallery": Sample(
        ":::gallery\n![§](/images/a.jpg)\n![](/images/b.jpg)\n:::",
        'class="b-gallery"',
        f'alt="{WORDS}"',
        wordpress=_PICTURES.format("wp-block-gallery has-nested-images columns-default"),
        ghost=_PICTURES.format("kg-card kg-gallery-card kg-width-wide"),
    ),
    "wide": Sample(
        ":::wide\n![§](/images/a.jpg)\n:::",
        'class="b-wide"',
        f'alt="{WORDS}"',
        prints=".b-wide",
        wordpress='<figure class="wp-block-image alignwide size-large">'
        '<img src="https://old.example/a.jpg" alt="§"></figure>',
        ghost='<figure class="kg-card kg-image-card kg-width-wide">'
        '<img src="https://old.example/a.jpg" class="kg-image" alt="§"></figure>',
    ),
    "table": Sample(
        f":::table Fares\n{_TABLE}:::",
        '<figure class="b-table">',
        "<figcaption>Fares</figcaption>",
        prints=".b-table",
        wordpress='<figure class="wp-block-table"><table><tr><td>§</td></tr></table>'
        '<figcaption class="wp-element-caption">Fares</figcaption></figure>',
    ),
    **{
        f"chart-{kind}": Sample(
            f":::chart {kind} Late\n{_TABLE}:::",
            '<figure class="b-chart"><figcaption>Late</figcaption><svg class="chart" role="img"',
            "<figcaption>Late</figcaption><table>",
            prints=".b-chart summary",
            wordpress="<p>Late.</p>[visualizer id=12]",
            beside=visualizer(kind, [["2025", 4], [WORDS, 2]]),
        )
        for kind in ("bar", "column", "line")
    },
    **{
        name: Sample(f":::{name}\n§\n:::", '<div class="b-recording">', f"<p>{WORDS}</p>")
        for name in ("video", "audio")
    },
    "transcript": Sample(
        ":::transcript\n§\n:::", '<details class="b-transcript">', f"<p>{WORDS}</p>"
    ),
    "formula": Sample(
        ":::math The law\n\\text{§} = c^2\n:::",
        '<figure class="b-formula"><figcaption>',
        f"<code>\\text{{{WORDS}}} = c^2</code>",
        prints=".b-math",
    ),
    "formula between fences": Sample(
        "```math\n\\text{§} = c^2\n```",
        '<div class="b-math"><math ',
        f"<code>\\text{{{WORDS}}} = c^2</code>",
        prints=".b-math",
        wordpress='<div class="wp-block-math"><math display="block"><semantics><mrow><mi>c</mi>'
        '</mrow><annotation encoding="application/x-tex">\\text{§} = c^2</annotation>'
        "</semantics></math></div>",
        ghost="<p>$$\\text{§} = c^2$$</p>",
    ),
    "formula in a line": Sample(
        "So $`\\text{§} = c^2`$ it is.",
        "<p>So <math ",
        f"So <code>\\text{{{WORDS}}} = c^2</code> it is.",
        prints=".story-body",
        wordpress="<p>So $latex \\text{§} = c^2&amp;bg=ffffff$ it is.</p>",
        ghost="<p>So \\(\\text{§} = c^2\\) it is.</p>",
    ),
    "code": Sample(
        "```python\n# §\n```",
        '<pre><code class="language-python">',
        '<pre><code class="language-python">',
        prints=".code pre",
        wordpress='<pre class="wp-block-code language-python"><code># §</code></pre>',
        ghost='<pre><code class="language-python"># §</code></pre>',
    ),
    "embed": Sample(
        "§\n\nhttps://vimeo.com/12345\n",
        '<div class="b-embed"><p><strong>Vimeo</strong>',
        'href="https://vimeo.com/12345"',
        prints=".b-embed",
        wordpress='<p>§</p><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
        "https://vimeo.com/12345\n</div></figure>",
        ghost='<figure class="kg-card kg-embed-card kg-card-hascaption"><iframe '
        'src="https://player.vimeo.com/video/12345?app_id=1"></iframe>'
        "<figcaption>§</figcaption></figure>",
    ),
}
"""By the name of the block: those of `blocks.KINDS`, and what is a block without colons."""


def filled(sample: str, words: str = WORDS) -> str:
    """A part of a sample with these words in it."""
    return sample.replace("§", words)

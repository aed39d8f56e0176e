"""The style sheet as it leaves: a theme's variables in front, comments and indentation out."""

import re

import msgspec

from broadsheet.domain.shared.patterns import pattern
from broadsheet.domain.site.site import Colours, Theme

# What is kept as it is comes first: strings and addresses.
_SPARE = pattern(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\))"""
    r"""|\s*(?P<mark>[{};,])(?:\s|/\*.*?\*/)*|(?:\s|/\*.*?\*/)+""",
    re.DOTALL,
)


_DAY, _NIGHT = "--day: block;--night: none;", "--day: none;--night: block;"
"""What is shown on light pages alone, and on dark ones."""


def style_sheet(theme: Theme, css: str) -> str:
    """The theme's variables, then the style sheet that uses them."""
    return themed(theme, minified(css))


def themed(theme: Theme, small: str) -> str:
    """The same of a style sheet that is `minified` already."""
    return minified(variables(theme)) + small


def variables(theme: Theme) -> str:
    """`--paper`, `--ink`… and the typefaces, in the light that the system or the reader chose.

    The reader's choice is `data-theme` on the root, or a checked `#theme-light` or `#theme-dark`
    where there is no script. A browser that does not know `:has()` drops only the rules with it.
    """
    light = _declared("light", theme.light) + _DAY
    dark = _declared("dark", theme.dark) + _NIGHT
    both = _declared("light dark", theme.light) + _DAY
    fonts = {
        "headline": theme.headline_font,
        "serif": theme.text_font,
        "sans": theme.interface_font,
    }
    typefaces = "".join(f"--{name}: {value};" for name, value in fonts.items())
    # On paper it is always light.
    return (
        f":root {{{both}}}\n"
        # Again on every element that names its language: it may stand in a page of another script.
        f":root, [lang] {{{typefaces}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n"
        f":root[data-theme=light] {{{light}}}\n"
        f"@media screen {{ :root[data-theme=dark] {{{dark}}} }}\n"
        f":root:has(#theme-light:checked) {{{light}}}\n"
        f"@media screen {{ :root:has(#theme-dark:checked) {{{dark}}} }}\n"
    )


def _declared(scheme: str, colours: Colours) -> str:
    painted = msgspec.structs.asdict(colours)
    return f"color-scheme: {scheme};" + "".join(f"--{n}: {v};" for n, v in painted.items())


def minified(css: str) -> str:
    """The same rules in fewer bytes: nothing is moved, renamed or merged."""
    return _SPARE.sub(lambda m: m["kept"] or m["mark"] or " ", css).replace(";}", "}").strip()


_NO_FACES = "--no-faces"
"""Empty where `theme.js` found a slow line; not there, and so what stands beside it, elsewhere."""
_FAMILY = pattern(r"""@font-face ?\{[^}]*?font-family: ?(["']?)(?P<name>[^"';}]+)\1""")


def with_faces(css: str, faces: str) -> str:
    """A `minified` style sheet with its `@font-face` rules behind it, and lists that do without.

    Where their families are named, in lists that go on behind them, they are a variable's other
    value: with the variable empty nothing asks for their files, and the next family is the first.
    """
    names = "|".join(sorted({re.escape(found["name"]) for found in _FAMILY.finditer(faces)}))
    if not names:
        return css + faces
    named = re.compile(rf"""(?<=[:, ])(?:(?:"(?:{names})"|'(?:{names})'|(?:{names})) ?, ?)+""")
    spared = named.sub(lambda found: f"var({_NO_FACES},{found[0]}) ", css)
    return f"{spared}:root[data-line=slow]{{{_NO_FACES}: }}{faces}"

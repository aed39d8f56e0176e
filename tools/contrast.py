"""Which of the newsroom's colours are hard to read on each other."""

from collections.abc import Iterator

from broadsheet.adapters.site_file import SiteFile

TEXT = 4.5
"""WCAG 2.2, 1.4.3: for text. What is no text needs less (1.4.11: 3), and is in the same colours."""
WRITTEN = ("ink", "soft", "link", "alarm", "accent")
BEHIND = ("paper", "tint")


def hard_to_read(file: SiteFile) -> Iterator[str]:
    """The pairs of colours that stand on each other with less contrast than WCAG 2.2 AA asks."""
    for light, colours in (("light", file.theme.light), ("dark", file.theme.dark)):
        for text in WRITTEN:
            for behind in BEHIND:
                ratio = contrast(getattr(colours, text), getattr(colours, behind))
                if ratio < TEXT:
                    yield f"colours.{light}: {text} on {behind} is {ratio:.2f} to 1, not {TEXT}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, 'contrast ratio')."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

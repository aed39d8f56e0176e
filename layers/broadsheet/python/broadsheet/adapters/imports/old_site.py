"""What is said of the old site itself: where it stood, and its languages."""

from urllib.parse import urlsplit

from broadsheet.domain.shared.language import is_language_tag


def host_in(address: str) -> str:
    """The host of an address without its `www.`; empty where it has none that can be read."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def language_in(said: str) -> str:
    """A language's tag as BCP 47 has it; empty for what is none.

    Many write `en_US`, and WordPress `de_DE_formal`.
    """
    tag = said.strip().replace("_", "-").removesuffix("-formal").removesuffix("-informal")
    return tag if is_language_tag(tag) else ""

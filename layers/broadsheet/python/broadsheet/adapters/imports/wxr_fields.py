"""What plugins keep beside a post, a file or a list, of which an article here has nothing.

A name that begins with `_` is one that WordPress shows in no form: mostly a plugin's own business,
but sometimes words or an address that readers saw.
https://developer.wordpress.org/plugins/metadata/managing-post-metadata/#hidden-custom-fields
"""

import re
from collections.abc import Collection, Iterator, Mapping

from broadsheet.adapters.imports.xml_stream import Element

SUBTITLES = ("newspack_post_subtitle", "subtitle", "_subtitle", "wps_subtitle", "post_subtitle")
"""What Newspack, themes and plugins for subtitles call the line below a headline."""
_LONGEST = 200
"""Characters that are shown of a value: the report is no copy of it."""
_OF_SEARCH = r"_?(?:yoast_wpseo|rank_math|aioseop?|genesis|seopress\w*?|sq|su)_"
_REASONS = (
    (re.compile(rf"{_OF_SEARCH}(?:\w*_)?canonical(?:_ur[il])?"), "canonical_left_out"),
    (
        re.compile(
            rf"{_OF_SEARCH}(?:(?:opengraph|twitter|facebook|og|fb|titles|social\w*)[-_])*"
            r"(?:title|desc|description|metadesc|image|img)"
        ),
        "description_left_out",
    ),
)
_MEANT = frozenset(
    {"_expiration-date", "_expiration-date-status", "_yoast_wpseo_redirect", "_links_to"}
    | {"_yoast_wpseo_meta-robots-noindex", "rank_math_robots"}
)
"""Without words, but readers met it: when a story was to go, where it led, that none find it."""
_FORMATS = "_format_"
"""What themes keep of posts that are a quote, a link or a film."""
_OF_PROGRAMS = re.compile(r"_(?:oembed|wp|edit|menu_item|elementor|fl_builder|et_|wpb|vc|yoast)")
"""Names of what programs noted for themselves."""
_SERIALIZED = re.compile(r"[abdiOs]:\d|[{\[<]")
_ADDRESS = re.compile(r"https?://\S")
_MACHINES = frozenset(
    {"category", "post_tag", "author", "language", "nav_menu", "link_category", "following_users"}
    | {"translation_priority", "elementor_library_type", "yst_prominent_words", "action-group"}
    | {"term_language", "term_translations"}
)
_OF_MACHINES = ("post_", "wp_", "_", "ef_")
"""How the names of taxonomies begin that say how something is shown or kept, not what it is of."""
_DEFAULT = "uncategorized"
_UNNAMED = frozenset(
    {"uncategorized", "uncategorised", "未分類", "未分类", "미분류", "غير مصنف", "без рубрики"}
    | {"دسته‌بندی نشده", "بدون دسته‌بندی", "chưa phân loại", "ไม่มีหมวดหมู่"}
)
"""What WordPress calls it in the languages in which its slug is not translated."""


def fields_left_out(item: Element, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """What a post or file says beside the known names: reasons with words."""
    for child in item.children:
        key = child.said("wp:meta_key") if child.name == "wp:postmeta" else ""
        value = " ".join(child.said("wp:meta_value").split()) if key and key not in known else ""
        if value:
            reason = next((why for name, why in _REASONS if name.fullmatch(key)), "")
            if reason or key in _MEANT or key.startswith(_FORMATS) or not _is_hidden(key, value):
                yield reason or "field_left_out", f"{key}: {value[:_LONGEST]}"


def _is_hidden(key: str, value: str) -> bool:
    """Whether it is of a program alone: neither words nor an address."""
    if not key.startswith("_"):
        return False
    is_said = (" " in value or _ADDRESS.match(value)) and not _SERIALIZED.match(value)
    return not is_said or _OF_PROGRAMS.match(key) is not None


def subtitle_in(meta: Mapping[str, list[str]]) -> str:
    """The line below the headline, where a plugin has one."""
    return next((said for key in SUBTITLES for said in meta.get(key, ()) if said), "")


def is_subject(domain: str) -> bool:
    """Whether a taxonomy of somebody's own says of what a post is."""
    return domain not in _MACHINES and not domain.startswith(_OF_MACHINES)


def is_nowhere(slug: str, name: str) -> bool:
    """Whether it is the category of what nobody put anywhere; one that got a name is one."""
    return slug == _DEFAULT and name.strip().casefold() in _UNNAMED

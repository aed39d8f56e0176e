"""How a folder of Markdown is told from other archives, and read."""

from pathlib import Path

from broadsheet.adapters.imports.looked_at import Look
from broadsheet.adapters.imports.read_archive import ReadOptions
from broadsheet.adapters.imports.recognise import System
from operate.markdown.archive import MarkdownArchive

_TEXT = r"(?i)\.(?:md|mdx|markdown|mdown|mkd)\Z"
_OF_ANY_FOLDER = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct"})


def _is_markdown(look: Look) -> bool:
    texts = look.named(_TEXT) if look.path.is_dir() else []
    return any(Path(name).stem.lower() not in _OF_ANY_FOLDER for name in texts)


def _read(path: Path, options: ReadOptions) -> MarkdownArchive:
    zone = str(options.zone)
    return MarkdownArchive(path, section=options.section, zone=zone, language=options.language)


MARKDOWN = System("Markdown", _is_markdown, _read)
"""What other systems have is more than a folder of texts, and so looked for before."""

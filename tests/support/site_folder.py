"""A folder with what a site says of itself."""

from pathlib import Path


def folder_with(folder: Path, text: str) -> Path:
    (folder / "site.toml").write_text(text)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return folder

"""What a layer needs not make at each cold start: templates as modules, words, small style sheets.

python -m broadsheet.adapters.jinja.compile PACKAGE_DIR
"""

import sys
from pathlib import Path

from jinja2 import FileSystemLoader

from broadsheet.adapters.jinja import assets, catalogues, environment, locale_sources


def compile_templates(target: Path) -> None:
    """Write one module for each template: they load 20 times as fast.

    Raises TemplateSyntaxError for the first bad one.
    """
    target.mkdir(parents=True, exist_ok=True)
    environment.bare_environment(FileSystemLoader(environment.TEMPLATES)).compile_templates(
        target, zip=None, ignore_errors=False
    )


def compile_locales(target: Path) -> None:
    """Write a catalogue and the customs of each language, and what languages call themselves.

    The same sources make the same bytes. Raises PoFileError for the first bad catalogue.
    """
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(catalogues.LOCALES.glob("*.po")):
        (target / f"{source.stem}.mo").write_bytes(locale_sources.catalogue(source))
        (target / f"{source.stem}.json").write_bytes(locale_sources.customs(source.stem))
    english = f"{catalogues.ENGLISH}.json"
    (target / english).write_bytes(locale_sources.customs(catalogues.ENGLISH))
    (target / catalogues.AUTONYMS).write_bytes(locale_sources.autonyms())


def compile_assets(target: Path) -> None:
    """Write style sheets and scripts as they leave, but for the theme of the newsroom."""
    target.mkdir(parents=True, exist_ok=True)
    for name, body in assets.small_assets().items():
        (target / name).write_bytes(body)


if __name__ == "__main__":
    package = Path(sys.argv[1])
    compile_templates(package / environment.COMPILED.name)
    compile_locales(package / catalogues.COMPILED.name)
    compile_assets(package / assets.COMPILED.name)

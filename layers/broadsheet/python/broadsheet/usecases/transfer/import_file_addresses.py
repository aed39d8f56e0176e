"""The addresses at which files stood elsewhere lead to where they stand now."""

from collections.abc import Callable, Mapping
from itertools import islice
from urllib.parse import quote

from broadsheet.domain.articles.article import Address, address_key
from broadsheet.domain.redirects.redirect import tidied
from broadsheet.domain.shared.errors import Conflict, Invalid
from broadsheet.domain.site.redirected import is_free_for_redirects
from broadsheet.domain.transfer.site_lines import ImportNote
from broadsheet.usecases.redirects.edit_redirects import put_redirect
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services
from broadsheet.usecases.transfer.bringing import FilesReport
from broadsheet.usecases.transfer.import_articles import told_of

_AT_ONCE = 100
"""Addresses that are looked up together (BatchGetItem's limit)."""


def import_file_addresses(
    services: Services,
    request: Request,
    old_paths: Mapping[str, str],
    taken: FilesReport,
    told: Callable[[int, int], None],
) -> None:
    """Let each of the paths, as it is once it is decoded, lead to its file.

    What stands at one already, or was decided about it, stays: started again, nothing is done
    twice. Raises InFlight.
    """
    wanted = iter(sorted({tidied(quote(old)): new for old, new in old_paths.items()}.items()))
    done = 0
    while some := list(islice(wanted, _AT_ONCE)):
        keys = [address_key(path) for path, _ in some]
        known = {one.path: one for one in services.table.get_many(Address, keys).values()}
        for path, target in some:
            _lead(services, request, path, target, known.get(path), taken)
        done += len(some)
        told(done, len(old_paths))


def _lead(
    services: Services,
    request: Request,
    path: str,
    target: str,
    known: Address | None,
    taken: FilesReport,
) -> None:
    if known is not None:
        if known.target != target:
            words = f"{path} is another's, or an editor has decided about it"
            taken.left.append(ImportNote("", target, "address_taken", words))
    elif not is_free_for_redirects(path):
        taken.left.append(ImportNote("", target, "address_not_free", path))
    else:
        try:
            put_redirect(services, request, path, target)
        except (Conflict, Invalid) as error:
            taken.left.append(told_of("", target, "address_taken", error))
        else:
            taken.led += 1

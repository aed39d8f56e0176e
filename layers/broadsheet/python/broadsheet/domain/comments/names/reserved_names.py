"""Names that no reader may use unseen: what people take for the voice of a newsroom."""

import functools

from broadsheet.domain.comments.names.lookalikes import imitates, in_latin, skeleton

ROLES = (
    *("Admin", "Administrator", "Moderator", "Mod", "Editor", "Editors", "Editor in chief"),
    *("Staff", "Newsroom", "Webmaster", "Support", "System", "Root"),
    *("Moderation", "Redaktion", "Chefredakteur", "Chefredakteurin"),
    *("Rédaction", "Modérateur", "Modératrice", "Administrateur", "Administratrice"),
    *("Moderador", "Moderadora", "Redacción", "Administrador", "Administradora"),
    *("Redação", "Redazione", "Moderatore", "Amministratore", "Redactie", "Beheerder"),
    *("Yönetici", "Moderatör", "Editör", "Mhariri", "Msimamizi", "Redakcja"),
    *("Админ", "Администратор", "Модератор", "Редактор", "Редакция"),
    *("المشرف", "المحرر", "الإدارة", "التحرير"),
    *("管理员", "管理員", "编辑", "編輯", "版主", "管理人", "編集部", "관리자", "운영자", "편집자"),
)
_SHORT = 5
_AROUND = frozenset(
    map(
        skeleton,
        (
            *("the", "team", "official", "desk", "site", "account", "staff", "our", "your", "real"),
            *("reporter", "journalist", "correspondent", "columnist", "writer", "press office"),
            *("journaliste", "Reporterin", "Journalistin", "Korrespondent", "Korrespondentin"),
            *("periodista", "gazeteci", "muhabir", "news", "media", "verified"),
        ),
    )
)
"""What says of a name that it is the newsroom's, without being one."""


def reserved(name: str, names: tuple[str, ...]) -> str | None:
    """The role, or the one of `names`, that a reader could be taken for; None for neither."""
    bare = _bare(name)
    for candidate in dict.fromkeys((name, bare)):
        found = imitates(candidate, names, _beside()) or _role(candidate)
        if found:
            return found
    return None


def person_in(name: str) -> str:
    """The name with Latin letters for what looks like them, and without roles around it."""
    words = [word for word in in_latin(name).split() if not _is_around(word)]
    return " ".join(words) or name


def _is_around(word: str) -> bool:
    return skeleton(word) in _AROUND or _role(word) is not None


def _role(name: str) -> str | None:
    whole = skeleton(name)
    # `Mo D.` is somebody's name.
    if len(whole) < _SHORT and len(name.split()) > 1:
        return None
    return _roles().get(whole)


@functools.cache
def _beside() -> frozenset[str]:
    return _AROUND | _roles().keys()


@functools.cache
def _roles() -> dict[str, str]:
    return {skeleton(role): role for role in ROLES}


def _bare(name: str) -> str:
    """The name without what is put around one to make it sound official, and without numbers."""
    words = [word for word in name.split() if skeleton(word) not in _AROUND]
    return " ".join(words).rstrip("0123456789 ,") or name

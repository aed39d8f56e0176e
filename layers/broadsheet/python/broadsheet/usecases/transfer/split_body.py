"""A body that is longer than one article may have, in several that lead from one to the next."""

import re

_FENCE = re.compile(r"`{3,}|~{3,}")


def split_body(body: str, most: int) -> list[str]:
    """Its blocks in parts of at most `most` bytes; one part alone where a block has more itself."""
    parts: list[list[str]] = [[]]
    size = 0
    for block in _blocks(body):
        length = len(block.encode()) + 2
        if length > most:
            return [body]
        if size + length > most:
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += length
    return ["\n\n".join(part) for part in parts]


def _blocks(body: str) -> list[str]:
    """What blank lines part, but for those within code."""
    blocks: list[str] = []
    fence = ""
    for piece in body.split("\n\n"):
        if fence:
            blocks[-1] += f"\n\n{piece}"
        else:
            blocks.append(piece)
        for line in piece.split("\n"):
            found = _FENCE.match(line)
            if fence and line.strip() == fence:
                fence = ""
            elif not fence and found:
                fence = found[0]
    return blocks

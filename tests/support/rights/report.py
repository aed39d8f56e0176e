"""`make rights`: the roles as a table in the documentation, and what each right is worth.

What the last run of the whole suite saw is in pytest's cache. Every right of every role is thought
away in turn: the calls that the suite made would then be denied, and it would be red.
"""

import json
import sys
from pathlib import Path

from tests.support.rights import breaking, policy
from tests.support.rights.comparison import by_the_services, unneeded
from tests.support.rights.ledger import Ledger
from tests.support.rights.policy import Statement

SEEN = Path(__file__).parents[3] / ".pytest_cache/v/broadsheet/rights"
PAGE = Path(__file__).parents[3] / "docs/rights.md"
_VERBS = {
    "read": ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"),
    "written": ("dynamodb:PutItem",),
    "removed": ("dynamodb:DeleteItem",),
    "counted": ("dynamodb:UpdateItem",),
}
_HEAD = """# Who may what

Made from `template.yaml` by `make rights`, and compared with it by a test. A family is what the
partition keys of one kind of record begin with: see [the table](architecture.md#the-table).
Each role also writes its own log. What Lambda does in a role's name, reading a queue or a stream,
is left out.

Why so: [rights are what the code does](decisions/0035-rights-are-what-the-code-does.md).

| function | reads | writes | removes | counts up | beside the table |
|---|---|---|---|---|---|
"""


def page() -> str:
    """`docs/rights.md`, as the template is now."""
    return _HEAD + "".join(f"{_row(folder)}\n" for folder in policy.logical_ids())


def _row(folder: str) -> str:
    function = policy.logical_ids()[folder]
    allowed = [s for s in policy.statements(function) if s.effect == "Allow"]
    cells = [_families(allowed, actions) for actions in _VERBS.values()]
    return f"| `{folder}` | {' | '.join(cells)} | {_beside(function, allowed)} |"


def _families(allowed: list[Statement], actions: tuple[str, ...]) -> str:
    # One right to read may have a family that another has as well.
    found = dict.fromkeys(
        f"`{value}`"
        for statement in allowed
        if set(statement.actions) & set(actions)
        for _, _, values in statement.conditions or (("", "", ("*",)),)
        for value in values
    )
    return " ".join(found)


def _beside(function: str, allowed: list[Statement]) -> str:
    return "; ".join(
        f"{action} on `{resource}`"
        for statement in allowed
        for action in statement.actions
        for resource in statement.resources
        if resource != "Table" and (action, resource) not in by_the_services(function)
    )


def main() -> None:
    """Renew the page, and print what was seen and what each right is worth."""
    PAGE.write_text(page(), "utf-8")
    if not SEEN.exists():
        sys.exit("the rights are in docs/rights.md; what each is worth is known after make test")
    ledger = Ledger()
    ledger.load(json.loads(SEEN.read_text("utf-8")))
    if sys.argv[1:] == ["break"]:
        sys.exit(breaking.break_each(ledger))
    print(f"{len(ledger.entries)} rights needed, by {len(policy.logical_ids())} functions")
    print(f"calls without a right: {len(denied(ledger))}")
    print(f"rights without a call: {len(unneeded(ledger))}")
    rights = list(breaking.without_one())
    spare = [right for right in rights if not breaking.is_missed(ledger, *right)]
    print(f"one action less, each in turn: {len(rights) - len(spare)} of {len(rights)} times red")
    for function, statement, action in spare:
        print(f"not missed: {function} {action} on {', '.join(statement.resources)}")


def denied(ledger: Ledger) -> list[str]:
    """What was needed and is not allowed."""
    return [str(e) for e, need in ledger.entries.items() if not policy.is_allowed(e.function, need)]


if __name__ == "__main__":
    main()

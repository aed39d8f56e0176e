"""The other direction: what a role allows that no call needed."""

from collections.abc import Iterator

from tests.support.rights import policy
from tests.support.rights.ledger import Ledger
from tests.support.rights.policy import Statement

BY_THE_SERVICES = {
    "SQS": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "DynamoDB": ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
    "OnFailure": ("sqs:SendMessage",),
    "Logs": ("logs:CreateLogStream", "logs:PutLogEvents"),
}
"""What Lambda does in a function's name, where the template has such an event source or setting.

Source: AWS Lambda Developer Guide, permissions of event source mappings and execution roles.
"""


def unneeded(ledger: Ledger) -> list[str]:
    """Each right of each function that nothing needed, as a line."""
    return [
        line
        for function in policy.functions()
        for statement in policy.statements(function)
        if statement.effect == "Allow"
        for line in _unneeded(function, statement, ledger)
    ]


def _unneeded(function: str, statement: Statement, ledger: Ledger) -> Iterator[str]:
    for part in _parts(statement):
        action, resource = part.actions[0], part.resources[0]
        if (action, resource) in by_the_services(function):
            continue
        needs = [n for e, n in ledger.entries.items() if e.function == function]
        if not any(policy.applies(part, need) for need in needs):
            values = [value for _, _, found in part.conditions for value in found]
            yield " ".join([function, action, resource, *values])


def _parts(statement: Statement) -> Iterator[Statement]:
    """A statement for each right that it gives, each of which somebody has to need.

    Reads of the table are given together: every action, and every family, has to be needed.
    """
    keyed = [c for c in statement.conditions if c[1] == "dynamodb:LeadingKeys"]
    if _READS.issuperset(statement.actions):
        yield from (statement._replace(actions=(action,)) for action in statement.actions)
        yield from (_with_key(statement, key) for key in _keys(keyed))
        return
    for action in statement.actions:
        for resource in statement.resources:
            one = statement._replace(actions=(action,), resources=(resource,))
            yield from (_with_key(one, key) for key in _keys(keyed)) if keyed else [one]


_READS = frozenset({"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"})


def _keys(keyed: list[tuple[str, str, tuple[str, ...]]]) -> Iterator[str]:
    return (value for _, _, values in keyed for value in values)


def _with_key(statement: Statement, key: str) -> Statement:
    only = ("ForAllValues:StringLike", "dynamodb:LeadingKeys", (key,))
    return statement._replace(conditions=(only,))


def by_the_services(function: str) -> set[tuple[str, str]]:
    """Actions and resources that Lambda uses itself, as the template's event sources say."""
    properties = policy.properties(function)
    found = {(action, policy.log_group(function)) for action in BY_THE_SERVICES["Logs"]}
    for source in properties.get("Events", {}).values():
        told = source["Properties"]
        for at in ("Queue", "Stream"):
            if at in told:
                where = policy.name_of(told[at])
                found |= {(action, where) for action in BY_THE_SERVICES[source["Type"]]}
        if "Stream" in told:
            found.add(("dynamodb:ListStreams", f"{policy.name_of(told['Stream'])}/*"))
        if "DestinationConfig" in told:
            target = policy.name_of(told["DestinationConfig"]["OnFailure"]["Destination"])
            found |= {(action, target) for action in BY_THE_SERVICES["OnFailure"]}
    return found

"""Messages and changes as Lambda delivers them."""

from tests.support.lambdas import Event


def once_more(message: Event) -> Event:
    """As it is delivered the next time."""
    attributes = message["attributes"]
    times = str(int(attributes["ApproximateReceiveCount"]) + 1)
    return {**message, "attributes": {**attributes, "ApproximateReceiveCount": times}}


def types_of(record: Event) -> set[str]:
    """What kind of record changed."""
    body = record["dynamodb"]
    images = [body[image] for image in ("NewImage", "OldImage") if image in body]
    # moto gives an item that an update has created an older self, of nothing but its key.
    return {image["type"]["S"] for image in images if "type" in image}

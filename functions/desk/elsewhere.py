"""What another function answers, where its address was typed with a slash at the end."""

from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.shared.errors import NotFound
from broadsheet.domain.shared.sentence import sentence

PEOPLE = "/desk/people"


def _people(desk: DeskRequest) -> Answer:
    if not desk.path.endswith("/"):
        # Or a gateway that leads it here would be asked again and again.
        raise NotFound(sentence("There is no such page at the desk."))
    return see(PEOPLE)


ROUTES: dict[str, DeskEndpoint] = {f"GET {PEOPLE}": _people}

"""Whom a story can be given to at the desk: anybody who has an account and a role."""

from broadsheet.domain.articles.article import Article, Colleague
from broadsheet.domain.people.staff import State, is_user
from broadsheet.domain.shared.principal import Principal, subject_of
from broadsheet.usecases.articles.ports import Colleagues
from broadsheet.usecases.people.ports import Staff


class TheStaff:
    """Implements `Colleagues`: who is near to the story is known, the user pool knows the others.

    It is asked for one of them when a story is given away, and never for a page.
    """

    def __init__(self, near: Colleagues, staff: Staff) -> None:
        self._near, self._staff = near, staff

    def for_story(self, who: Principal, article: Article) -> tuple[Colleague, ...]:
        """See `Colleagues`."""
        return self._near.for_story(who, article)

    def find(self, person: str) -> Colleague | None:
        """See `Colleagues`."""
        if not is_user(person):
            return None
        found = self._staff.named(person) or self._staff.one(subject_of(person) or person)
        if found is None or found.state is State.DISABLED or found.role is None:
            return None
        return Colleague(found.id, found.user) if person in (found.id, found.user) else None

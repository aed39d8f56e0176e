"""The staff's accounts, for editors. Each change is a line in the log."""

from typing import Any

from broadsheet import bootstrap
from broadsheet.adapters.aws.observability import logger
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.account_words import in_words
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.people.staff import Member
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.sentence import Sentence, sentence
from broadsheet.usecases.people import manage_staff
from broadsheet.usecases.people.manage_staff import Invited, Personnel

PATH = "/desk/people"


def _list(desk: DeskRequest) -> Answer:
    asked = desk.only("begins", "further")
    begins, further = asked.get("begins", "").strip(), asked.get("further", "")
    found = manage_staff.list_staff(_of(), desk.who, begins, further)
    told: dict[str, Any] = {"members": found.members, "further": found.further, "begins": begins}
    return bootstrap.desk().page(desk, "people.html", **told)


def _new(desk: DeskRequest) -> Answer:
    desk.only()
    desk.who.must_be_editor()
    told: dict[str, Any] = {"user": "", "email": "", "role": "", "wrong": {}}
    return bootstrap.desk().page(desk, "people_invite.html", **told)


def _invite(desk: DeskRequest) -> Answer:
    user, email = desk.form.text("user").strip(), desk.form.text("email").strip()
    role = desk.form.text("role")
    try:
        invited = manage_staff.invite(_of(), desk.to_use_case(), user, email, role)
    except Invalid as error:
        told = {"wrong": in_words(error.errors), "user": user, "email": email, "role": role}
        return bootstrap.desk().page(desk, "people_invite.html", status=422, **told)
    _noted(desk, "invited", invited.member)
    return _told_once(desk, invited)


def _one(desk: DeskRequest) -> Answer:
    desk.only()
    return _person(desk)


def _role(desk: DeskRequest) -> Answer:
    given = manage_staff.set_role(_of(), desk.to_use_case(), _id(desk), desk.form.text("role"))
    return _done(desk, "role", given, sentence("{user} has another role."))


def _disable(desk: DeskRequest) -> Answer:
    member = manage_staff.disable(_of(), desk.to_use_case(), _id(desk))
    return _done(
        desk, "disabled", member, sentence("{user} is signed out, and cannot sign in any more.")
    )


def _enable(desk: DeskRequest) -> Answer:
    member = manage_staff.enable(_of(), desk.to_use_case(), _id(desk))
    return _done(desk, "enabled", member, sentence("{user} can sign in again."))


def _password(desk: DeskRequest) -> Answer:
    given = manage_staff.give_temporary_password(_of(), desk.to_use_case(), _id(desk))
    _noted(desk, "temporary password", given.member)
    return _told_once(desk, given)


def _authenticator(desk: DeskRequest) -> Answer:
    member = manage_staff.forget_authenticator(_of(), desk.to_use_case(), _id(desk))
    said = sentence("{user} sets another authenticator up when they sign in next.")
    return _done(desk, "authenticator forgotten", member, said)


def _email(desk: DeskRequest) -> Answer:
    email = desk.form.text("email").strip()
    try:
        member = manage_staff.set_email(_of(), desk.to_use_case(), _id(desk), email)
    except Invalid as error:
        return _person(desk, error, email)
    return _done(
        desk, "address", member, sentence("A code is sent there if {user} forgets the password.")
    )


def _person(desk: DeskRequest, wrong: Invalid | None = None, email: str = "") -> Answer:
    member = manage_staff.read_member(_of(), desk.who, _id(desk))
    told: dict[str, Any] = {"member": member, "is_oneself": member.id == desk.who.id}
    told |= (
        {"wrong": in_words(wrong.errors), "email": email}
        if wrong
        else {"wrong": {}, "email": member.email}
    )
    return bootstrap.desk().page(desk, "person.html", status=422 if wrong else 200, **told)


def _told_once(desk: DeskRequest, invited: Invited) -> Answer:
    """On the page that answers the form, and nowhere else: it is not even in a cookie."""
    told: dict[str, Any] = {"member": invited.member, "password": invited.password}
    return bootstrap.desk().page(desk, "people_invited.html", **told)


def _done(desk: DeskRequest, what: str, member: Member, said: Sentence) -> Answer:
    _noted(desk, what, member)
    return see(f"{PATH}/{member.subject}", said.of(user=member.user))


def _noted(desk: DeskRequest, what: str, member: Member) -> None:
    """Who did what to whose account: ids, and no name or address."""
    logger().info("account", extra={"did": what, "whose": member.id, "by": desk.who.id})


def _of() -> Personnel:
    return Personnel(bootstrap.services(), bootstrap.staff(), bootstrap.staff_pool())


def _id(desk: DeskRequest) -> str:
    return desk.parameter("id")


ROUTES: dict[str, DeskEndpoint] = {
    f"GET {PATH}": _list,
    f"GET {PATH}/invite": _new,
    f"POST {PATH}/invite": _invite,
    f"GET {PATH}/{{id}}": _one,
    f"POST {PATH}/{{id}}/role": _role,
    f"POST {PATH}/{{id}}/disable": _disable,
    f"POST {PATH}/{{id}}/enable": _enable,
    f"POST {PATH}/{{id}}/password": _password,
    f"POST {PATH}/{{id}}/authenticator": _authenticator,
    f"POST {PATH}/{{id}}/email": _email,
}

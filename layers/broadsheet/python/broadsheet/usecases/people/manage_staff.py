"""Accounts of the staff, in the hands of editors: invited, given roles, disabled, helped."""

import secrets
from typing import NamedTuple

from broadsheet.domain.people.staff import Member, email_of, is_user
from broadsheet.domain.shared.errors import Conflict, FieldError, Invalid, NotFound
from broadsheet.domain.shared.principal import Principal, Role
from broadsheet.domain.shared.sentence import Sentence, for_programs, sentence
from broadsheet.usecases.people.end_sessions import end_all
from broadsheet.usecases.people.ports import Members, Staff, StaffPool
from broadsheet.usecases.shared.committing import Request
from broadsheet.usecases.shared.services import Services

PAGE = 20
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when it is read out."""
_GROUPS, _GROUP = 4, 5


class Personnel(NamedTuple):
    """What is needed to change somebody's account."""

    services: Services
    staff: Staff
    pool: StaffPool


class Invited(NamedTuple):
    """Somebody's account, and the temporary password, which nobody is told again.

    Without one it was sent to their address.
    """

    member: Member
    password: str = ""


def list_staff(of: Personnel, who: Principal, begins: str = "", further: str = "") -> Members:
    """A page of them. Raises Forbidden but for editors."""
    who.must_be_editor()
    if begins and not is_user(begins):
        return Members((), "")
    return of.staff.some(limit=PAGE, begins=begins, further=further)


def read_member(of: Personnel, who: Principal, subject: str) -> Member:
    """Somebody's account. Raises NotFound, and Forbidden but for editors."""
    who.must_be_editor()
    found = of.staff.one(subject)
    if found is None:
        raise NotFound(sentence("There is nobody of that id."))
    return found


def invite(of: Personnel, request: Request, user: str, email: str, role: str) -> Invited:
    """An account with a role. Raises Invalid that names every wrong field."""
    request.who.must_be_editor()
    wrong = []
    if not is_user(user):
        wrong.append(FieldError("/user", "bad_user", for_programs("is a name without spaces")))
    address = email_of(email) if email else ""
    if address is None:
        wrong.append(
            FieldError(
                "/email", "bad_email", for_programs("is no address that mail can be sent to")
            )
        )
    if role not in tuple(Role):
        wrong.append(FieldError("/role", "bad_role", sentence("is none of the roles")))
    if wrong:
        raise Invalid(wrong)
    password = "" if address else temporary_password()
    member = of.staff.invite(user, email=address or "", temporary=password)
    of.staff.grant(member.subject, Role(role))
    return Invited(member, password)


def set_role(of: Personnel, request: Request, subject: str, role: str) -> Member:
    """One role in place of what they had; none where `role` is empty.

    Who loses one is signed out, so that it counts at once; so is who has it already, as whoever
    asked before may have been told that this failed. Raises Conflict for one's own: there is
    always an editor.
    """
    member = read_member(of, request.who, subject)
    _must_not_be_oneself(request, member, sentence("Your own role is another editor's to change."))
    if role and role not in tuple(Role):
        raise Invalid([FieldError("/role", "bad_role", sentence("is none of the roles"))])
    lost = [one for one in Role if one in member.roles and one != role]
    is_new = bool(role) and role not in member.roles
    if is_new:
        of.staff.grant(subject, Role(role))
    for one in lost:
        of.staff.withdraw(subject, one)
    if lost or not is_new:
        end_all(of.services, of.pool, request, member.id)
    return member


def disable(of: Personnel, request: Request, subject: str) -> Member:
    """They are out at once, and cannot sign in. Raises Conflict for oneself."""
    member = read_member(of, request.who, subject)
    _must_not_be_oneself(
        request, member, sentence("Your own account is another editor's to disable.")
    )
    # First, so that nobody signs in between.
    of.staff.disable(subject)
    end_all(of.services, of.pool, request, member.id)
    return member


def enable(of: Personnel, request: Request, subject: str) -> Member:
    """They can sign in again, with the password and the role that they had."""
    member = read_member(of, request.who, subject)
    of.staff.enable(subject)
    return member


def give_temporary_password(of: Personnel, request: Request, subject: str) -> Invited:
    """For somebody who has lost theirs; their sessions end. Nobody is told it again."""
    member = read_member(of, request.who, subject)
    _must_not_be_oneself(
        request, member, sentence("Change your own password on the page of your account.")
    )
    password = temporary_password()
    of.staff.set_temporary(subject, password)
    end_all(of.services, of.pool, request, member.id)
    return Invited(member, password)


def forget_authenticator(of: Personnel, request: Request, subject: str) -> Member:
    """For somebody who has lost theirs: the next sign-in sets another up; their sessions end."""
    member = read_member(of, request.who, subject)
    _must_not_be_oneself(request, member, sentence("Set your own up on the page of your account."))
    of.staff.forget_authenticator(subject)
    end_all(of.services, of.pool, request, member.id)
    return member


def set_email(of: Personnel, request: Request, subject: str, email: str) -> Member:
    """Where they are sent a code if they forget their password. Raises Invalid for no address."""
    member = read_member(of, request.who, subject)
    address = email_of(email)
    if address is None:
        wrong = FieldError(
            "/email", "bad_email", for_programs("is no address that mail can be sent to")
        )
        raise Invalid([wrong])
    of.staff.set_email(subject, address)
    return member


def temporary_password() -> str:
    """Nearly a hundred bits, in groups that can be read out."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _must_not_be_oneself(request: Request, member: Member, said: Sentence) -> None:
    if member.id == request.who.id:
        raise Conflict(said)

"""For the functions of the newsroom, and above all its desk."""
# ruff: noqa: PLC0415 - what a cold start of one function does not need is not imported for it

import functools
from typing import TYPE_CHECKING, Any

from broadsheet.adapters.aws.clients import client
from broadsheet.bootstrap.for_pages import pictures
from broadsheet.bootstrap.shared import reads, services, settings_of, site, table_named
from broadsheet.settings import DeskSettings, EditSettings, ReadbackSettings

if TYPE_CHECKING:
    from broadsheet.adapters.http.desk.answers import Desk
    from broadsheet.adapters.jinja.previews import Previews
    from broadsheet.usecases.articles.ports import Colleagues
    from broadsheet.usecases.desk.ports import SignIn
    from broadsheet.usecases.desk.receipt import Receipts
    from broadsheet.usecases.desk.sign_in import Door
    from broadsheet.usecases.desk.system import Looks
    from broadsheet.usecases.people.ports import Staff, StaffPool


def colleagues() -> "Colleagues":
    """Whom a story can be given to."""
    from broadsheet.usecases.articles.assign_article import WhoWorkedOnIt

    return WhoWorkedOnIt(reads())


def everybody_here() -> "Colleagues":
    """For `desk`: the same, and whoever else has an account."""
    from broadsheet.usecases.desk.colleagues import TheStaff

    return TheStaff(colleagues(), staff())


@functools.cache
def staff_pool() -> "StaffPool":
    """For functions that end sessions: who may stay signed in."""
    from broadsheet.adapters.aws.cognito_staff_pool import CognitoStaffPool

    return CognitoStaffPool(_cognito(), settings_of(EditSettings).user_pool_id)


@functools.cache
def staff() -> "Staff":
    """For `desk`: the accounts of the user pool."""
    from broadsheet.adapters.aws.cognito_staff import THREADS, CognitoStaff

    cognito = client("cognito-idp", max_pool_connections=THREADS)
    return CognitoStaff(cognito, settings_of(EditSettings).user_pool_id)


@functools.cache
def _cognito() -> Any:
    return client("cognito-idp")


@functools.cache
def desk() -> "Desk":
    """For `desk`: what makes its pages."""
    from broadsheet.adapters.http.desk.answers import Desk

    return Desk(site())


@functools.cache
def uploading_desk() -> "Desk":
    """The same for pages that send files: those go straight to where pictures are kept."""
    from broadsheet.adapters.http.desk.answers import Desk

    return Desk(site(), pictures().origin())


@functools.cache
def desk_door() -> "Door":
    """For `desk`: how one signs in there."""
    from broadsheet.adapters.aes_seal import AesSeal
    from broadsheet.adapters.passwords import weakness
    from broadsheet.usecases.desk.sign_in import Door

    about = (site().title, site().url)
    pool, seal = desk_sign_in(), AesSeal()
    return Door(services=services(), pool=pool, seal=seal, weakness=weakness, about=about)


@functools.cache
def desk_sign_in() -> "SignIn":
    """For `desk`: the user pool, as its own app client asks it."""
    from broadsheet.adapters.aws.cognito_sign_in import CognitoSignIn
    from broadsheet.adapters.http.signed_in import principal_of

    settings = settings_of(DeskSettings)
    pool, own = settings.user_pool_id, settings.desk_client_id
    return CognitoSignIn(_cognito(), pool, own, principal_of)


@functools.cache
def system_figures() -> "Looks":
    """For `desk`: what fails, what waits and what rings."""
    from broadsheet.adapters.aws.system_figures import LOST_AFTER, SystemFigures

    told = settings_of(DeskSettings)
    dead = {
        "page": told.dead_pages_url,
        "change": told.dead_changes_url,
        "comment": told.dead_comments_url,
        "picture": told.dead_uploads_url,
        "mail": told.dead_mails_url,
        "embed": told.dead_embeds_url,
    }
    queues = {
        "page": told.render_queue_url,
        "picture": told.uploads_url,
        "mail": told.mail_queue_url,
    }
    watch, sqs = client("cloudwatch", **LOST_AFTER), client("sqs", **LOST_AFTER)
    return SystemFigures(watch, sqs, told.stack_name, dead, queues)


_ADDRESSES = 4
"""Under which the site is known to one process. Who asks past the edge may name any."""


@functools.lru_cache(_ADDRESSES)
def previews(site_url: str) -> "Previews":
    """For `desk`: pages as they will stand at this address."""
    import msgspec

    from broadsheet.adapters.jinja.previews import Previews

    return Previews(msgspec.structs.replace(site(), url=site_url))


_AT_ONCE = 8
"""Pages that are read back at once. A client has ten connections."""


@functools.lru_cache(_ADDRESSES)
def receipts(site_url: str) -> "Receipts":
    """For whoever reads pages back: the site as `render_pages` knows it, at this address."""
    from concurrent.futures import ThreadPoolExecutor

    import msgspec

    from broadsheet.adapters.aws.s3_site_reading import S3SiteReading
    from broadsheet.adapters.clock import now
    from broadsheet.adapters.jinja.renderer import JinjaRenderer
    from broadsheet.usecases.desk.receipt import Receipts
    from broadsheet.usecases.site.page_views import page_views

    settings = settings_of(ReadbackSettings)
    site = msgspec.structs.replace(settings.site(), url=site_url)
    renderer, reads = JinjaRenderer(site), table_named(settings.table_name)
    return Receipts(
        reads=reads,
        views=page_views(reads, site.sections, renderer.fixed_files(), site.opinion),
        renderer=renderer,
        files=S3SiteReading(client("s3"), settings.site_bucket),
        clock=now,
        at_once=ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pages").map,
        podcasts=settings.podcasts,
    )

"""What is looked at before a deployment, a topic each. Each says what to do about what it finds."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from broadsheet.domain.articles.hours import zone_called
from operate import template
from operate.roll_back import standing
from operate.samconfig import Environment
from operate.stack import Clients

UNRESERVED = 100
"""What an account must keep: Lambda Developer Guide, 'Configuring reserved concurrency'."""
_FEW = 100
"""Copies of functions below which a busy site is throttled: a new account has 10."""
_CERTIFICATES = "us-east-1"
"""Where CloudFront looks: 'Requirements for using SSL/TLS certificates with CloudFront'."""
_QUOTAS = {"cache policies": 20, "response headers policies": 20}
"""Of an account, by default, of our own making: CloudFront Developer Guide, 'Quotas'."""
_MADE = {"cache policies": 2, "response headers policies": 1}
"""By one stack."""
_SAM_BUCKET = "aws-sam-cli-managed-default"


class Finding(NamedTuple):
    """What is wrong, and what to do; `stops` where a deployment would fail of it."""

    what: str
    remedy: str
    stops: bool = True


class Look(NamedTuple):
    """What checks are given: the environment, the stack as it is, and what it was deployed with.

    `parameters` are those of the next deployment.
    """

    place: Environment
    clients: Clients
    stack: dict[str, Any] | None
    before: dict[str, str]
    parameters: dict[str, str]


def state_of_the_stack(look: Look) -> Iterator[Finding]:
    """Whether CloudFormation would begin at all."""
    status = look.stack["StackStatus"] if look.stack else ""
    name = look.place.stack
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"):
        yield Finding(
            f"{name} is {status}: its first deployment failed",
            f"aws cloudformation delete-stack --stack-name {name}; its events say why it failed",
        )
    elif status == "UPDATE_ROLLBACK_FAILED":
        remedy = f"aws cloudformation continue-update-rollback --stack-name {name}"
        yield Finding(f"{name} is {status}", remedy)
    elif status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        remedy = f"aws cloudformation wait stack-update-complete --stack-name {name}"
        yield Finding(f"{name} is being changed by somebody else: {status}", remedy)


def parameters(look: Look) -> Iterator[Finding]:
    """Whether the template has each that is given, and takes its value: SAM passes over others."""
    known = template.read()["Parameters"]
    for name, value in look.place.parameters.items():
        where = f"parameter_overrides of {look.place.name}"
        if name not in known:
            near = get_close_matches(name, known, 1)
            remedy = f"in {where}, {near[0]} may be meant" if near else f"take it out of {where}"
            yield Finding(f"the template has no parameter {name}", remedy)
        elif name != "CertificateArn" and (wrong := _wrong_value(known[name], value)):
            yield Finding(f"{name} cannot be {value!r}", f"in {where}, it {wrong}")


def _wrong_value(parameter: dict[str, Any], value: str) -> str:
    allowed = [str(one) for one in parameter.get("AllowedValues", [])]
    if allowed and value not in allowed:
        return f"must be one of {', '.join(allowed)}"
    pattern = parameter.get("AllowedPattern")
    return f"must match {pattern}" if pattern and not re.fullmatch(pattern, value) else ""


def concurrency(look: Look) -> Iterator[Finding]:
    """Whether the account has as many copies of functions as are reserved, and enough at all."""
    limits = look.clients("lambda").get_account_settings()["AccountLimit"]
    free, most = limits["UnreservedConcurrentExecutions"], limits["ConcurrentExecutions"]
    # What is reserved already is this stack's own, and not among those that are free.
    reserves = look.parameters["ReserveConcurrency"] == "on"
    is_new = look.before.get("ReserveConcurrency") != "on"
    wanted = template.reserved()
    raise_it = "ask for more: Service Quotas, AWS Lambda, Concurrent executions (L-B99A9384)"
    if reserves and is_new and free - wanted < UNRESERVED:
        yield Finding(
            f"ReserveConcurrency=on reserves {wanted} copies of functions; of {free} that are not "
            f"reserved {UNRESERVED} must stay",
            f"ReserveConcurrency=off, or {raise_it}",
        )
    elif most < _FEW:
        what = f"this account may run {most} copies of functions at once, of all stacks together"
        yield Finding(what, raise_it, stops=False)


def certificate(look: Look) -> Iterator[Finding]:
    """Whether there is one for the domain, issued, where CloudFront looks for it."""
    domain, arn = look.parameters["Domain"], look.parameters["CertificateArn"]
    if bool(domain) != bool(arn):
        yield Finding("Domain and CertificateArn need each other", "give both, or neither")
    if not arn or f":acm:{_CERTIFICATES}:" not in arn:
        if arn:
            what = f"CertificateArn is not of {_CERTIFICATES}: CloudFront knows no other region"
            yield Finding(what, f"aws acm request-certificate --region {_CERTIFICATES} …")
        return
    acm = look.clients("acm", region_name=_CERTIFICATES)
    try:
        told = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    except acm.exceptions.ResourceNotFoundException:
        yield Finding(
            f"there is no certificate {arn}", "aws acm list-certificates names those there are"
        )
        return
    if told["Status"] != "ISSUED":
        remedy = "put its CNAME record into the domain's DNS, and wait for ISSUED"
        yield Finding(f"the certificate is {told['Status']}", remedy)
    names = {told.get("DomainName", ""), *told.get("SubjectAlternativeNames", [])}
    if domain and not any(_covers(name, domain) for name in names):
        what = f"the certificate is for {', '.join(sorted(names))}, not for {domain}"
        yield Finding(what, f"request one for {domain}")


def _covers(name: str, domain: str) -> bool:
    """A star stands for one label (RFC 6125, 6.4.3)."""
    return name == domain or (name.startswith("*.") and name[1:] == f".{domain.partition('.')[2]}")


def domain(look: Look) -> Iterator[Finding]:
    """Whether another distribution of the account has the domain already."""
    wanted = look.parameters["Domain"]
    if not wanted:
        return
    own = _outputs(look).get("DistributionId")
    pages = look.clients("cloudfront").get_paginator("list_distributions").paginate()
    for page in pages:
        for one in page["DistributionList"].get("Items", []):
            if one["Id"] != own and wanted in one["Aliases"].get("Items", []):
                remedy = "take it from that one first, or leave Domain empty until it may move"
                yield Finding(f"{wanted} is an alias of distribution {one['Id']}", remedy)


def sender_of_mail(look: Look) -> Iterator[Finding]:
    """Whether SES would take mails from MailFrom, to anybody."""
    sender = look.parameters["MailFrom"]
    if not sender:
        return
    ses = look.clients("sesv2")
    host = sender.partition("@")[2]
    if not any(_is_verified(ses, identity) for identity in (sender, host)):
        what = f"SES has not verified {sender}, nor its domain, in this region"
        remedy = f"aws sesv2 create-email-identity --email-identity {host}, and its DNS records"
        yield Finding(what, remedy, stops=False)
    account = ses.get_account()
    if not account.get("ProductionAccessEnabled"):
        what = "SES is in its sandbox: mails reach none but addresses that were verified"
        remedy = "aws sesv2 put-account-details --production-access-enabled …; it takes a day"
        yield Finding(what, remedy, stops=False)
    if not account.get("SendingEnabled", True):
        remedy = "aws sesv2 get-account says why; write to AWS Support"
        yield Finding("SES has stopped this account's mails", remedy, stops=False)


def _is_verified(ses: Any, identity: str) -> bool:
    try:
        told = ses.get_email_identity(EmailIdentity=identity)
    except ses.exceptions.NotFoundException:
        return False
    return bool(told.get("VerifiedForSendingStatus"))


def clock_of_the_newsroom(look: Look) -> Iterator[Finding]:
    """Whether there is the time zone that goes before that of the site's file."""
    zone = look.parameters["SiteTimeZone"]
    if zone and zone_called(zone) is None:
        what = f"SiteTimeZone: there is no {zone!r} among the IANA time zones"
        yield Finding(what, "no page could be made: give one such as Europe/Istanbul, or nothing")


def key_of_the_spam_service(look: Look) -> Iterator[Finding]:
    """Whether the parameter that is to hold it is there, and sealed."""
    name = look.parameters["SpamServiceKeyParameter"]
    if not name:
        return
    ssm = look.clients("ssm")
    remedy = f"aws ssm put-parameter --type SecureString --name {name} --value KEY"
    try:
        told = ssm.get_parameter(Name=name)["Parameter"]
    except ssm.exceptions.ParameterNotFound:
        yield Finding(f"there is no parameter {name} in this region", remedy, stops=False)
        return
    if told["Type"] != "SecureString":
        yield Finding(f"{name} is a {told['Type']}, readable by many", remedy, stops=False)


def bucket_for_artifacts(look: Look) -> Iterator[Finding]:
    """Whether SAM can put there what it built."""
    if look.place.bucket:
        try:
            look.clients("s3").head_bucket(Bucket=look.place.bucket)
        except ClientError as error:
            what = f"bucket {look.place.bucket}: {error.response['Error']['Code']}"
            yield Finding(what, "take s3_bucket out of samconfig.toml: resolve_s3 = true makes one")
        return
    pages = look.clients("cloudformation").get_paginator("list_stacks").paginate()
    found = [s for page in pages for s in page["StackSummaries"] if s["StackName"] == _SAM_BUCKET]
    for one in found:
        if "FAILED" in one["StackStatus"] or one["StackStatus"] == "ROLLBACK_COMPLETE":
            remedy = f"aws cloudformation delete-stack --stack-name {_SAM_BUCKET}"
            yield Finding(f"SAM's own stack is {one['StackStatus']}", remedy)


def quotas(look: Look) -> Iterator[Finding]:
    """Whether the account has room for what a new stack makes of what is scarce."""
    if look.stack:
        return
    cloudfront = look.clients("cloudfront")
    there = {
        "cache policies": cloudfront.list_cache_policies(Type="custom")["CachePolicyList"],
        "response headers policies": cloudfront.list_response_headers_policies(Type="custom")[
            "ResponseHeadersPolicyList"
        ],
    }
    for name, told in there.items():
        if told["Quantity"] + _MADE[name] > _QUOTAS[name]:
            what = (
                f"the account has {told['Quantity']} {name}; by default it may have {_QUOTAS[name]}"
            )
            yield Finding(what, "ask for more: Service Quotas, Amazon CloudFront", stops=False)


def what_leads_to_the_functions(look: Look) -> Iterator[Finding]:
    """Whether a roll back by hand was left as it is: CloudFormation does not know of it."""
    if not look.stack:
        return
    behind = [one for one in standing(look.place.stack, look.clients) if one.is_behind]
    if behind:
        what = f"{len(behind)} functions were rolled back by hand; CodeDeploy may refuse to go on"
        yield Finding(what, f"make roll-back STACK={look.place.stack} ARGS=--undo", stops=False)


def _outputs(look: Look) -> dict[str, str]:
    told = (look.stack or {}).get("Outputs", [])
    return {one["OutputKey"]: one["OutputValue"] for one in told}


CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    state_of_the_stack,
    parameters,
    concurrency,
    certificate,
    domain,
    sender_of_mail,
    clock_of_the_newsroom,
    key_of_the_spam_service,
    bucket_for_artifacts,
    quotas,
    what_leads_to_the_functions,
)

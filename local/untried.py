"""What of the template no run on one machine tries, each with what checks it instead."""

from typing import NamedTuple


class Untried(NamedTuple):
    """A condition of the template that is never so on one machine, with all that hangs on it."""

    why: str
    checks: tuple[str, ...]


_LINT = "make lint-template"
UNTRIED = {
    "HasDomain": Untried(
        "there is no certificate",
        (_LINT, "stack/test_reached.py::test_tls_is_no_older_than_1_2_where_this_stack_decides"),
    ),
    "HasAccessLog": Untried(
        "the front logs what it is asked",
        (
            _LINT,
            "stack/test_reached.py::"
            "test_a_firewall_and_a_log_of_the_edge_are_there_only_where_they_were_asked_for",
        ),
    ),
    "HasBackup": Untried(
        "there is no other place, and MiniStack knows no selection of what is backed up",
        (
            _LINT,
            "stack/test_backups.py::"
            "test_what_nothing_could_make_again_is_backed_up_and_nothing_is_kept_longer_than_it",
            "stack/test_dropped.py::test_a_plan_of_backups_is_as_aws_backup_takes_it",
        ),
    ),
    "HasReplica": Untried(
        "MiniStack copies nothing to another region, and has no origin groups",
        (
            _LINT,
            "stack/test_edge.py::"
            "test_the_other_region_stands_in_the_place_of_the_page_for_what_is_missing",
            "stack/test_edge.py::test_deletions_are_copied_to_the_other_region_too",
        ),
    ),
    "HasThreatProtection": Untried(
        "MiniStack knows no stolen passwords",
        (
            _LINT,
            "stack/test_template.py::"
            "test_what_costs_money_by_the_person_is_off_until_somebody_asks_for_it",
        ),
    ),
    "IsWhereTheEdgeReports": Untried(
        "the local region is another",
        (
            _LINT,
            "stack/test_alarms.py::test_errors_at_the_edge_are_heard_of_where_cloudfront_reports",
        ),
    ),
    "ReservesConcurrency": Untried("caps are off unless asked for", (_LINT,)),
    "HasAlarmEmail": Untried("nobody would read it", (_LINT,)),
    "HasSpamService": Untried(
        "no word of a reader leaves the machine",
        (_LINT, "comments/test_spam_service.py::test_the_real_service_is_asked_over_tls"),
    ),
    "IsProtected": Untried("what is here may be reset", (_LINT,)),
    "IsHttps": Untried(
        "there is no certificate",
        (
            _LINT,
            "stack/test_reached.py::test_every_answer_says_for_a_year_that_the_site_is_asked_over_tls",
            "stack/test_reached.py::test_only_what_people_look_at_leads_on_from_http",
        ),
    ),
}
"""By the condition's name."""

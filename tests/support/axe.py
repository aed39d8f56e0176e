"""What axe-core finds on a page, and of all that it tells only what is asked.

It tells thousands of things of each page, and to bring these out of the browser takes several
times as long as to find them.
"""

from typing import Any, NamedTuple

from playwright.sync_api import Page

_RUN = """async ([where, options]) => {
  const kinds = {resultTypes: ["violations", "incomplete"]};
  const found = await axe.run(where ?? document, {...kinds, ...options});
  const nodes = (rule) => rule.nodes.map(({target, html, failureSummary}) => (
    {target: target.map(String), html: html.slice(0, 200), failureSummary}));
  return {
    undecided: found.incomplete.reduce((sum, rule) => sum + rule.nodes.length, 0),
    broken: found.violations.map((rule) => (
      {id: rule.id, impact: rule.impact, nodes: nodes(rule)})),
  };
}"""


class Found(NamedTuple):
    """What breaks a rule, a line each; the rules; and how much axe could not decide on."""

    lines: list[str]
    rules: set[str]
    undecided: int


def found_on(page: Page, where: Any = None, **options: Any) -> Found:
    """Of the page as it is at this moment, where axe's script is already. Both arguments are those
    of `axe.run`: the part of the page, and for instance `runOnly`."""
    told = page.evaluate(_RUN, [where, options])
    lines = [
        f"{rule['id']} ({rule['impact']}) at {' '.join(node['target'])}: "
        f"{' '.join(node['failureSummary'].split())} | {node['html']}"
        for rule in told["broken"]
        for node in rule["nodes"]
    ]
    return Found(lines, {rule["id"] for rule in told["broken"]}, told["undecided"])

"""Policy files ("policy-1"): parameters along the front, and how they were found.

A file holds, for each kind of promise, the sets of parameters in order of the weight of the
wait, each with its figures on held-out seasons, and tells the search that found them. What is
shipped is such a file turned into a module (docs/decisions/policy-file.md).
"""

import json
from dataclasses import replace
from typing import Any

from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals.params import ProposalParams, TunedPolicy, tuned_names
from toctoc.planning.season.document import Node

FORMAT = "policy-1"
# Promises that leave the order of visits open share their parameters.
KINDS = (PromiseKind.EXACT, PromiseKind.WIDE)


def read_policy(text: str, where: str = "policy") -> TunedPolicy:
    """Read a policy file. Raises InvalidDocument with the place and the complaint."""
    root = Node(read_document(text, where), where)
    found: dict[str, tuple[ProposalParams, ...]] = {}
    for front in root.list_of("fronts", least=1):
        kind = front.one_of("promise", [kind.value for kind in KINDS])
        if kind in found:
            raise InvalidDocument(front.where, f"a second front of {kind!r} promises")
        found[kind] = tuple(_params(node) for node in front.list_of("sets", least=1))
    try:
        return TunedPolicy(
            date=root.text("date"),
            exact=found.get(PromiseKind.EXACT, found.get(PromiseKind.WIDE, ())),
            wide=found.get(PromiseKind.WIDE, ()),
        )
    except InvalidParameter as error:
        raise InvalidDocument(where, str(error)) from error


def read_document(text: str, where: str = "policy") -> dict[str, Any]:
    """Read the document itself, its format checked and nothing else."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument(where, f"not JSON ({error})") from error
    kind = Node(document, where).text("format")
    if kind != FORMAT:
        raise InvalidDocument(f"{where}.format", f"{kind!r} is not {FORMAT!r}")
    plain: dict[str, Any] = document
    return plain


def _params(node: Node) -> ProposalParams:
    given = node.child("params")
    told = given.names()
    unknown = sorted(set(told) - set(tuned_names()))
    if unknown:
        raise InvalidDocument(given.where, f"no parameter is called {unknown[0]!r}")
    values: dict[str, Any] = {name: given.number(name) for name in told}
    try:
        return replace(ProposalParams(), **values)
    except InvalidParameter as error:
        raise InvalidDocument(given.where, str(error)) from error


def plain_params(params: ProposalParams) -> dict[str, float]:
    """Return the parameters found by search as a document holds them."""
    return {name: getattr(params, name) for name in tuned_names()}


def rounded(params: ProposalParams) -> ProposalParams:
    """Keep four significant digits: more would only look precise."""
    digits: dict[str, Any] = {
        name: float(f"{value:.4g}") for name, value in plain_params(params).items()
    }
    return replace(params, **digits)


def merge(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Join policy files: the last one's date and tool, each kind's front from its last file."""
    fronts = {front["promise"]: front for one in documents for front in one["fronts"]}
    return {**documents[-1], "fronts": [fronts[kind] for kind in KINDS if kind in fronts]}


def as_module(policy: TunedPolicy) -> str:
    """Write a policy as the Python module that ships it."""
    fronts = {"exact": policy.exact, "wide": policy.wide}
    lines = [
        f'"""The policy of {policy.date}, as `toctoc season ship` wrote it from its file."""',
        "",
        "from toctoc.planning.proposals.params import ProposalParams, TunedPolicy",
        "",
        "SHIPPED = TunedPolicy(",
        f'    date="{policy.date}",',
    ]
    for name, sets in fronts.items():
        if not sets:
            continue
        lines.append(f"    {name}=(")
        for params in sets:
            lines.append("        ProposalParams(")
            lines += [
                f"            {name}={value!r}," for name, value in plain_params(params).items()
            ]
            lines.append("        ),")
        lines.append("    ),")
    return "\n".join([*lines, ")", ""])

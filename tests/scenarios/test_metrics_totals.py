"""Totals of contracts in one currency against the oracle of oracle_rollups.py: sums, what is left out, and targets."""
from collections import defaultdict
from datetime import date
from fractions import Fraction

import metrics_oracle as oracle
import odd_firm
import oracle_rollups as rollups
from oracle_check import ODD_QUESTIONS, QUESTIONS, firm_of, shown, told
from scenario import run, scenario

SEEDS = (6, 11)

# Money and hours are the same to the last digit. What the text does not round may be this far apart.
RATIO, DAYS, HOURS = Fraction(1, 10**8), Fraction(1, 10**6), Fraction(1, 10**5)
ROUGH = {"labor_share_drift": Fraction(1, 10**4), "tcpi_by_eac": Fraction(1, 10**5)}
ROUGH_TARGET = Fraction(1, 2 * 10**3)  # shares of amounts, rounded row by row


def differs(figure, wanted, currency, rough=None):
    got = told(figure, currency)
    if isinstance(wanted, oracle.Na) or isinstance(got, (str, date)):
        return got != getattr(wanted, "reason", wanted)
    allowed = rough or {"money": 0, "hours": HOURS, "days": DAYS}.get(figure["unit"], ROUGH.get(figure["metric"], RATIO))
    return abs(got - wanted) > (allowed if allowed in (0, HOURS) else allowed * max(1, abs(wanted)))


def left_out(figure):
    """(key and reason of contracts that are left out, keys of those that only have months without a budget rate)"""
    whole = [(one["scope"], one["reason"]) for one in figure["left_out"] if ": " not in one["scope"]]
    months = {one["scope"].split(": ")[0] for one in figure["left_out"] if "no budget rate" in one["scope"]}
    return sorted(whole), months


def compare(figure, rollup, found):
    """What differs of one figure."""
    value, total = found
    if figure["unit"] == "money" and figure["currency"] != rollup.currency:
        yield f"in {figure['currency']}, oracle {rollup.currency}"
    if differs(figure, value, rollup.currency):
        yield f"pacta {shown(told(figure, rollup.currency))}, oracle {shown(value)}"
    target = rollup.target(figure["metric"])
    if target is not None and figure["target"] is not None:
        aim = {**figure, "value": figure["target"]}
        if differs(aim, target, rollup.currency, ROUGH_TARGET if figure["metric"] == "delivery_margin" else None):
            yield f"target: pacta {shown(told(aim, rollup.currency))}, oracle {shown(target)}"
    if len(rollup.asked) == 1:
        return
    whole, months = left_out(figure)
    if whole != sorted(total.left_out):
        yield f"left out: pacta {whole}, oracle {sorted(total.left_out)}"
    if months != total.partial:
        yield f"months left out of: pacta {sorted(months)}, oracle {sorted(total.partial)}"
    if figure["value"] is not None and figure["parts"] != total.parts:
        yield f"pacta {figure['parts']} contracts, oracle {total.parts}"


class Firm:
    def __init__(self, t, firm):
        self.t, self.firm = t, firm
        self.contracts = {key: oracle.Contract(firm, key) for key in firm.contracts}
        self.compared, self.lines = 0, []

    def groups(self, by, as_of):
        """{scope: contracts}"""
        found = defaultdict(list)
        for key, contract in self.contracts.items():
            rows = contract.as_of(as_of).rows
            name = {"": "portfolio", "account": "account:" + self.firm.contracts[key]["account"],
                    "manager": "manager:" + (rows[-1].fields.get("manager") or "" if rows else "")}[by]
            found[name].append(contract)
        return found

    def compare(self, by, question):
        begin, end, as_of = question
        split = ("--by", by) if by else ()
        answer = self.t.pacta("metrics", "portfolio", "--metric", ",".join(rollups.NAMES), *split, "--from", begin, "--to", end,
                              "--as-of", as_of, json=True)
        rows = {row["scope"]: row["figures"] for row in (answer["rows"] if by else [answer["total"]])}
        groups = self.groups(by, as_of)
        self.t.equal(sorted(rows), sorted(groups), f"{by} as of {as_of}")
        for scope, contracts in groups.items():
            rollup = rollups.Rollup(self.firm, contracts, begin, end, as_of)
            found = rollup.figures()
            for figure in rows[scope]:
                self.compared += 1
                self.lines += [f"{scope} {begin}..{end} as of {as_of} {figure['metric']}: {line}"
                               for line in compare(figure, rollup, found[figure["metric"]])]

    def close(self, least):
        self.t.equal(self.lines[:50], [], f"{len(self.lines)} differences in {self.compared} figures")
        if self.compared < least:
            raise AssertionError(f"only {self.compared} figures were compared")


@scenario("totals of the portfolio, of accounts and of managers are the oracle's, to the cent", engines=("sqlite",))
def demo(t):
    firm = Firm(t, firm_of(t))
    for question in QUESTIONS:
        for by in ("", "account", "manager"):
            firm.compare(by, question)
    firm.close(8_000)


@scenario("totals of odd contracts in four currencies with missing and stale rates are the oracle's", engines=("sqlite",))
def odd(t):
    for seed in SEEDS:
        t.db = f"sqlite:{t.dir}/odd-{seed}.db"
        odd_firm.make(t, seed)
        firm = Firm(t, oracle.Firm(lambda *words: t.pacta(*words, json=True)))
        for question in ODD_QUESTIONS:
            for by in ("", "account", "manager"):
                firm.compare(by, question)
        firm.close(1_500)


if __name__ == "__main__":
    run()

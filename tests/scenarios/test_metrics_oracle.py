"""Every figure of the demo firm against the oracle of metrics_oracle.py, which was written from domain.md alone."""
from datetime import date
from fractions import Fraction

import metrics_oracle as oracle
import odd_firm
from scenario import run, scenario


# (first day, first day behind, as-of day): closed, running, long past, to date, nearly everything
QUESTIONS = [
    (date(2025, 3, 1), date(2025, 4, 1), date(2025, 4, 15)),
    (date(2025, 1, 1), date(2025, 4, 1), date(2025, 2, 17)),
    (date(2024, 1, 1), date(2025, 1, 1), date(2026, 6, 30)),
    (date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 31)),
    (date(2023, 1, 1), date(2028, 1, 1), date(2026, 6, 30)),
]

SEED = 5
ODD_QUESTIONS = [
    (date(2025, 3, 1), date(2025, 4, 1), date(2025, 3, 31)),
    (date(2025, 2, 10), date(2025, 5, 20), date(2025, 12, 31)),
    (date(2025, 1, 1), date(2026, 1, 1), date(2025, 7, 10)),
    (date(2024, 1, 1), date(2027, 1, 1), date(2026, 3, 31)),
]

# How far figures may be apart where the text does not say where to round: minor units, hours, a ratio's size.
MONEY, HOURS, RATIO = 3, Fraction(1, 10_000), Fraction(1, 10_000)


def firm_of(t):
    t.pacta("demo")
    if "reporting_currency" not in [s["name"] for s in t.pacta("setting", "list", json=True)["settings"] if s["value"]]:
        t.pacta("setting", "set", "reporting_currency", "USD")
    return oracle.Firm(lambda *words: t.pacta(*words, json=True))


def told(figure, currency):
    """A figure of pacta as the oracle's: Fraction (minor units of money), date, or the reason."""
    if figure["value"] is None:
        return figure["reason"]
    if figure["unit"] == "date":
        return date.fromisoformat(figure["value"])
    value = Fraction(figure["value"])
    return value * 10 ** oracle.EXPONENT.get(currency, 2) if figure["unit"] == "money" else value


def tolerance(figure, wanted):
    if figure["unit"] in ("money", "hours"):
        return max(MONEY if figure["unit"] == "money" else HOURS, abs(wanted) / 50_000)
    return max(RATIO, abs(wanted) * RATIO)


def differs(figure, wanted, currency):
    got = told(figure, currency)
    if isinstance(wanted, oracle.Na):
        return got != wanted.reason
    if isinstance(got, (str, date)) or isinstance(wanted, date):
        return got != wanted
    return abs(got - wanted) > tolerance(figure, wanted)


def shown(x):
    if isinstance(x, oracle.Na):
        return f"n/a {x.reason}"
    return str(float(x)) if isinstance(x, Fraction) else str(x)


def compare(wanted, figures, currency, where):
    """How many figures were compared, and lines that tell what differs."""
    pairs = [(figure, wanted[figure["metric"]]) for figure in figures if figure["metric"] in wanted]
    pairs += [({**figure, "metric": "target of " + figure["metric"], "value": figure["target"]},
               wanted["target_of_" + figure["metric"]])
              for figure in figures if "target_of_" + figure["metric"] in wanted and figure["target"] is not None]
    return len(pairs), [f"{where} {figure['metric']}: pacta {shown(told(figure, currency))}, oracle {shown(value)}"
                        for figure, value in pairs if differs(figure, value, currency)]


def figures_of(t, scope, begin, end, as_of):
    names = ",".join(m["metric"] for m in t.pacta("metric", "list", json=True)["metrics"])
    answer = t.pacta("metrics", scope, "--metric", names, "--from", begin, "--to", end, "--as-of", as_of, json=True)
    return answer["total"]["figures"]


def compare_contracts(t, firm, questions):
    lines, compared = [], 0
    for key in firm.contracts:
        contract = oracle.Contract(firm, key)
        for begin, end, as_of in questions:
            wanted = {name: value for name, value in oracle.figures(contract, begin, end, as_of).items()
                      if value is not None}
            count, found = compare(wanted, figures_of(t, key, begin, end, as_of), contract.currency,
                                   f"{key} {begin}..{end} as of {as_of}")
            compared += count
            lines += found
    t.equal(lines, [], f"{len(lines)} of {compared} figures")
    if compared < 50 * len(firm.contracts):
        raise AssertionError(f"only {compared} figures were compared")


@scenario("every figure of every contract is the oracle's", engines=("sqlite",))
def contracts(t):
    compare_contracts(t, firm_of(t), QUESTIONS)


@scenario("every figure of odd contracts at random is the oracle's", engines=("sqlite",))
def odd_contracts(t):
    odd_firm.make(t, SEED)
    compare_contracts(t, oracle.Firm(lambda *words: t.pacta(*words, json=True)), ODD_QUESTIONS)


@scenario("every figure of every person is the oracle's", engines=("sqlite",))
def people(t):
    firm = firm_of(t)
    everybody = oracle.People(firm)
    lines, compared = [], 0
    for begin, end, as_of in QUESTIONS[:3]:
        for resource in firm.resources:
            count, found = compare(everybody.figures(resource, begin, end, as_of),
                                   figures_of(t, f"resource:{resource}", begin, end, as_of), "USD",
                                   f"{resource} {begin}..{end} as of {as_of}")
            compared += count
            lines += found
    t.equal(lines, [], f"{len(lines)} of {compared} figures")
    if compared < 10 * len(firm.resources):
        raise AssertionError(f"only {compared} figures were compared")


if __name__ == "__main__":
    run()

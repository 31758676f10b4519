"""Figures as they were known: what the oracle found before corrections is what is told with --known-at behind them."""
import datetime
import time

import metrics_oracle as oracle
import odd_firm
import oracle_rollups as rollups
from oracle_check import ODD_QUESTIONS, differs, shown, told
from scenario import run, scenario

SEED, ROUNDS = 3, 3
QUESTIONS = (ODD_QUESTIONS[1], ODD_QUESTIONS[2])


def now():
    """An instant behind everything that is recorded, and before all that will be."""
    time.sleep(0.01)
    instant = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    time.sleep(0.01)
    return instant


def found_now(t):
    """{(question, key or "portfolio"): {metric: value}} by the oracle, of the facts as they are listed now."""
    firm = oracle.Firm(lambda *words: t.pacta(*words, json=True))
    contracts = [oracle.Contract(firm, key) for key in firm.contracts]
    found = {}
    for question in QUESTIONS:
        for contract in contracts:
            found[question, contract.key] = contract.currency, oracle.figures(contract, *question)
        rollup = rollups.Rollup(firm, contracts, *question)
        found[question, "portfolio"] = rollup.currency, {name: value for name, (value, _) in rollup.figures().items()}
    return found


def told_at(t, instant):
    """The same by pacta, as known at an instant."""
    names = ",".join(m["metric"] for m in t.pacta("metric", "list", json=True)["metrics"])
    for question in QUESTIONS:
        begin, end, as_of = question
        answer = t.pacta("metrics", "portfolio", "--metric", names, "--by", "contract", "--from", begin, "--to", end, "--as-of", as_of,
                         "--known-at", instant, json=True)
        for row in [*answer["rows"], answer["total"]]:
            yield (question, row["scope"].removeprefix("contract:")), row["figures"]


@scenario("figures as known at an instant are what they were then, whatever was corrected or deleted since", engines=("sqlite",))
def known(t):
    dice, files, currencies = odd_firm.make(t, SEED)
    views = [(now(), found_now(t))]
    for _ in range(ROUNDS - 1):
        odd_firm.correct(t, dice, files, currencies)
        views.append((now(), found_now(t)))
    lines, compared, moved = [], 0, 0
    for instant, found in views:
        for at, figures in told_at(t, instant):
            currency, wanted = found[at]
            for figure in figures:
                value = wanted.get(figure["metric"])
                if value is None:
                    continue
                compared += 1
                moved += shown(value) != shown(views[0][1][at][1].get(figure["metric"]))
                if differs(figure, value, currency):
                    lines.append(f"{at} {figure['metric']} as known at {instant}: pacta {shown(told(figure, currency))}, "
                                 f"oracle {shown(value)}")
    t.equal(lines[:30], [], f"{len(lines)} of {compared} figures")
    if compared < 8_000 or moved < 1_000:
        raise AssertionError(f"{compared} figures were compared, corrections moved {moved}")


if __name__ == "__main__":
    run()

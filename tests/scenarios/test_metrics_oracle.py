"""Every figure of the demo firm against the oracle of metrics_oracle.py, which was written from domain.md alone."""
import metrics_oracle as oracle
import odd_firm
from oracle_check import ODD_QUESTIONS, QUESTIONS, differs, firm_of, shown, told
from scenario import run, scenario


SEED = 8


def compare(wanted, figures, currency, where):
    """How many figures were compared, and lines that tell what differs."""
    pairs = [(figure, wanted[figure["metric"]]) for figure in figures if figure["metric"] in wanted]
    pairs += [({**figure, "metric": "target of " + figure["metric"], "value": figure["target"]},
               wanted["target_of_" + figure["metric"]])
              for figure in figures if "target_of_" + figure["metric"] in wanted and figure["target"] is not None]
    return len(pairs), [f"{where} {figure['metric']}: pacta {shown(told(figure, currency))}, oracle {shown(value)}"
                        for figure, value in pairs if differs(figure, value, currency)]


def figures_by(t, by, begin, end, as_of):
    """{key: figures}"""
    names = ",".join(m["metric"] for m in t.pacta("metric", "list", json=True)["metrics"])
    answer = t.pacta("metrics", "portfolio", "--metric", names, "--by", by, "--from", begin, "--to", end, "--as-of", as_of,
                     json=True)
    return {row["scope"].split(":", 1)[1]: row["figures"] for row in answer["rows"]}


def compare_contracts(t, firm, questions):
    lines, compared = [], 0
    told_by = {question: figures_by(t, "contract", *question) for question in questions}
    for key in firm.contracts:
        contract = oracle.Contract(firm, key)
        for begin, end, as_of in questions:
            wanted = {name: value for name, value in oracle.figures(contract, begin, end, as_of).items()
                      if value is not None}
            count, found = compare(wanted, told_by[begin, end, as_of][key], contract.currency,
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
        told_by = figures_by(t, "resource", begin, end, as_of)
        for resource in firm.resources:
            count, found = compare(everybody.figures(resource, begin, end, as_of),
                                   told_by[resource], "USD",
                                   f"{resource} {begin}..{end} as of {as_of}")
            compared += count
            lines += found
    t.equal(lines, [], f"{len(lines)} of {compared} figures")
    if compared < 10 * len(firm.resources):
        raise AssertionError(f"only {compared} figures were compared")


if __name__ == "__main__":
    run()

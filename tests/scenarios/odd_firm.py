"""A firm of odd contracts at random, told by files: what real ones have seldom, these have often. The same seed makes the same firm."""
from datetime import date, timedelta
import csv
import io
import random

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 6, 1), date(2026, 2, 28)
PRICINGS = ("", "fixed", "retainer", "prepaid_hours", "time_and_materials", "capped")
PEOPLE = [f"Resource {n:02}" for n in range(1, 7)]
ROLES = ("engineer", "analyst", "writer")
CONTRACTS = 24
BUDGET_RATES = {"USD": (), "EUR": ("1.1", "1.07"), "JPY": ("0.0065", "0.007"), "GBP": ("1.25",)}
UNTOLD = (date(2025, 3, 20), date(2025, 5, 1))  # no rate of the yen; of the pound there is never one
ACCOUNTS, MANAGERS = ("Odd", "Even"), ("Account manager 1", "Account manager 2")


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.unit = 1  # amounts of a currency of small units are larger, so that rounding does not matter

    def maybe(self, share):
        return self.random.random() < share

    def one(self, choices):
        return self.random.choice(choices)

    def number(self, least, most):
        return self.random.randint(least, most)

    def day(self, first=FIRST, last=LAST):
        return first + DAY * self.number(0, (last - first).days)

    def month(self):
        return self.day().replace(day=1)

    def amount(self, least, most):
        return self.number(least, most) * self.unit

    def cents(self, least, most):
        return f"{self.number(least * 100, most * 100) / 100:.2f}"


class Files:
    """Rows by kind of fact, under the headers of our own templates."""

    def __init__(self, t):
        self.t, self.rows = t, {}

    def add(self, fact, **values):
        self.rows.setdefault(fact, []).append(values)

    def take(self, kind, *options):
        """Imports what was added of a kind. All of it must be taken, save reversals of what is only expected, which wait."""
        header = self.t.pacta("template", kind).out.strip().split(",")
        text = io.StringIO()
        table = csv.DictWriter(text, header, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(self.rows[kind])
        file = self.t.write(f"{kind}.csv", text.getvalue())
        summary = self.t.pacta("import", file, "--source", "odd", *options, json=True)
        assert kind == "recognition" or summary["quarantined"] == 0, (kind, summary)
        return summary


def fields(dice, start, first, currency):
    """Some fields of a revision, as options; the first one has more of them."""
    often = 0.8 if first else 0.25
    choices = {
        "annual_value": lambda: dice.amount(1_000, 90_000),
        "total_value": lambda: dice.amount(1_000, 120_000),
        "value_basis": lambda: dice.one(("annual", "total")),
        "direct_labor": lambda: f"{dice.number(20, 80)}%",
        "ends_on": lambda: start + DAY * dice.number(60, 700),
        "committed_hours": lambda: dice.number(20, 2_000),
        "committed_basis": lambda: dice.one(("month", "contract_year", "term")),
        "utilization_baseline": lambda: f"{dice.number(50, 100)}%",
        "margin_target": lambda: f"{dice.number(5, 60)}%",
        "billing_rate": lambda: dice.amount(40, 250) if currency == "JPY" else dice.cents(40, 250),
        "day_count": lambda: dice.one(("ACT/365F", "ACT/ACT", "30/360", "ACT/CY")),
        "pricing": lambda: dice.one(PRICINGS),
        "notice_by": lambda: start + DAY * dice.number(30, 500),
        "calendar": lambda: dice.one(("odd", "")),
        "recognition_days": lambda: dice.number(0, 12),
        "manager": lambda: dice.one(MANAGERS),
    }
    chosen = {name: make() for name, make in choices.items() if dice.maybe(often)}
    return [word for name, value in chosen.items() for word in ("--set", f"{name}={value}")]


def add_contract(t, dice, key):
    start = dice.day(FIRST, date(2025, 3, 1))
    currency = dice.one(("USD", "USD", "USD", "EUR", "EUR", "JPY", "JPY", "GBP"))
    dice.unit = 1000 if currency == "JPY" else 1
    begins = ["--set", f"starts_on={start}"] if dice.maybe(0.8) else ["--effective-on", start]
    t.pacta("contract", "add", key, "--account", dice.one(ACCOUNTS), "--currency", currency, *begins,
            *(["--kind", "vendor"] if dice.maybe(0.08) else []), *fields(dice, start, True, currency))
    for _ in range(dice.number(0, 3)):
        changes = fields(dice, start, False, currency)
        if changes:
            t.pacta("contract", "amend", key, "--effective-on", dice.day(), "--reason", "odd", *changes)
    return currency


def add_people(files, dice):
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for name in PEOPLE:
        for effective in [FIRST, date(2025, 3, 12)]:
            paid = {"cost_rate": dice.number(20, 90), "currency": dice.one(("USD", "EUR"))} if dice.maybe(0.95) else {}
            files.add("resource", key=name, effective_on=effective, name=name, team="Odd",
                      roles=";".join(dice.random.sample(ROLES, dice.number(0, 2))), calendar=dice.one(("odd", "")),
                      **{d: dice.number(0, 9) for d in week[:5]}, saturday=dice.one(("", 3)), **paid)
    for d in {dice.day() for _ in range(40)}:
        files.add("calendar_day", calendar="odd", date=d, working="yes" if d.weekday() > 4 else "")
    d = FIRST - DAY * 7
    while d < LAST:
        for currency, rate in (("EUR", 1.08), ("JPY", 0.0067)):
            if currency == "JPY" and UNTOLD[0] <= d < UNTOLD[1]:
                continue
            files.add("exchange_rate", currency=currency, date=d, rate=f"{rate * (1 + dice.number(-50, 50) / 1000):.9f}")
        d += DAY * 6


def add_hours(files, dice, key, number):
    for task in ("T1", "T2", "T3"):
        files.add("task", contract=key, key=task, planned_hours=dice.one(("", 10, 60)), in_scope=dice.one(("yes", "no")))
    for n in range(80):
        files.add("time_entry", external_id=f"{key}-{n}", contract=key, task=dice.one(("", "T1", "T2", "T3")),
                  resource=dice.one(PEOPLE), work_date=dice.day(), seconds=dice.number(1, 36) * 900 + dice.number(0, 59),
                  billable=dice.one(("yes", "yes", "no")), approval=dice.one(("approved",) * 6 + ("submitted", "draft")),
                  category="client", role=dice.one(("",) * 4 + ROLES),
                  bill_amount=dice.amount(-50, 900) if dice.maybe(0.1) else "",
                  cost=dice.amount(0, 300) if dice.maybe(0.1) else "")
    for n, name in enumerate(PEOPLE):
        for effective in {dice.day(FIRST, date(2025, 6, 1)), FIRST} if number % 3 else {FIRST}:
            files.add("rate", contract=key, resource=name if n % 2 else "", role="" if n % 2 else ROLES[n // 2],
                      effective_on=effective, billing_rate=dice.one(("", dice.amount(50, 200))) if number % 5 else 90 * dice.unit,
                      standard_rate=dice.one(("", dice.amount(60, 220))) if number % 2 else 110 * dice.unit)
        if dice.maybe(0.4):
            begin = dice.day()
            files.add("assignment", contract=key, resource=name, **{"from": begin, "to": begin + DAY * dice.number(5, 300)},
                      hours_per_week=dice.number(1, 40))


def add_recognitions(files, dice, key):
    for n in range(14):
        service = dice.month()
        end = (service + DAY * dice.one((31, 31, 31, 62, 730))).replace(day=1) if dice.maybe(0.8) else service + DAY * 11
        told = {"service_from": service, "service_to": end} if dice.maybe(0.75) else {}
        on = dice.day() if dice.maybe(0.9) else ""
        amount = dice.amount(200, 6_000)
        name = f"{key}-R{n}"
        files.add("recognition", external_id=name, contract=key, recognized_on=on, amount=amount,
                  deliverable=dice.one(("", "", "D1", "D2", "D3")), **told)
        if dice.maybe(0.25):  # also before its original
            back = dice.number(1, amount)
            files.add("recognition", external_id=name + "b", contract=key, recognized_on=dice.day(), amount=-back,
                      reverses=name)
            if dice.maybe(0.4):
                files.add("recognition", external_id=name + "c", contract=key, recognized_on=dice.day(),
                          amount=dice.one((back, dice.number(1, back))), reverses=name + "b")
            if dice.maybe(0.3):
                files.add("recognition", external_id=name + "d", contract=key, recognized_on=dice.day(),
                          amount=-dice.number(0, amount - back), reverses=name)


def add_ledger(files, dice, key, number, currency):
    for n in range(8):
        service = dice.month()
        told = {"service_from": service, "service_to": service + DAY * dice.number(1, 90)} if number % 2 or n else {}
        files.add("invoice", external_id=f"{key}-I{n}", contract=key, date=dice.day(), amount=dice.amount(-900, 4_000), **told)
        files.add("cost", external_id=f"{key}-C{n}", contract=key, date=dice.day(), amount=dice.amount(-100, 900),
                  kind=dice.one(("subcontractor", "expense")))
    for month in sorted({dice.month() for _ in range(dice.number(0, 18))}):
        files.add("budget", contract=key, month=f"{month:%Y-%m}", revenue=dice.one(("", dice.amount(-500, 5_000))),
                  hours=dice.one(("", dice.number(1, 90))), cost=dice.amount(-100, 3_000),
                  exchange_rate=dice.one(("", *BUDGET_RATES[currency])))


def add_deliverables(files, dice, key, number):
    for n in range(1, 4 if number % 3 else 1):
        start = dice.day(FIRST, date(2025, 6, 1))
        files.add("deliverable", contract=key, key=f"D{n}", name=f"Part {n}",
                  price_share=dice.one(("", f"{dice.number(0, 60)}%")) if number % 2 else "",
                  budget_cost=dice.amount(-200, 9_000), starts_on=dice.one(("", start)), due_on=start + DAY * dice.number(0, 200),
                  accepted_on=dice.one(("", dice.day())))
        for d in sorted({dice.day() for _ in range(dice.number(0, 4))}):
            files.add("progress", contract=key, deliverable=f"D{n}", date=d, progress=f"{dice.number(0, 100)}%")


def make(t, seed):
    dice, files = Dice(seed), Files(t)
    t.pacta("setting", "set", "reporting_currency", "USD")
    for account in ACCOUNTS:
        t.pacta("account", "add", account)
    add_people(files, dice)
    for kind in ("calendar_day", "exchange_rate", "resource"):
        files.take(kind)
    keys, currencies = [f"ODD-{n:02}" for n in range(CONTRACTS)], {}
    for number, key in enumerate(keys):
        currency = currencies[key] = add_contract(t, dice, key)
        add_deliverables(files, dice, key, number)
        add_hours(files, dice, key, number)
        add_recognitions(files, dice, key)
        add_ledger(files, dice, key, number, currency)
    for kind in ("task", "deliverable", "progress", "rate", "assignment", "time_entry", "recognition", "invoice", "cost",
                 "budget"):
        files.take(kind)
    return dice, files, currencies


def correct(t, dice, files, currencies):
    """What is learnt later: facts replaced and deleted, terms amended backwards and taken back."""
    for kind, share, change in CORRECTIONS:
        for row in files.rows[kind]:
            if dice.maybe(share):
                row.update(change(dice, row))
        files.take(kind)
    files.rows["time_entry"] = [row for row in files.rows["time_entry"] if not dice.maybe(0.08)]
    deleted = files.take("time_entry", "--complete")["deleted"]
    assert deleted > 50, deleted
    for key in dice.random.sample(sorted(currencies), len(currencies) // 2):
        dice.unit = 1000 if currencies[key] == "JPY" else 1
        changes = fields(dice, dice.day(FIRST, date(2025, 3, 1)), False, currencies[key])
        if changes:
            t.pacta("contract", "amend", key, "--effective-on", dice.day(), "--reason", "learnt later", *changes)
        if dice.maybe(0.5):  # refused where an earlier one was taken back, or there is only one
            t.pacta("contract", "retract", key, "--revision", dice.number(1, 3), "--reason", "never agreed", check=False)


CORRECTIONS = (
    ("time_entry", 0.1, lambda dice, row: {"seconds": dice.number(1, 36) * 900, "work_date": dice.day()}),
    ("recognition", 0.15, lambda dice, row: {"recognized_on": dice.day()}),
    ("invoice", 0.15, lambda dice, row: {"date": dice.day()}),
    ("cost", 0.15, lambda dice, row: {"amount": row["amount"] * 2}),
    ("budget", 0.2, lambda dice, row: {"cost": row["cost"] * 3}),
    ("resource", 0.3, lambda dice, row: {"monday": dice.number(0, 9),
                                         **({"cost_rate": dice.number(20, 90)} if "cost_rate" in row else {})}),
    ("rate", 0.2, lambda dice, row: {"billing_rate": row["standard_rate"]}),
    ("deliverable", 0.3, lambda dice, row: {"accepted_on": dice.day()}),
    ("progress", 0.3, lambda dice, row: {"progress": f"{dice.number(0, 100)}%"}),
    ("exchange_rate", 0.3, lambda dice, row: {"rate": f"{float(row['rate']) * 1.01:.9f}"}),
    ("calendar_day", 0.3, lambda dice, row: {"working": dice.one(("yes", ""))}),
    ("assignment", 0.3, lambda dice, row: {"hours_per_week": dice.number(1, 40)}),
)

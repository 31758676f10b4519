/*
 * The pure functions of the pages, without a browser: how values read, what typed text means, addresses and
 * the moment. They are bundled as the pages are, and run here.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { ROOT, Skip, run, story } from "../api/harness.mjs";

const WEB = join(ROOT, "web");
const MODULES = [
	"format",
	"parse",
	"router",
	"moment",
	"pages/contract/terms",
	"pages/report/sums",
	"pages/accounts/share",
	"pages/imports/words",
	"pages/data/linkDraft",
	"pages/entries/filter",
	"pages/metrics/period",
	"pages/metrics/figureWords",
	"pages/portfolio/sorting",
];

let bundled = null;

/* What the modules name of a browser while they are loaded; no story goes further. */
function standIn() {
	Object.defineProperty(globalThis, "navigator", {
		value: { languages: ["en-US"] },
		configurable: true,
	});
	globalThis.location = { pathname: "/", search: "", hash: "" };
}

async function load() {
	if (bundled) return bundled;
	if (!existsSync(join(WEB, "node_modules", "esbuild")))
		throw new Skip("the pages' packages are not installed (npm ci in web)");
	const { build } = createRequire(join(WEB, "package.json"))("esbuild");
	const entry = MODULES.map((path) => `export * as ${basename(path)} from "./${path}";`).join("\n");
	const { outputFiles } = await build({
		stdin: { contents: entry, resolveDir: join(WEB, "src"), loader: "ts" },
		bundle: true,
		write: false,
		format: "esm",
		target: "es2022",
		loader: { ".css": "empty" },
		logLevel: "silent",
	});
	standIn();
	const code = Buffer.from(outputFiles[0].contents).toString("base64");
	bundled = await import(`data:text/javascript;base64,${code}`);
	return bundled;
}

/** Thin and fixed spaces as plain ones, so that expectations can be read. */
const plain = (text) => text.replace(/[\u00a0\u2009\u202f]/g, " ");

const check = (actual, expected, what) => assert.deepEqual(actual, expected, what);

const money = (amount, currency = "USD") => ({ amount, currency });

story("money reads with its sign, its own decimals and a real minus", async () => {
	const { format } = await load();
	for (const [amount, currency, style, text] of [
		["83835.62", "USD", {}, "$ 83,835.62"],
		["-4504.11", "USD", {}, "\u2212 $ 4,504.11"],
		["-4504.11", "USD", { sign: false }, "\u22124,504.11"],
		["34849.32", "USD", { plus: true, digits: "whole" }, "+ $ 34,849"],
		["0.00", "USD", { plus: true }, "$ 0.00"],
		["-0.00", "USD", {}, "$ 0.00"],
		["-0.40", "USD", { digits: "whole" }, "$ 0"],
		["130000.00", "USD", { digits: "trim" }, "$ 130,000"],
		["130000.50", "USD", { digits: "trim" }, "$ 130,000.50"],
		["152080000", "JPY", {}, "¥ 152,080,000"],
		["160756.260", "BHD", {}, "BHD 160,756.260"],
		["954500.00", "EUR", { digits: "trim" }, "€ 954,500"],
	])
		check(plain(format.formatMoney(money(amount, currency), style)), text, `${amount} ${currency}`);
});

/* Node 18 reads a decimal text as a double; every browser since 2023 takes it digit by digit. */
const TAKES_DIGITS = new Intl.NumberFormat("en-US").format("9007199254740993") === "9,007,199,254,740,993";

story("money of any size is exact, and whole units are rounded half to even", async () => {
	if (!TAKES_DIGITS) throw new Skip("this Node's Intl.NumberFormat reads decimal texts as doubles");
	const { format } = await load();
	const whole = (amount) => plain(format.formatMoney(money(amount), { digits: "whole" }));
	check(plain(format.formatMoney(money("-92233720368547758.08"))), "\u2212 $ 92,233,720,368,547,758.08");
	check(whole("92233720368547757.50"), "$ 92,233,720,368,547,758");
	check(whole("0.50"), "$ 0");
	check(whole("1.50"), "$ 2");
	check(whole("2.50"), "$ 2");
	check(whole("2.51"), "$ 3");
});

story("headlines are shortened, never cut", async () => {
	const { format } = await load();
	const compact = (amount, currency) => plain(format.formatCompact(money(amount, currency)));
	check(compact("1284400.00", "EUR"), "€ 1.28 M");
	check(compact("-83700.00", "USD"), "\u2212 $ 83.7 k");
	check(compact("92233720368547.00", "USD"), "$ 92.2 tn");
	check(compact("950.00", "USD"), "$ 950");
});

story("differences and sums are exact, and there are none between currencies", async () => {
	const { format, terms, sums } = await load();
	check(format.subtract(money("0.10"), money("0.30")), money("-0.20"));
	check(format.subtract(money("92233720368547758.07"), money("0.08")), money("92233720368547757.99"));
	check(format.subtract(money("1.005", "BHD"), money("1", "BHD")), money("0.005", "BHD"));
	check(format.subtract(money("7", "JPY"), money("9", "JPY")), money("-2", "JPY"));
	check(format.subtract(money("1"), money("1", "EUR")), null);
	check(format.subtract(money("1"), { na: "no_end" }), null);
	const quarters = ["8493.15", "24931.51", "25205.48", "25205.48"].map((amount) => money(amount));
	check(terms.sumOf(quarters), money("83835.62"));
	check(terms.sumOf([money("-0.03"), money("0.01")]), money("-0.02"));
	check(terms.sumOf([money("1.00"), { na: "by_usage" }]), { na: "by_usage" });
	check(terms.sumOf([]), null);
	const entry = (revenue, profit) => ({ effect: { revenue, profit } });
	check(sums.sumsOf([entry(money("200000.00"), money("80000.00")), entry(money("-0.01"), { na: "no_direct_labor" })]), {
		sums: [{ currency: "USD", revenue: money("199999.99"), profit: null }],
		without: { revenue: 0, profit: 1 },
	});
});

story("a share of a whole is rounded, not cut, and is none of nothing", async () => {
	const { share } = await load();
	check(share.earnedShare(money("58630.14"), money("1549095.90")), 0.038);
	check(share.earnedShare(money("1.00"), money("3.00")), 0.333);
	check(share.earnedShare(money("2.00"), money("3.00")), 0.667);
	check(share.earnedShare(money("5.00"), money("3.00")), 1);
	check(share.earnedShare(money("-5.00"), money("3.00")), 0);
	check(share.earnedShare(money("0.00"), money("0.00")), null);
	check(share.earnedShare({ na: "no_end" }, money("3.00")), null);
});

story("shares and numbers keep their digits", async () => {
	const { format } = await load();
	check(plain(format.formatShare("0.7")), "70 %");
	check(plain(format.formatShare("0.655")), "65.5 %");
	check(plain(format.formatShare("1")), "100 %");
	check(plain(format.formatShare("-0.05")), "\u22125 %");
	check(format.formatNumber("1450.50"), "1,450.5");
	check(format.formatNumber("-12000"), "\u221212,000");
	check(format.shiftPoint("0.655", 2), "65.5");
	check(format.shiftPoint("70", -2), "0.7");
	check(format.shiftPoint("-5", -2), "-0.05");
	check(format.shiftPoint("007.50", 0), "7.5");
});

story("ends read inclusively", async () => {
	const { format } = await load();
	check(format.formatDate("2009-03-01"), "1 Mar 2009");
	check(format.formatEnd("2011-03-01"), "28 Feb 2011");
	check(format.formatEnd("2024-03-01"), "29 Feb 2024");
	check(format.formatEnd("2025-01-01"), "31 Dec 2024");
	check(format.formatEnd(null), "–");
	check(format.formatTerm("2009-03-01", "2011-03-01"), "1 Mar 2009 – 28 Feb 2011");
	check(format.formatTerm("2009-03-01", null), "from 1 Mar 2009");
	check(format.formatTerm(null, "2011-03-01"), "to 28 Feb 2011");
	check(format.formatValue({ name: "ends_on", type: "date" }, "2011-03-01"), "28 Feb 2011");
	check(format.formatValue({ name: "notice_by", type: "date" }, "2011-03-01"), "1 Mar 2011");
});

story("a term ends today on its last day, and ended the day after", async () => {
	const { format } = await load();
	const words = (day) => format.endWords("2009-03-01", "2011-03-01", day).words;
	check(words("2009-02-27"), "begins in 2 days");
	check(words("2011-02-26"), "in 2 days");
	check(words("2011-02-27"), "in 1 day");
	check(words("2011-02-28"), "today");
	check(words("2011-03-01"), "ended");
	check(format.endWords("2009-03-01", null, "2020-01-01").words, "no end");
	check(format.elapsed("2009-03-01", "2011-03-01", "2010-03-01"), 0.5);
	check(format.elapsed("2009-03-01", "2009-03-01", "2010-03-01"), null);
});

story("days are real days between 1900 and 2199", async () => {
	const { format } = await load();
	for (const day of ["1900-01-01", "2000-02-29", "2199-12-31"]) check(format.isDate(day), true, day);
	for (const day of ["1899-12-31", "2200-01-01", "2023-02-29", "2024-13-01", "2024-1-1", ""])
		check(format.isDate(day), false, day);
	check(format.addDays("2024-02-28", 2), "2024-03-01");
	check(format.daysBetween("2024-01-01", "2025-01-01"), 366);
});

story("what is not available tells its reason", async () => {
	const { format } = await load();
	check(format.formatFigure({ na: "no_direct_labor" }), "n/a · no direct labour");
	check(format.naSentence("no_end"), "Not available: the contract has no end.");
	check(format.naSentence("some_new_reason"), "Not available: some new reason.");
});

story("typed amounts become decimal texts, and nothing else does", async () => {
	const { parse } = await load();
	for (const [typed, value] of [
		["130,000.50", "130000.5"],
		["$ 12", "12"],
		["USD 1,234", "1234"],
		["\u2212 4 504", "-4504"],
		["1’000’000", "1000000"],
		[".5", "0.5"],
		["92233720368547758.07", "92233720368547758.07"],
	])
		check(parse.decimalOf(typed), value, typed);
	for (const typed of ["1,5", "1.000.000", "12,34,567", "1e5", "--1", "0x10", "twelve", "-", "."])
		check(parse.decimalOf(typed), null, typed);
});

story("typed shares are percentages from 0 to 100", async () => {
	const { parse } = await load();
	for (const [typed, value] of [
		["70", "0.7"],
		["70 %", "0.7"],
		["65.5%", "0.655"],
		["0", "0"],
		["100", "1"],
		["100.0", "1"],
		["", null],
	])
		check(parse.parseShare(typed), { value }, typed);
	for (const typed of ["-1", "100.1", "101", "200", "1000", "x"])
		assert.ok("error" in parse.parseShare(typed), typed);
});

story("typed days are understood as people write them", async () => {
	const { parse } = await load();
	for (const typed of ["2009-03-01", "2009-3-1", "1 Mar 2009", "1 March 2009", "1. mar. 2009", "1.3.2009"])
		check(parse.parseDate(typed), { value: "2009-03-01" }, typed);
	check(parse.parseDate("  "), { value: null });
	for (const typed of ["29 Feb 2023", "31.4.2024", "2024-13-01", "1899-12-31", "1 Foo 2009", "3/1/2009", "yesterday"])
		assert.ok("error" in parse.parseDate(typed), typed);
});

story("a typed last day becomes the first day behind it, and back", async () => {
	const { parse } = await load();
	const field = { name: "ends_on", type: "date", choices: [] };
	check(parse.parseValue(field, "28 Feb 2011"), { value: "2011-03-01" });
	check(parse.typedOf(field, "2011-03-01"), "2011-02-28");
	check(parse.typedOf({ type: "share" }, "0.7"), "70");
	check(parse.typedOf({ type: "money" }, money("130000.00")), "130000");
	check(parse.typedOf({ type: "money" }, money("130000.50")), "130000.50");
	check(parse.typedOf({ type: "money" }, null), "");
	assert.ok("error" in parse.parseValue({ type: "choice", choices: ["yes", "no"] }, "maybe"));
	assert.ok("error" in parse.parseValue({ type: "number", whole: true, choices: [] }, "1.5"));
});

story("keys of any kind go into an address and come out the same", async () => {
	const { router } = await load();
	const pattern = "/contracts/{key}";
	for (const key of ["HARBOUR-2009", "a/b|c?d#e%f é", "new", "50 % off", "日本", "K".repeat(300), '<script>alert("x")</script>']) {
		const path = router.pathTo(pattern, { key });
		check(router.matchPath(pattern, path), { key }, path);
		check(path.split("/").length, 3, path);
	}
	check(router.matchPath("/contracts/new", router.pathTo(pattern, { key: "new" })), null);
	check(router.matchPath(pattern, "/contracts/a/b"), null);
	check(router.matchPath(pattern, "/contracts/%E0%A4%A"), null);
	check(router.queryText({ q: "a b", status: null, kind: "", account: "x&y" }), "?q=a+b&account=x%26y");
	check(router.queryText({ q: "" }), "");
});

story("links keep the moment, their own query and their place", async () => {
	const { moment } = await load();
	const past = { asOf: "2009-10-01", knownAt: "2010-03-09", recordedAt: null };
	const present = { asOf: null, knownAt: null, recordedAt: null };
	check(moment.withMoment("/contracts", past), "/contracts?as_of=2009-10-01&known_at=2010-03-09");
	check(moment.withMoment("/contracts?as_of=2011-01-01", past), "/contracts?as_of=2011-01-01&known_at=2010-03-09");
	check(
		moment.withMoment("/contracts/A?by=month#revision-3", past),
		"/contracts/A?as_of=2009-10-01&known_at=2010-03-09&by=month#revision-3",
	);
	check(moment.withMoment("/contracts/A#revision-3", present), "/contracts/A#revision-3");
	check(moment.isPresent(present), true);
	check(moment.isPresent(past), false);
	check(moment.momentWords(past), "as of 1 Oct 2009, as known on 9 Mar 2010");
	check(moment.momentWords(present), "");
	check(moment.dayOf(past), "2009-10-01");
	check(moment.dayOf({ ...past, asOf: null }), "2010-03-09");
});

story("the row in force on a day, and since when its values hold, come from the snapshots", async () => {
	const { terms } = await load();
	const row = (effective_on, amount, share, number) => ({
		effective_on,
		annual_value: money(amount),
		direct_labor: share,
		revisions: [number],
	});
	const rows = [
		row("2009-03-01", "100000.00", "0.6", 1),
		row("2009-09-01", "100000.00", "0.7", 2),
		row("2010-01-01", "130000.00", "0.7", 3),
	];
	check(terms.indexOn(rows, "2009-02-28"), -1);
	check(terms.indexOn(rows, "2009-03-01"), 0);
	check(terms.indexOn(rows, "2009-12-31"), 1);
	check(terms.indexOn(rows, "2010-01-01"), 2);
	check(terms.indexOn(rows, null), 2);
	check(terms.sinceOf(rows, 2, "direct_labor"), { since: "2009-09-01", was: "0.6", revision: 2 });
	check(terms.sinceOf(rows, 1, "annual_value"), { since: "2009-03-01", was: undefined, revision: 1 });
	check(terms.sinceOf(rows, -1, "annual_value"), null);
	check(terms.addMonths("2024-01-31", 1), "2024-02-29");
	check(terms.addMonths("2024-01-15", -2), "2023-11-15");
});

story("hours read as decimals, and in full as hours, minutes and seconds", async () => {
	const { format } = await load();
	check(plain(format.formatHours(4338900)), "1,205.25 h");
	check(plain(format.formatHours(3600)), "1 h");
	check(plain(format.formatHours(0)), "0 h");
	check(plain(format.formatHours(-5400)), "\u22121.5 h");
	check(format.hoursNumber(4783), "1.33");
	check(format.hoursNumber(811234567, 1), "225,342.9");
	check(plain(format.formatHoursFully(4783)), "1 h 19 min 43 s");
	check(plain(format.formatHoursFully(86400)), "24 h");
	check(plain(format.formatHoursFully(59)), "59 s");
	check(plain(format.formatHoursFully(0)), "0 h");
	check(plain(format.formatHoursFully(-61)), "\u2212 1 min 1 s");
	check(format.formatMonth("2026-03-01"), "Mar 2026");
	check(format.formatMonth("2026-03"), "Mar 2026");
	check(format.many(1, "entry", "entries"), "1 entry");
	check(format.many(1200, "entry", "entries"), "1,200 entries");
});

const SUMMARY = {
	read: 1020,
	accepted: 612,
	corrected: 3,
	unchanged: 388,
	quarantined: 17,
	waiting_already: 0,
	contracts: 0,
	new_contracts: 0,
	dry_run: true,
	fact: "time_entry",
	deleted: 0,
	totals_rows: 2,
	running_timers: 1,
	seconds: 4336200,
	waiting_seconds: 145800,
	from: "2026-11-01",
	to: "2026-11-22",
};

story("what a file of facts would do is told in a sentence", async () => {
	const { words } = await load();
	const verdict = (part) => plain(words.verdict({ ...SUMMARY, ...part }));
	const content = (part) => plain(words.contentWords({ ...SUMMARY, ...part }));
	check(verdict({}), "612 time entries would be added, 3 replaced.");
	check(verdict({ dry_run: false, deleted: 4 }), "612 time entries were added, 3 replaced, 4 taken out.");
	check(verdict({ accepted: 1, corrected: 0, dry_run: false }), "1 time entry was added.");
	check(
		verdict({ accepted: 0, corrected: 0, quarantined: 0 }),
		"Nothing in this file is new: all 1,020 rows are known already.",
	);
	check(verdict({ accepted: 0, corrected: 0, deleted: 2 }), "2 time entries would be taken out.");
	check(
		content({}),
		"Its days are 1 Nov 2026 to 21 Nov 2026; 1,204.5 h can be taken. " +
			"2 rows of totals and 1 running timer are left out.",
	);
	check(
		content({ quarantined: 0, waiting_seconds: 0, totals_rows: 1, running_timers: 0, to: "2026-11-02" }),
		"It holds 1,204.5 h, 1 Nov 2026. 1 row of totals is left out.",
	);
	const none = { totals_rows: 0, running_timers: 0 };
	check(content({ seconds: 0, from: null, to: null, ...none }), "");
	check(content({ seconds: 0, ...none }), "Its days are 1 Nov 2026 to 21 Nov 2026.");
	check(content({ from: null, to: null, ...none }), "What can be taken holds 1,204.5 h.");
	check(plain(words.waitingWords(SUMMARY)), "17 rows (40.5 h)");
	const state = (part) => words.waitingState({ ...SUMMARY, ...part });
	check(state({}), "would wait in quarantine");
	check(state({ waiting_already: 3 }), "would wait in quarantine, 3 of them already");
	check(state({ waiting_already: 17 }), "wait in quarantine already");
	check(state({ quarantined: 1, waiting_already: 1 }), "waits in quarantine already");
	check(state({ quarantined: 1, dry_run: false }), "waits in quarantine");
	check(words.isNothing({ ...SUMMARY, accepted: 0, corrected: 0, waiting_already: 17 }), true);
	check(words.isNothing({ ...SUMMARY, accepted: 0, corrected: 0, waiting_already: 16 }), false);
	check(words.isNothing({ ...SUMMARY, accepted: 0, corrected: 0, quarantined: 0 }), true);
	check(words.isNothing({ ...SUMMARY, accepted: 0, corrected: 0, quarantined: 0, deleted: 1 }), false);
	check(words.factWords("calendar_day"), "calendar days");
	check(words.factWords("progress"), "progress");
	check(words.warningWords("after_end", true), "The day lies after the contract’s end");
	check(words.warningWords("after_end"), "A rest is earned on one day, because the end had passed");
});

story("a link is asked for once it says what its name means", async () => {
	const { linkDraft } = await load();
	const group = { source: "toggl", subject: "project", unknown: "Web *", within: "Harbour" };
	const draft = linkDraft.draftOf(group, { target: "contract", key: "HARBOUR-2009" });
	check(linkDraft.requestOf(linkDraft.draftOf(group)), null);
	const { name, exact, source, within, contract, target } = linkDraft.requestOf(draft);
	check([name, exact, source, within, contract, target], [
		"Web *",
		true,
		"toggl",
		"Harbour",
		"HARBOUR-2009",
		"contract",
	]);
	check(linkDraft.requestOf({ ...draft, name: "We*" }).exact, false);
	const dated = linkDraft.requestOf({ ...draft, from: "1 Mar 2026", to: "31 Mar 2026" });
	check([dated.from, dated.to], ["2026-03-01", "2026-04-01"]);
	check(linkDraft.requestOf({ ...draft, from: "yesterday" }), null);
	const leave = linkDraft.requestOf({ ...draft, target: "leave" });
	check([leave.target, leave.contract], ["leave", null]);
	const task = linkDraft.draftOf({ ...group, subject: "task", unknown: "Desgin", within: "A" });
	check([task.target, task.contract, linkDraft.requestOf(task)], ["task", "A", null]);
	check(linkDraft.meaningOf({ target: "task", contract: "A", task: "DESIGN" }), "task DESIGN of A");
});

story("a group of hours narrows the entries to just its own", async () => {
	const { filter } = await load();
	const none = { task: null, resource: null, source: null, from: null, to: null };
	const group = { contract: "A", task: "T", resource: "Resource 01", date: "2026-12-01" };
	check(filter.filterOf(group, "month"), { from: "2026-12-01", to: "2027-01-01" });
	check(filter.filterOf(group, "week"), { from: "2026-12-01", to: "2026-12-08" });
	check(filter.filterOf({ ...group, date: "2026-01-01" }, "month"), { from: "2026-01-01", to: "2026-02-01" });
	check(filter.filterOf(group, "task"), { task: "T" });
	check(filter.isChosen(group, "resource", { ...none, resource: "Resource 01" }), true);
	check(filter.isChosen(group, "resource", none), false);
	check(filter.isChosen({ ...group, task: null }, "task", none), false);
	check(filter.labelOf({ ...group, task: null }, "task"), "no task");
	check(filter.entriesPath("K/1", { from: "2026-01-01", resource: null }), "/contracts/K%2F1/entries?from=2026-01-01");
});

story("periods are read from their names, and stepped across years", async () => {
	const { period } = await load();
	for (const [name, kind] of [
		["2026-03-15", "day"],
		["2026-W12", "week"],
		["2026-03", "month"],
		["2026-13", null],
		["2026-Q1", "quarter"],
		["2026-Q5", null],
		["2026", "year"],
		["FY2026", "fiscal"],
		["CY3", "contract-year"],
		["term", "term"],
		["", null],
		[undefined, null],
	])
		check(period.kindOf(name), kind, name);
	for (const [name, by, to] of [
		["2026-01", -1, "2025-12"],
		["2025-12", 1, "2026-01"],
		["2026-01", -13, "2024-12"],
		["2026-Q1", -1, "2025-Q4"],
		["2026-Q4", 1, "2027-Q1"],
		["2026", -1, "2025"],
		["2026-W01", -1, "2025-W52"],
		["2020-W53", 1, "2021-W01"],
		["2026-03-01", -1, "2026-02-28"],
		["FY2026", 1, "FY2027"],
		["CY1", -1, null],
		["CY1", 1, "CY2"],
		["term", 1, null],
		["2026-01-01..2026-02-01", 1, null],
	])
		check(period.shifted(name, by), to, `${name} by ${by}`);
	for (const [kind, day, name] of [
		["month", "2026-03-31", "2026-03"],
		["quarter", "2026-12-31", "2026-Q4"],
		["year", "2026-01-01", "2026"],
		["week", "2026-01-01", "2026-W01"],
		["week", "2027-01-01", "2026-W53"],
		["day", "2026-01-01", "2026-01-01"],
		["term", "2026-01-01", "term"],
	])
		check(period.periodOn(kind, day), name, `${kind} of ${day}`);
	for (const [name, first] of [
		["2026-Q3", "2026-07-01"],
		["2026-W01", "2025-12-29"],
		["2026", "2026-01-01"],
		["2026-02", "2026-02-01"],
		["2026-02-03", "2026-02-03"],
		["FY2026", null],
		["term", null],
	])
		check(period.firstDay(name), first, name);
	for (const [month, ...asked] of [
		["2026-08", "2026-09-25"],
		["2026-09", "2026-09-30"],
		["2025-12", "2026-01-01"],
		["2026-09", "2026-09-25", "2026-09-10"],
		["2025-02", "2026-09-25", "2024-03-01", "2025-02-15"],
	])
		check(period.lastMonthOver(...asked), month, `the last month over: ${asked}`);
	check(period.perYear("2026-03"), 12);
	check(period.perYear("2026-Q1"), 4);
	check(period.perYear("2026"), 0);
	for (const [name, words] of [
		["2026-03", "Mar 2026"],
		["2026-Q1", "Q1 2026"],
		["2026", "2026"],
		["2026-W12", "week 12 of 2026"],
		["2026-03-15", "15 Mar 2026"],
		["FY2026", "fiscal 2026"],
		["CY3", "contract year 3"],
		["term", "the whole term"],
		["2026-01-01..2026-02-15", "1 Jan 2026 – 15 Feb 2026"],
	])
		check(period.periodText(name), words, name);
});

story("figures read in their unit, and their distance from the target is judged where it may be", async () => {
	const { figureWords: words } = await load();
	for (const [value, unit, currency, text, beside, full] of [
		["0.939203164", "percent", null, "93.9", "%", "93.9203164 %"],
		["-0.0004", "percent", null, "0.0", "%", "−0.04 %"],
		["0.91666", "index", null, "0.92", "", "0.91666"],
		["109090.91", "money", "EUR", "€ 109,091", "", "€ 109,090.91"],
		["109090.91", "money", null, "109,091", "", "109,090.91"],
		["101.149425", "hours", null, "101.1", "h", "101.149425 h"],
		["3.5", "days", null, "3.5", "days", "3.5 days"],
		["2026-03-31", "date", null, "31 Mar 2026", "", "31 Mar 2026"],
	]) {
		const read = words.readValue(value, unit, currency);
		check([read.text, read.unit, read.full].map(plain), [text, beside, full], `${value} ${unit}`);
	}
	const figure = (unit, more = {}) => ({ unit, currency: null, flags: [], value: "1", ...more });
	check(words.readFigure(figure("percent", { value: null })), null);
	check(plain(words.signedWords("-0.0139", figure("percent"))), "− 1.4 pp");
	check(plain(words.signedWords("0.0139", figure("percent"))), "+ 1.4 pp");
	check(plain(words.signedWords("-0.0001", figure("percent"))), "0.0 pp");
	check(plain(words.signedWords("-12", figure("date"))), "− 12 days");
	check(plain(words.signedWords("1234.5", figure("money", { currency: "USD" }))), "+ $ 1,234");
	check(words.sideOf("0.0001", figure("percent")), 0);
	check(words.sideOf("-0.1", figure("percent")), -1);
	check(words.sideOf("0.1", figure("percent")), 1);
	const metric = (direction, needs_closed = false, to_date = false) => ({
		direction,
		needs_closed,
		to_date,
		target_title: "budget",
	});
	for (const [side, direction, verdict] of [
		[1, "up", "good"],
		[0, "up", "good"],
		[-1, "up", "bad"],
		[1, "down", "bad"],
		[-1, "down", "good"],
		[1, "target", "plain"],
		[-1, "none", "plain"],
	])
		check(words.verdictOf(side, metric(direction), figure("percent")), verdict, `${direction} ${side}`);
	const open = figure("percent", { flags: ["open"] });
	check(words.verdictOf(-1, metric("up", true), open), "open", "an open month is not judged");
	const running = figure("percent", { flags: ["running"] });
	check(words.verdictOf(0, metric("up"), running), "open", "a running month is not judged");
	check(words.verdictOf(0, metric("up", false, true), running), "good", "what is to date is as good as it is today");
	check(words.verdictOf(-1, metric("up"), open), "bad");
	check(words.verdictOf(-1, undefined, open), "plain");
	check(words.targetName(metric("up")), "budget");
	check(words.targetName(undefined), "target");
	check(words.flagWords("running"), "runs to the as-of day");
	check(words.flagWords("another"), "another");
	check(words.shortMonth("2026-02-01", false), "Feb");
	check(words.shortMonth("2026-02-01", true), "Feb 26");
	check(words.shortMonth("2026-01-01", false), "Jan 26");
	const left = ["no_end", "no_budget", "no_budget"].map((reason) => ({ reason }));
	check(words.leftOutWords({ left_out: left, left_out_total: 3 }), "2 no budget, 1 no end");
	check(words.leftOutWords({ left_out: left, left_out_total: 4 }), "2 no budget, 1 no end, 1 other");
	check(words.leftOutNames({ left_out: left.map((it) => ({ ...it, scope: "C-1" })), left_out_total: 4 }), "C-1, C-1, C-1, …");
});

story("rows of figures are ordered by value, what is not available last either way", async () => {
	const { sorting } = await load();
	const row = (name, value, unit = "percent") => ({
		scope: `contract:${name}`,
		name,
		figures: [{ metric: "one", value, unit }],
	});
	const rows = [row("b", "0.5"), row("a", null), row("c", "1.2"), row("d", "0.5")];
	const names = (by, order, of = rows) =>
		sorting.sorted(of, { by, order }).map(({ name }) => name).join("");
	check(names("name", "asc"), "abcd");
	check(names("name", "desc"), "dcba");
	check(names("one", "asc"), "bdca");
	check(names("one", "desc"), "cbda");
	check(names("none", "asc"), "abcd");
	const days = [row("x", "2026-10-01", "date"), row("y", "2026-02-01", "date")];
	check(names("one", "asc", days), "yx");
});

await run();

/*
 * Warnings and counts of imports in words.
 */
import {
	formatCount,
	formatDate,
	formatEnd,
	formatHours,
	lastDay,
	many,
	sentence,
} from "../../format";
import type { ImportCounts, ImportSummary } from "../../types";

const WARNINGS: Record<string, string> = {
	blank_end: "no end is set",
	end_before_effective: "the term ends on or before the day the change takes effect",
	negative: "an amount is negative",
	same_day: "several revisions take effect on the same day",
	duplicate: "two revisions are exactly alike; both count",
	add_to_unset: "an amount was added to an unset value, taken as 0",
	no_first: "the first modification is missing",
	gap: "days of the term lie in no segment and earn nothing",
	after_end: "a rest is earned on one day, because the end had passed",
	no_value: "days of the term have no value and earn nothing",
	no_end: "a total value has no end and cannot be spread",
	other_account: "a row names another account than its contract’s",
	backdated: "a change takes effect before it was known",
	duration_differs: "the duration is not end minus start; the duration counts",
	ambiguous_date: "nothing tells day from month; taken as month first",
	future: "the day lies in the future",
	before_start: "the day lies before the contract’s start",
	over_24h: "more than 24 hours of one person on a day",
	closed_month: "a month is changed that finance has closed",
	new_name: "a person or task is new; none are declared",
};

/* Codes that mean something else of facts. */
const FACT_WARNINGS: Record<string, string> = {
	negative: "an amount is negative, but no reversal and no credit note",
	after_end: "the day lies after the contract’s end",
};

export function warningWords(code: string, ofFacts = false): string {
	const words = (ofFacts && FACT_WARNINGS[code]) || WARNINGS[code];
	return sentence(words ?? code.replaceAll("_", " "));
}

/** "time_entry" → "time entry", or "time entries" */
export function factWords(fact: string, count = 2): string {
	const one = fact.replaceAll("_", " ");
	if (count === 1 || fact === "progress") return one;
	return one.endsWith("y") && !one.endsWith("day") ? one.slice(0, -1) + "ies" : one + "s";
}

/** Rows that change something. */
export const news = (counts: ImportCounts): number => counts.accepted + counts.corrected;

/** "4,085 contracts, all of them new" */
export function contractWords({ contracts, new_contracts }: ImportSummary): string {
	const all = many(contracts, "contract");
	if (contracts === 1) return `${all}, which is ${new_contracts === 0 ? "known" : "new"}`;
	if (new_contracts === 0) return `${all}, none of them new`;
	if (new_contracts < contracts) return `${all}, ${formatCount(new_contracts)} of them new`;
	return `${all}, all of them new`;
}

/** "1 Mar to 31 Mar 2026"; null where the file has no days. */
function spanOf({ from, to }: ImportSummary): string | null {
	if (!from || !to) return null;
	if (from === lastDay(to)) return formatDate(from);
	return `${formatDate(from)} to ${formatEnd(to)}`;
}

/** "624 time entries were added, 3 changed": what the file does to facts. */
function factNews(summary: ImportSummary, fact: string): string {
	const { accepted, corrected, dry_run, deleted = 0 } = summary;
	const be = (count: number) => (dry_run ? "would be" : count === 1 ? "was" : "were");
	const parts: [number, string][] = [
		[accepted, "added"],
		[corrected, "replaced"],
		[deleted, "taken out"],
	];
	const shown = parts.filter(([count]) => count > 0);
	const words = shown.map(([count, done], i) =>
		i === 0
			? `${formatCount(count)} ${factWords(fact, count)} ${be(count)} ${done}`
			: `${formatCount(count)} ${done}`,
	);
	return `${words.join(", ")}.`;
}

/** What the file would do, or did. */
export function verdict(summary: ImportSummary): string {
	const { read, quarantined, unchanged, dry_run, fact, deleted = 0 } = summary;
	const fresh = news(summary);
	if (read === 0) return "The file holds no rows.";
	if (fact && fresh + deleted > 0) return factNews(summary, fact);
	if (fresh === 0 && quarantined === 0)
		return dry_run
			? `Nothing in this file is new: ${read === 1 ? "its row is" : `all ${formatCount(read)} rows are`} known already.`
			: `Nothing changed: ${read === 1 ? "the row was" : `all ${formatCount(read)} rows were`} known already.`;
	if (fresh === 0 && unchanged === 0) return "None of its rows can be taken as they are.";
	if (fresh === 0) return "Nothing new can be taken; the other rows are known already.";
	return `${many(fresh, "row")} ${dry_run ? "would change" : "changed"} ${contractWords(summary)}.`;
}

/* Days are those of all rows, hours those that can be taken. */
function heldWords(summary: ImportSummary): string {
	const { seconds = 0, quarantined } = summary;
	const span = spanOf(summary);
	const hours = seconds > 0 ? formatHours(seconds) : null;
	if (quarantined === 0 || !span) {
		const held = [hours, span].filter(Boolean).join(", ");
		return held && `${quarantined > 0 ? "What can be taken" : "It"} holds ${held}.`;
	}
	return `Its days are ${span}${hours ? `; ${hours} can be taken` : ""}.`;
}

/** "It holds 1,204.5 h, 1 Mar 2026 to 31 Mar 2026. 2 rows of totals are left out." Empty: nothing to add. */
export function contentWords(summary: ImportSummary): string {
	const { totals_rows = 0, running_timers = 0 } = summary;
	const left = [
		totals_rows > 0 && many(totals_rows, "row of totals", "rows of totals"),
		running_timers > 0 && many(running_timers, "running timer"),
	].filter(Boolean);
	const leftVerb = totals_rows + running_timers === 1 ? "is" : "are";
	return [
		heldWords(summary),
		left.length > 0 && `${sentence(left.join(" and "))} ${leftVerb} left out.`,
	]
		.filter(Boolean)
		.join(" ");
}

/** "17 rows, 40.5 h" */
export function waitingWords({ quarantined, waiting_seconds = 0 }: ImportSummary): string {
	const rows = many(quarantined, "row");
	return waiting_seconds > 0 ? `${rows} (${formatHours(waiting_seconds)})` : rows;
}

/** Rows that would be put into quarantine. */
export const newlyWaiting = ({ quarantined, waiting_already }: ImportSummary): number =>
	quarantined - waiting_already;

/** "would wait in quarantine", "wait in quarantine already", "wait in quarantine, 3 of them as before" */
export function waitingState(summary: ImportSummary): string {
	const { quarantined, waiting_already, dry_run } = summary;
	const wait = quarantined === 1 ? "waits" : "wait";
	if (newlyWaiting(summary) === 0) return `${wait} in quarantine already`;
	const before = waiting_already > 0 ? `, ${formatCount(waiting_already)} of them already` : "";
	return `${dry_run ? "would wait" : wait} in quarantine${before}`;
}

export const isNothing = (summary: ImportSummary): boolean =>
	news(summary) === 0 && newlyWaiting(summary) === 0 && !summary.deleted;

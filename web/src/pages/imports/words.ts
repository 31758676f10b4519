/*
 * Warnings and counts of imports in words.
 */
import { formatCount, sentence } from "../../format";
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
};

export const warningWords = (code: string): string =>
	sentence(WARNINGS[code] ?? code.replaceAll("_", " "));

export const many = (count: number, one: string): string =>
	`${formatCount(count)} ${one}${count === 1 ? "" : "s"}`;

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

/** What the file would do, or did. */
export function verdict(summary: ImportSummary): string {
	const { read, quarantined, unchanged, dry_run } = summary;
	const fresh = news(summary);
	if (read === 0) return "The file holds no rows.";
	if (fresh === 0 && quarantined === 0)
		return dry_run
			? `Nothing in this file is new: ${read === 1 ? "its row is" : `all ${formatCount(read)} rows are`} known already.`
			: `Nothing changed: ${read === 1 ? "the row was" : `all ${formatCount(read)} rows were`} known already.`;
	if (fresh === 0 && unchanged === 0) return "None of its rows can be taken as they are.";
	if (fresh === 0) return "Nothing new can be taken; the other rows are known already.";
	return `${many(fresh, "row")} ${dry_run ? "would change" : "changed"} ${contractWords(summary)}.`;
}

export const isNothing = (summary: ImportSummary): boolean =>
	news(summary) === 0 && summary.quarantined === 0;

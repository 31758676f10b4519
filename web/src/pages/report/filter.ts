/*
 * What the history report is asked for; all of it lives in the address, under the API's own names.
 *
 * `to` is the first day behind the range, as in the API; people read and type the day before it.
 */
import { API } from "../../api";
import { addDays, formatDate, formatEnd, isDate, today } from "../../format";
import { queryText, setQuery, useQuery } from "../../router";

/* A type, so that it can be spread into parameters. */
export type ReportFilter = {
	from: string | null;
	to: string | null;
	by: "effective" | "recorded";
	contract: string;
	account: string;
};

const NAMES = ["from", "to", "by", "contract", "account"];

const day = (text: string | undefined): string | null => (text && isDate(text) ? text : null);

export function useReportFilter(): ReportFilter {
	const { from, to, by, contract = "", account = "" } = useQuery();
	return {
		from: day(from),
		to: day(to),
		by: by === "recorded" ? by : "effective",
		contract,
		account,
	};
}

export const isNarrowed = ({ from, to, contract, account }: ReportFilter): boolean =>
	Boolean(from || to || contract || account);

export const clearFilter = (): void =>
	setQuery(Object.fromEntries(NAMES.map((name) => [name, null])), { push: true });

/** The parameters of the API: what is set, and the axis where it is not the usual one. */
export const reportQuery = (filter: ReportFilter): Record<string, string | null> => ({
	from: filter.from,
	to: filter.to,
	by: filter.by === "recorded" ? filter.by : null,
	contract: filter.contract || null,
	account: filter.account || null,
});

export const csvPath = (filter: ReportFilter): string =>
	`${API}/history-report.csv${queryText(reportQuery(filter))}`;

/** "1 Jan 2009 – 31 Dec 2010" */
export function rangeWords({ from, to }: ReportFilter): string {
	if (from && to) return `${formatDate(from)} – ${formatEnd(to)}`;
	if (from) return `from ${formatDate(from)}`;
	return to ? `to ${formatEnd(to)}` : "all days";
}

/** For the foot of the printed page. */
export function filterWords(filter: ReportFilter): [string, string][] {
	const words: [string, string][] = [
		[filter.by === "recorded" ? "Recorded" : "Effective", rangeWords(filter)],
		["Contract", filter.contract],
		["Account", filter.account],
	];
	return words.filter(([, value]) => value);
}

export interface Range {
	id: string;
	words: string;
	from: string | null;
	to: string | null;
}

/** Ranges that are asked for again and again, from the reader's own day. */
export function usualRanges(): Range[] {
	const now = today();
	const year = Number(now.slice(0, 4));
	const quarter = 3 * Math.floor((Number(now.slice(5, 7)) - 1) / 3);
	const first = (y: number, month: number): string =>
		`${y + Math.floor(month / 12)}-${String((((month % 12) + 12) % 12) + 1).padStart(2, "0")}-01`;
	return [
		{ id: "", words: "all days", from: null, to: null },
		{ id: "year", words: "this year", from: first(year, 0), to: first(year + 1, 0) },
		{ id: "last-year", words: "last year", from: first(year - 1, 0), to: first(year, 0) },
		{ id: "quarter", words: "this quarter", from: first(year, quarter), to: first(year, quarter + 3) },
		{ id: "last-quarter", words: "last quarter", from: first(year, quarter - 3), to: first(year, quarter) },
		{ id: "days", words: "last 30 days", from: addDays(now, -29), to: addDays(now, 1) },
	];
}

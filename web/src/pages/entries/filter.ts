/*
 * What narrows the entries of a contract, and by what they are summed; all of it lives in the address.
 */
import { addDays, formatDate, formatMonth, isDate, lastDay } from "../../format";
import { pathTo, queryText, setQuery, useQuery } from "../../router";
import type { SumGroup } from "../../types";

export type By = "month" | "week" | "resource" | "task";

export const BYS: [By, string][] = [
	["month", "Month"],
	["week", "Week"],
	["resource", "Resource"],
	["task", "Task"],
];

/* A type, not an interface, so that it can be spread into parameters. */
export type EntryFilter = {
	task: string | null;
	resource: string | null;
	source: string | null;
	from: string | null;
	to: string | null; /* the first day after */
};

const NAMES = ["task", "resource", "source", "from", "to"] as const;

const day = (text: string | undefined): string | null => (text && isDate(text) ? text : null);

export function useEntryFilter(): { filter: EntryFilter; by: By } {
	const { task, resource, source, from, to, by } = useQuery();
	return {
		filter: {
			task: task || null,
			resource: resource || null,
			source: source || null,
			from: day(from),
			to: day(to),
		},
		by: BYS.find(([id]) => id === by)?.[0] ?? "month",
	};
}

export const isNarrowed = (filter: EntryFilter): boolean => NAMES.some((name) => filter[name]);

export const narrow = (patch: Partial<EntryFilter>): void => setQuery(patch, { push: true });

export const clearFilter = (): void =>
	narrow({ task: null, resource: null, source: null, from: null, to: null });

/** Where the entries of a contract are shown. */
export const entriesPath = (contract: string, filter: Partial<EntryFilter> = {}): string =>
	pathTo("/contracts/{key}/entries", { key: contract }) + queryText(filter);

/** For the foot of the printed page. */
export function filterWords(filter: EntryFilter): [string, string][] {
	const words: [string, string | null][] = [
		["Task", filter.task],
		["Resource", filter.resource],
		["Source", filter.source],
		["From", filter.from && formatDate(filter.from)],
		["To", filter.to && formatDate(lastDay(filter.to))],
	];
	return words.filter((pair): pair is [string, string] => !!pair[1]);
}

export function nextMonth(date: string): string {
	const month = Number(date.slice(5, 7));
	const year = Number(date.slice(0, 4)) + (month === 12 ? 1 : 0);
	return `${year}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

/** What a group of sums narrows the entries to. */
export function filterOf(group: SumGroup, by: By): Partial<EntryFilter> {
	switch (by) {
		case "month":
			return { from: group.date, to: group.date && nextMonth(group.date) };
		case "week":
			return { from: group.date, to: group.date && addDays(group.date, 7) };
		case "resource":
			return { resource: group.resource };
		case "task":
			return { task: group.task };
	}
}

export function labelOf(group: SumGroup, by: By): string {
	switch (by) {
		case "month":
			return group.date ? formatMonth(group.date) : "–";
		case "week":
			return group.date ? formatDate(group.date) : "–";
		case "resource":
			return group.resource ?? "–";
		case "task":
			return group.task ?? "no task";
	}
}

/** Whether the entries are narrowed to just this group. */
export function isChosen(group: SumGroup, by: By, filter: EntryFilter): boolean {
	const wanted = Object.entries(filterOf(group, by)) as [keyof EntryFilter, string | null][];
	return wanted.every(([name, value]) => value !== null && filter[name] === value);
}

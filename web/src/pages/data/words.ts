/*
 * What waits, and what disagrees, in words.
 */
import { daysBetween, formatDate, formatEnd, formatHours, many, sentence } from "../../format";
import type { Retried, Source, Subject, Suggestion, WaitingGroup } from "../../types";

export const SUBJECTS: [Subject, string][] = [
	["project", "project"],
	["client", "client"],
	["task", "task"],
	["person", "person"],
];

/** "312 rows, 1,204.5 h" */
export const amountOf = ({ rows, seconds }: { rows: number; seconds: number }): string =>
	seconds > 0 ? `${many(rows, "row")}, ${formatHours(seconds)}` : many(rows, "row");

/** "309 rows, 1,204.5 h" */
export const releasedWords = ({ taken, seconds }: Retried): string =>
	taken === 0
		? "no row that waits"
		: many(taken, "row") + (seconds > 0 ? `, ${formatHours(seconds)}` : "");

const isSubject = (subject: string | null): subject is Subject =>
	SUBJECTS.some(([name]) => name === subject);

/** Whether a link can release the group. */
export const canLink = ({ subject, unknown }: WaitingGroup): boolean =>
	isSubject(subject) && !!unknown;

export interface Kind {
	id: string;
	title: string;
	/** What to do about it. */
	remedy: string;
}

const KINDS: Kind[] = [
	{
		id: "project",
		title: "Unknown projects",
		remedy: "Say which contract each one is; all of its rows are taken at once.",
	},
	{
		id: "client",
		title: "Unknown clients",
		remedy: "Say which contract each one is; all of its rows are taken at once.",
	},
	{
		id: "task",
		title: "Unknown tasks",
		remedy: "Say which task of the contract each one is.",
	},
	{
		id: "person",
		title: "Unknown people",
		remedy: "Say who each one is; all of their rows are taken at once.",
	},
	{
		id: "contract",
		title: "Unknown contracts",
		remedy: "Import or create the contract, then try the rows again.",
	},
	{
		id: "stream",
		title: "Streams without a mapping",
		remedy: "Add a mapping that says which fact the stream is: pacta mapping add FILE.",
	},
	{
		id: "bad_value",
		title: "Rows that cannot be read",
		remedy: "Mend them in the file and import it again.",
	},
	{
		id: "repeated",
		title: "Rows repeated with other contents",
		remedy: "One file tells the same id twice; the first one counts until the file is mended.",
	},
	{
		id: "refused",
		title: "Rows that were refused",
		remedy: "Their names are known, but something that they need is not there yet.",
	},
	{ id: "", title: "Rows of contracts", remedy: "Mend them in the file and import it again." },
];

/** The heading that a group stands under. */
export function kindOf({ subject, code }: WaitingGroup): Kind {
	const id = subject || code || "";
	return (
		KINDS.find((kind) => kind.id === id) ?? {
			id,
			title: sentence(id.replaceAll("_", " ")),
			remedy: "",
		}
	);
}

/** Groups under their headings: names that can be linked first. */
export function byKind(groups: WaitingGroup[]): [Kind, WaitingGroup[]][] {
	const all = new Map<string, [Kind, WaitingGroup[]]>();
	for (const group of groups) {
		const kind = kindOf(group);
		const held = all.get(kind.id) ?? [kind, []];
		held[1].push(group);
		all.set(kind.id, held);
	}
	const place = ({ id }: Kind): number => {
		const found = KINDS.findIndex((kind) => kind.id === id);
		return found < 0 ? KINDS.length : found;
	};
	return [...all.values()].sort(([a], [b]) => place(a) - place(b));
}

/** "“Website relaunch” of Harbour", or the reason where nothing is unknown. */
export function nameOf({ unknown, within, reason }: WaitingGroup): string {
	if (!unknown) return sentence(reason);
	return within ? `“${unknown}” of ${within}` : `“${unknown}”`;
}

export const suggestionsOf = (group: WaitingGroup, all: Suggestion[]): Suggestion[] =>
	all.filter(
		({ source, subject, unknown, within }) =>
			source === group.source &&
			subject === group.subject &&
			unknown === group.unknown &&
			(within ?? "") === (group.within ?? ""),
	);

const STALE = 14; /* days */

export interface Freshness {
	/**
	 * Since the newest work day, or, where a source has none, since its last import; below 0: the newest work
	 * day is still to come.
	 */
	days: number | null;
	/** Files used to come, and none has for long; who writes by hand owes nothing. */
	stale: boolean;
}

export function freshness({ newest_day, last_at, imports }: Source, day: string): Freshness {
	const last = newest_day ?? last_at?.slice(0, 10);
	if (!last) return { days: null, stale: false };
	const days = daysBetween(last, day);
	return { days, stale: imports > 0 && days > STALE };
}

const DISCREPANCIES: Record<string, [string, string]> = {
	duration_differs: ["Duration and times", "an entry’s duration is not its end minus its start"],
	claimed_twice: ["Claimed twice", "two sources claim the same hours of a person"],
	over_24h: ["Beyond 24 h", "more than 24 hours of a person on a day"],
	ledger_total: ["Ledger", "what is recognised in a closed month is not what the ledger shows"],
	outside_term: ["Outside the term", "work before a contract’s start or after its end"],
	future: ["Future", "work after today"],
};

export const discrepancyName = (kind: string): string =>
	DISCREPANCIES[kind]?.[0] ?? sentence(kind.replaceAll("_", " "));

/** "ends_on 2011-03-01" → "ends on 28 Feb 2011": a side that is a limit instead of an amount. */
export function limitWords(label: string): string | null {
	const [, name, date] = /^(starts_on|ends_on|today) (\d{4}-\d{2}-\d{2})$/.exec(label) ?? [];
	if (!name || !date) return null;
	if (name === "today") return `today is ${formatDate(date)}`;
	return name === "ends_on" ? `ends on ${formatEnd(date)}` : `starts on ${formatDate(date)}`;
}

export const discrepancyWords = (kind: string): string =>
	DISCREPANCIES[kind]?.[1] ?? kind.replaceAll("_", " ");

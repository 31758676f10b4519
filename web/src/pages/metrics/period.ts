/*
 * Periods as their names in the address: "2026-03", "2026-Q1", "2026", "2026-W12", "FY2026", "CY3", "term". Pure.
 */
import { addDays, daysBetween, formatDate, formatMonth, isDate } from "../../format";

export type Kind = "day" | "week" | "month" | "quarter" | "year" | "fiscal" | "contract-year" | "term";

const FORMS: [Kind, RegExp][] = [
	["day", /^\d{4}-\d{2}-\d{2}$/],
	["week", /^\d{4}-W\d{2}$/],
	["month", /^\d{4}-(0[1-9]|1[0-2])$/],
	["quarter", /^\d{4}-Q[1-4]$/],
	["year", /^\d{4}$/],
	["fiscal", /^FY\d{4}$/],
	["contract-year", /^CY\d{1,3}$/],
	["term", /^term$/],
];

const two = (n: number): string => String(n).padStart(2, "0");

/** Null for what is no name of a period. */
export function kindOf(name: string | undefined): Kind | null {
	return (name && FORMS.find(([, form]) => form.test(name))?.[0]) || null;
}

/* The Monday of a week. */
const mondayOf = (day: string): string =>
	addDays(day, -((new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7));

function weekName(monday: string): string {
	const year = addDays(monday, 3).slice(0, 4); /* the week is of its Thursday's year */
	const first = mondayOf(`${year}-01-04`);
	return `${year}-W${two(daysBetween(first, monday) / 7 + 1)}`;
}

/** First day of a period whose name alone tells it; else null. */
export function firstDay(name: string): string | null {
	const year = name.slice(0, 4);
	switch (kindOf(name)) {
		case "day":
			return name;
		case "week":
			return addDays(mondayOf(`${year}-01-04`), (Number(name.slice(6)) - 1) * 7);
		case "month":
			return `${name}-01`;
		case "quarter":
			return `${year}-${two(Number(name.slice(6)) * 3 - 2)}-01`;
		case "year":
			return `${year}-01-01`;
		default:
			return null;
	}
}

/** The period of that kind that `day` lies in; of fiscal and contract years the calendar year. */
export function periodOn(kind: Kind, day: string): string {
	const [year = "", month = ""] = day.split("-");
	switch (kind) {
		case "day":
			return day;
		case "week":
			return weekName(mondayOf(day));
		case "month":
			return `${year}-${month}`;
		case "quarter":
			return `${year}-Q${Math.ceil(Number(month) / 3)}`;
		case "term":
			return "term";
		default:
			return year;
	}
}

/**
 * The last month that is over by `day`, as the server takes it where none is asked for; of a contract one of its term.
 */
export function lastMonthOver(day: string, from: string | null = null, lastDay: string | null = null): string {
	const over = shifted(periodOn("month", addDays(day, 1)), -1)!;
	const first = from ? periodOn("month", from) : over;
	const last = lastDay ? periodOn("month", lastDay) : over;
	return over < first ? first : over > last ? last : over;
}

const monthOf = (months: number): string => `${Math.floor(months / 12)}-${two((months % 12) + 1)}`;

/** `by` periods of the same kind later, or earlier; null where there is none. */
export function shifted(name: string, by: number): string | null {
	const kind = kindOf(name);
	const first = firstDay(name);
	switch (kind) {
		case "day":
			return addDays(name, by);
		case "week":
			return first && weekName(addDays(first, by * 7));
		case "month":
		case "quarter": {
			const step = kind === "month" ? 1 : 3;
			const months = Number(name.slice(0, 4)) * 12 + Number(first!.slice(5, 7)) - 1;
			return periodOn(kind, `${monthOf(months + by * step)}-01`);
		}
		case "year":
			return String(Number(name) + by);
		case "fiscal":
			return `FY${Number(name.slice(2)) + by}`;
		case "contract-year": {
			const number = Number(name.slice(2)) + by;
			return number > 0 ? `CY${number}` : null;
		}
		default:
			return null;
	}
}

/** How many of its kind make a year; 0: none do. */
export function perYear(name: string): number {
	const counts: Partial<Record<Kind, number>> = { month: 12, quarter: 4 };
	return counts[kindOf(name) ?? "term"] ?? 0;
}

/** "Mar 2026", "Q1 2026", "2026", "week 12 of 2026", "the whole term". */
export function periodText(name: string): string {
	switch (kindOf(name)) {
		case "day":
			return formatDate(name);
		case "week":
			return `week ${Number(name.slice(6))} of ${name.slice(0, 4)}`;
		case "month":
			return formatMonth(`${name}-01`);
		case "quarter":
			return `${name.slice(5)} ${name.slice(0, 4)}`;
		case "fiscal":
			return `fiscal ${name.slice(2)}`;
		case "contract-year":
			return `contract year ${name.slice(2)}`;
		case "term":
			return "the whole term";
		default:
			return name.split("..").filter(isDate).map(formatDate).join(" – ") || name;
	}
}

/*
 * Periods in words: "Mar 2009", "Q1 2009"; where a period is cut by the term or the range, its days
 * stand beside it.
 */
import { formatDate, formatEnd, lastDay } from "../../format";
import type { Granularity } from "../../types";
import { addMonths } from "./terms";

export interface PeriodWords {
	name: string;
	/** Empty where the name says it all. */
	days: string;
}

const days = (from: string, to: string): string => `${formatDate(from)} – ${formatEnd(to)}`;

const wholeFrom = (from: string, to: string, months: number): boolean =>
	from.endsWith("-01") && addMonths(from, months) === to;

export function periodWords(by: Granularity, from: string, to: string): PeriodWords {
	const [year = "", month = ""] = from.split("-");
	switch (by) {
		case "day":
			return { name: formatDate(from), days: "" };
		case "month": {
			const name = formatDate(from).replace(/^\d+ /, "");
			return { name, days: wholeFrom(from, to, 1) ? "" : days(from, to) };
		}
		case "quarter": {
			const name = `Q${Math.ceil(Number(month) / 3)} ${year}`;
			return { name, days: wholeFrom(from, to, 3) ? "" : days(from, to) };
		}
		case "year": {
			const whole = from.endsWith("-01-01") && lastDay(to).endsWith("-12-31");
			return { name: year, days: whole ? "" : days(from, to) };
		}
		default:
			return { name: days(from, to), days: "" };
	}
}

/*
 * Figures of metrics in words: the value as short as it can be read, in full for titles; how far it
 * is from its target, and whether that is good. Pure.
 */
import {
	formatDate,
	formatFixed,
	formatMoney,
	formatMonth,
	formatNumber,
	many,
	MINUS,
	shiftPoint,
	type MoneyStyle,
} from "../../format";
import type { Metric, MetricFigure, Unit } from "./types";

export interface Read {
	text: string;
	unit: string; /* beside it, lighter; may be empty */
	full: string;
}

/* Money without a currency stands where the column or the sentence names it. */
const money = (amount: string, currency: string | null, style: MoneyStyle): string =>
	formatMoney({ amount, currency: currency ?? "" }, currency ? style : { ...style, sign: false });

/** A value of that unit, rounded to what matters. */
export function readValue(
	value: string,
	unit: Unit,
	currency: string | null,
	style: MoneyStyle = { digits: "whole" },
): Read {
	switch (unit) {
		case "percent":
		case "points": {
			const shown = shiftPoint(value, 2);
			const sign = unit === "percent" ? "%" : "pp";
			return { text: formatFixed(shown, 1), unit: sign, full: `${formatNumber(shown)} ${sign}` };
		}
		case "index":
			return { text: formatFixed(value, 2), unit: "", full: formatNumber(value) };
		case "money":
			return {
				text: money(value, currency, style),
				unit: "",
				full: money(value, currency, {}),
			};
		case "hours":
			return { text: formatFixed(value, 1), unit: "h", full: `${formatNumber(value)} h` };
		case "days":
			return { text: formatFixed(value, 1), unit: "days", full: `${formatNumber(value)} days` };
		case "date":
			return { text: formatDate(value), unit: "", full: formatDate(value) };
	}
}

export const readFigure = (figure: MetricFigure, style?: MoneyStyle): Read | null =>
	figure.value === null ? null : readValue(figure.value, figure.unit, figure.currency, style);

/** "12.5 %", with its unit. */
export const inWords = ({ text, unit }: Read): string =>
	unit === "" ? text : `${text}\u00a0${unit}`;

/** A difference without its sign: "1.4 pp". */
export function differenceWords(difference: string, figure: MetricFigure): string {
	const size = difference.replace("-", "");
	if (figure.unit === "percent") return `${formatFixed(shiftPoint(size, 2), 1)}\u00a0pp`;
	if (figure.unit === "date") return many(Number(size), "day");
	return inWords(readValue(size, figure.unit, figure.currency));
}

/** The same with "+" or a real minus. */
export function signedWords(difference: string, figure: MetricFigure): string {
	const words = differenceWords(difference, figure);
	if (!/[1-9]/.test(words)) return words;
	return (difference.startsWith("-") ? MINUS : "+") + "\u00a0" + words;
}

/** -1, 0 or 1, after rounding to what is shown. */
export function sideOf(difference: string, figure: MetricFigure): -1 | 0 | 1 {
	if (!/[1-9]/.test(differenceWords(difference, figure))) return 0;
	return difference.startsWith("-") ? -1 : 1;
}

export type Verdict = "good" | "bad" | "plain" | "open";

/** Whether being on that side of the target is good; "plain" where nobody may say so, "open" where not yet. */
export function verdictOf(side: number, metric: Metric | undefined, figure: MetricFigure): Verdict {
	if (!metric) return "plain";
	if (!metric.to_date && figure.flags.includes("running")) return "open";
	if (metric.needs_closed && !isClosed(figure)) return "open";
	if (metric.direction === "up") return side >= 0 ? "good" : "bad";
	if (metric.direction === "down") return side <= 0 ? "good" : "bad";
	return "plain";
}

export const isClosed = ({ flags }: MetricFigure): boolean =>
	!flags.includes("open") && !flags.includes("running");

/** "the budget": what it is held against. */
export const targetName = (metric: Metric | undefined): string => metric?.target_title ?? "target";

const FLAGS: Record<string, string> = {
	running: "runs to the as-of day",
	open: "open, not for judgement yet",
	estimate: "by an estimated annual value",
	unattainable: "unattainable: more was spent than budgeted",
	spent: "used up already",
	unused: "unused at the end",
	converted: "in the reporting currency",
	partial: "something is left out",
};

export const flagWords = (flag: string): string => FLAGS[flag] ?? flag;

/** "Mar", or "Mar 26" in January and where a row begins: months in the header of a narrow column. */
export const shortMonth = (date: string, isFirst: boolean): string => {
	const [month = "", year = ""] = formatMonth(date).split(" ");
	return isFirst || month === "Jan" ? `${month} ${year.slice(2)}` : month;
};

/** "2 no budget, 1 no end, 9,950 others": what a total leaves out. */
export function leftOutWords({ left_out, left_out_total }: Pick<MetricFigure, "left_out" | "left_out_total">): string {
	const counts = new Map<string, number>();
	for (const { reason } of left_out) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	const words = [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} ${reason.replaceAll("_", " ")}`);
	const others = left_out_total - left_out.length;
	if (others > 0) words.push(many(others, "other"));
	return words.join(", ");
}

/** Their names, as far as they were told. */
export const leftOutNames = ({ left_out, left_out_total }: Pick<MetricFigure, "left_out" | "left_out_total">): string =>
	left_out.map(({ scope }) => scope).join(", ") + (left_out_total > left_out.length ? ", …" : "");

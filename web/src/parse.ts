/*
 * What people type, as the API wants it. The inverse of format.ts; money stays text.
 */
import { addDays, isDate, lastDay, shiftPoint, today } from "./format";
import type { Field, Value } from "./types";

export type Parsed = { value: string | null } | { error: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const ok = (value: string | null): Parsed => ({ value });
const no = (error: string): Parsed => ({ error });

/** Decimal text from "130,000.50", "− 4 504", "$ 12"; null where it is no number. */
export function decimalOf(typed: string): string | null {
	const text = typed
		.replace(/[\s\u00a0\u2009\u202f'’_]/g, "")
		.replace(/^[−–]/, "-")
		.replace(/^(-?)(?:[A-Z]{3}|[$€£¥])/, "$1");
	const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
	const plain = grouped ? text.replaceAll(",", "") : text;
	return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? shiftPoint(plain, 0) : null;
}

export function parseNumber(typed: string, whole = false): Parsed {
	if (!typed.trim()) return ok(null);
	const decimal = decimalOf(typed);
	if (decimal === null) return no("Write a number like 1450.5");
	if (whole && decimal.includes(".")) return no("Only whole numbers fit here");
	return ok(decimal);
}

export function parseMoney(typed: string): Parsed {
	if (!typed.trim()) return ok(null);
	const decimal = decimalOf(typed);
	return decimal === null ? no("Write an amount like 130000.50") : ok(decimal);
}

/** "70" and "70 %" are 0.7. */
export function parseShare(typed: string): Parsed {
	if (!typed.trim()) return ok(null);
	const decimal = decimalOf(typed.replace(/%\s*$/, ""));
	if (decimal === null) return no("Write a percentage like 70");
	const share = shiftPoint(decimal, -2);
	if (share.startsWith("-") || /^(?:1\.|[2-9]|1\d)/.test(share))
		return no("A share lies between 0 and 100 %");
	return ok(share);
}

/** "2009-03-01", "1 Mar 2009", "1 March 2009", "1.3.2009", "today". */
export function parseDate(typed: string): Parsed {
	const text = typed.trim().toLowerCase();
	if (!text) return ok(null);
	if (text === "today") return ok(today());
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
	const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
	const worded = /^(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(text);
	let parts: [string, string, string] | null = null;
	if (iso) parts = [iso[1]!, iso[2]!, iso[3]!];
	if (dotted) parts = [dotted[3]!, dotted[2]!, dotted[1]!];
	if (worded) {
		const month = MONTHS.indexOf(worded[2]!.slice(0, 3)) + 1;
		if (month > 0) parts = [worded[3]!, String(month), worded[1]!];
	}
	if (!parts) return no("Write a date like 2009-03-01 or 1 Mar 2009");
	const date = `${parts[0]}-${parts[1].padStart(2, "0")}-${parts[2].padStart(2, "0")}`;
	return isDate(date) ? ok(date) : no("There is no such day between 1900 and 2199");
}

/** The last day of a term, as typed, to the day after it, as `ends_on` wants it. */
export function parseLastDay(typed: string): Parsed {
	const day = parseDate(typed);
	return "value" in day && day.value ? ok(addDays(day.value, 1)) : day;
}

export const isLastDay = (field: Field): boolean => field.name === "ends_on";

/** What was typed for a tracked field. */
export function parseValue(field: Field, typed: string): Parsed {
	switch (field.type) {
		case "money":
			return parseMoney(typed);
		case "number":
			return parseNumber(typed, field.whole);
		case "share":
			return parseShare(typed);
		case "date":
			return isLastDay(field) ? parseLastDay(typed) : parseDate(typed);
		case "choice":
			if (typed && !field.choices.includes(typed)) return no("Choose one of the list");
			return ok(typed || null);
		default:
			return ok(typed.trim() || null);
	}
}

/** What stands in an input at first for a value. */
export function typedOf(field: Field, value: Value): string {
	if (value === null) return "";
	if (typeof value === "object") return value.amount.replace(/\.0+$/, "");
	if (field.type === "share") return shiftPoint(value, 2);
	if (field.type === "date" && isLastDay(field)) return lastDay(value);
	return value;
}


/*
 * What a history's snapshots say of a day. They are exact: the state as of a day is the last one that
 * takes effect on it or before. Pure.
 */
import { addDays, daysBetween, isMoney, shiftPoint } from "../../format";
import {
	moneyOf,
	textOf,
	valueOf,
	type Figure,
	type Granularity,
	type Money,
	type Snapshot,
	type Tracked,
	type Value,
} from "../../types";

/** Index of the snapshot in force on `day` (null: the latest); -1 before the first. */
export function indexOn(snapshots: Snapshot[], day: string | null): number {
	if (day === null) return snapshots.length - 1;
	let low = 0;
	let high = snapshots.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (snapshots[middle]!.effective_on <= day) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

const plain = (decimal: string): string => shiftPoint(decimal, 0);

export function isSame(left: Value, right: Value): boolean {
	if (left === null || right === null) return left === right;
	if (typeof left === "object" && typeof right === "object")
		return plain(left.amount) === plain(right.amount);
	return left === right;
}

export interface Since {
	since: string;
	/** The value before; undefined where it is the first. */
	was: Value | undefined;
	/** The newest one of that day. */
	revision: number | undefined;
}

/** Since when the field has the value that it has in row `index`. */
export function sinceOf(snapshots: Snapshot[], index: number, field: string): Since | null {
	if (index < 0) return null;
	const value = valueOf(snapshots[index]!, field);
	let first = index;
	while (first > 0 && isSame(valueOf(snapshots[first - 1]!, field), value)) first--;
	return {
		since: snapshots[first]!.effective_on,
		revision: snapshots[first]!.revisions.at(-1),
		was: first > 0 ? valueOf(snapshots[first - 1]!, field) : undefined,
	};
}

/** The field that holds the value in force: by value basis, or whichever is set. */
export function valueField(state: Tracked | undefined): "annual_value" | "total_value" {
	if (!state) return "annual_value";
	if (textOf(state, "value_basis") === "total") return "total_value";
	return !moneyOf(state, "annual_value") && moneyOf(state, "total_value")
		? "total_value"
		: "annual_value";
}

/** The sum, exactly; n/a where a part is; null for nothing. */
export function sumOf(figures: Figure[]): Figure | null {
	let currency: string | null = null;
	let places = 0;
	for (const figure of figures) {
		if (!isMoney(figure)) return figure;
		currency = figure.currency;
		places = Math.max(places, (figure.amount.split(".")[1] ?? "").length);
	}
	if (currency === null) return null;
	let minor = 0n;
	for (const figure of figures as Money[]) minor += BigInt(shiftPoint(figure.amount, places));
	const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, "0");
	const point = digits.length - places;
	const text = digits.slice(0, point) + (places > 0 ? "." + digits.slice(point) : "");
	return { amount: (minor < 0n ? "-" : "") + text, currency };
}

/** What fits a term of that length; the same as the server's charts choose. */
export function granularityFor(from: string | null, to: string | null): Granularity {
	if (!from || !to) return "year";
	const days = daysBetween(from, to);
	if (days <= 18 * 30.5) return "month";
	return days <= 6 * 365.25 ? "quarter" : "year";
}

/** The same day, `months` later or earlier; the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
	const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
	const count = year * 12 + month - 1 + months;
	const text = (m: number): string =>
		`${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}-01`;
	const last = daysBetween(text(count), text(count + 1));
	return addDays(text(count), Math.min(day, last) - 1);
}

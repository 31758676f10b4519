/*
 * How values read: numbers and money through Intl, dates as "1 Mar 2009", ends inclusive.
 *
 * Amounts are decimal texts and stay so: Intl formats texts of any length exactly, and nothing here
 * turns money into a floating-point number. The pages are written in English, so that separators are
 * those of the reader's own English ("1,234.50").
 */
import type { Field, Figure, Money, Value } from "./types";

export const LOCALE = navigator.languages.find((tag) => /^en\b/i.test(tag)) ?? "en-GB";

export const MINUS = "\u2212";
export const UNSET = "–";
const GAP = "\u00a0"; /* between a number and its unit */
const DAY = 86_400_000;

type Decimal = Intl.StringNumericLiteral;

const formats = new Map<number, Intl.NumberFormat>();

/* Making a format is dear, using one is cheap. */
function withDigits(digits: number): Intl.NumberFormat {
	let format = formats.get(digits);
	if (!format) {
		/* roundingMode is not in TypeScript's library yet. */
		const options = {
			minimumFractionDigits: digits,
			maximumFractionDigits: digits,
			roundingMode: "halfEven",
		} as Intl.NumberFormatOptions;
		formats.set(digits, (format = new Intl.NumberFormat(LOCALE, options)));
	}
	return format;
}

const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumSignificantDigits: 3 });
const roughly = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });

const realMinus = (text: string): string => text.replace("-", MINUS);

/* ---- numbers ---- */

const decimalsOf = (amount: string): number => (amount.split(".")[1] ?? "").length;

const withoutZeros = (amount: string): string =>
	amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount;

/** "1450.50" → "1,450.5" */
export function formatNumber(decimal: string): string {
	const text = withoutZeros(decimal);
	return realMinus(withDigits(decimalsOf(text)).format(text as Decimal));
}

/** "93.9203" → "93.9": always so many decimals. */
export const formatFixed = (decimal: string, digits: number): string =>
	realMinus(withDigits(digits).format(decimal as Decimal)).replace(/^\u2212([0.,]*)$/, "$1");

export const formatCount = (count: number): string => withDigits(0).format(count);

/** Moves the point of a decimal text right, or left where places < 0: ("0.655", 2) → "65.5" */
export function shiftPoint(decimal: string, places: number): string {
	const [, sign = "", whole = "", part = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(decimal) ?? [];
	const digits = "0".repeat(Math.max(0, -places)) + whole + part + "0".repeat(Math.max(0, places));
	const point = Math.max(0, -places) + whole.length + places;
	const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
	const right = digits.slice(point).replace(/0+$/, "");
	return sign + left + (right ? "." + right : "");
}

/** "0.7" → "70 %" */
export const formatShare = (share: string): string =>
	formatNumber(shiftPoint(share, 2)) + GAP + "%";

/* ---- money ---- */

/** "$", "€", "CA$"; the code where a currency has no sign of its own. */
export function currencySign(currency: string): string {
	const known = signs.get(currency);
	if (known !== undefined) return known;
	let sign = currency;
	try {
		const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(0);
		sign = parts.find((part) => part.type === "currency")?.value ?? currency;
	} catch {
		/* Not three letters: shown as it is. */
	}
	signs.set(currency, sign);
	return sign;
}

const signs = new Map<string, string>();

export interface MoneyStyle {
	/** all decimals of the amount; "whole": rounded to units; "trim": decimals unless all are zero */
	digits?: "full" | "whole" | "trim";
	/** false: the number alone, for columns whose header names the currency */
	sign?: boolean;
	/** "+" before what is above zero */
	plus?: boolean;
}

/** {"-4504.11", USD} → "− $ 4,504.11" */
export function formatMoney(money: Money, style: MoneyStyle = {}): string {
	const { digits = "full", sign = true, plus = false } = style;
	const negative = money.amount.startsWith("-");
	const plain = negative ? money.amount.slice(1) : money.amount;
	const all = decimalsOf(plain);
	const trimmed = digits === "trim" && /\.0+$/.test(plain);
	const kept = digits === "whole" || trimmed ? 0 : all;
	const number = withDigits(kept).format(plain as Decimal);
	const isZero = !/[1-9]/.test(number);
	const mark = negative && !isZero ? MINUS : plus && !isZero ? "+" : "";
	if (!sign) return mark + number;
	return (mark ? mark + GAP : "") + currencySign(money.currency) + GAP + number;
}

/* As the charts have them. */
const UNITS: Record<string, string> = { K: "k", B: "bn", T: "tn" };

/** {"1284400", EUR} → "€ 1.28 M": for headlines; put the full amount into a title. */
export function formatCompact(money: Money, sign = true): string {
	const parts = compact.formatToParts(money.amount.replace("-", "") as Decimal);
	const text = parts
		.map(({ type, value }) => {
			if (type === "compact") return UNITS[value] ?? value;
			return type === "literal" ? "" : value;
		})
		.join("")
		.replace(/(?<=\d)(?=[A-Za-z])/, GAP);
	const mark = money.amount.startsWith("-") ? MINUS + GAP : "";
	return mark + (sign ? currencySign(money.currency) + GAP : "") + text;
}

export const isMoney = (figure: unknown): figure is Money =>
	typeof figure === "object" && figure !== null && "amount" in figure;

/** -1, 0 or 1 */
export function signOf(money: Money): number {
	if (!/[1-9]/.test(money.amount)) return 0;
	return money.amount.startsWith("-") ? -1 : 1;
}

/** left − right, exactly; null where currencies differ or one side is not available. */
export function subtract(left: Figure, right: Figure): Money | null {
	if (!isMoney(left) || !isMoney(right) || left.currency !== right.currency) return null;
	const places = Math.max(decimalsOf(left.amount), decimalsOf(right.amount));
	const minor = (amount: string) => BigInt(shiftPoint(amount, places));
	const difference = minor(left.amount) - minor(right.amount);
	const digits = (difference < 0n ? -difference : difference).toString().padStart(places + 1, "0");
	const point = digits.length - places;
	const text = digits.slice(0, point) + (places > 0 ? "." + digits.slice(point) : "");
	return { amount: (difference < 0n ? "-" : "") + text, currency: left.currency };
}

const REASONS: Record<string, string> = {
	no_end: "the contract has no end",
	no_direct_labor: "direct labour is not set for days that have a value",
	by_usage: "what it earns comes from usage, not from terms",
	no_base: "there is nothing to compare with",
	no_terms: "the moment shown sees nothing of the contract",
};

/** "no_end" → "no end" */
export const naWords = (reason: string): string =>
	reason.replaceAll("_", " ").replace(/\blabor\b/, "labour");

/** A sentence for a title: "Not available: the contract has no end." */
export const naSentence = (reason: string): string =>
	`Not available: ${REASONS[reason] ?? naWords(reason)}.`;

/** "$ 234,849.32", or "n/a · no end" */
export const formatFigure = (figure: Figure, style?: MoneyStyle): string =>
	isMoney(figure) ? formatMoney(figure, style) : `n/a · ${naWords(figure.na)}`;

/* ---- hours ---- */

const HOUR = 3600; /* s */

/** 4338900 s → "1,205.25": decimal hours with so many decimals, for columns that name the unit */
export const hoursNumber = (seconds: number, digits = 2): string =>
	realMinus(withDigits(digits).format(seconds / HOUR));

/** "1,205.25 h"; zeros behind the point go. */
export const formatHours = (seconds: number): string =>
	formatNumber((seconds / HOUR).toFixed(2)) + GAP + "h";

/** In full: "1,205 h 14 min 59 s" */
export function formatHoursFully(seconds: number): string {
	const all = Math.abs(seconds);
	const parts: [number, string][] = [
		[Math.floor(all / HOUR), "h"],
		[Math.floor(all / 60) % 60, "min"],
		[all % 60, "s"],
	];
	const shown = parts.filter(([count], i) => count > 0 || (i === 0 && all === 0));
	const text = shown.map(([count, unit]) => formatCount(count) + GAP + unit).join(" ");
	return (seconds < 0 ? MINUS + GAP : "") + text;
}

/* ---- days ---- */

/** "2026-03-01" → "Mar 2026" */
export const formatMonth = (date: string): string =>
	`${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

const MONTHS = Array.from({ length: 12 }, (_, month) =>
	new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" }).format(
		Date.UTC(2000, month, 1),
	),
);

const two = (n: number): string => String(n).padStart(2, "0");

const dayTime = (date: string): number => Date.parse(date + "T00:00:00Z");

const dateOfTime = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A real day between 1900 and 2199, written "2009-03-01". */
export function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1900" || text > "2200") return false;
	const time = dayTime(text);
	return !Number.isNaN(time) && dateOfTime(time) === text;
}

export const isInstant = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));

/** The reader's own day. */
export function today(): string {
	const now = new Date();
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export const addDays = (date: string, days: number): string =>
	dateOfTime(dayTime(date) + days * DAY);

export const daysBetween = (from: string, to: string): number =>
	Math.round((dayTime(to) - dayTime(from)) / DAY);

/** "2009-03-01" → "1 Mar 2009" */
export function formatDate(date: string | null): string {
	if (!date) return UNSET;
	const [year, month, day] = date.split("-");
	return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** The last day of a term that ends before `end`. */
export const lastDay = (end: string): string => addDays(end, -1);

/** An `ends_on` as people read it: "2011-03-01" → "28 Feb 2011" */
export const formatEnd = (end: string | null): string => (end ? formatDate(lastDay(end)) : UNSET);

/** A half-open period, printed inclusively: "1 Mar 2009 – 28 Feb 2011" */
export function formatTerm(from: string | null, to: string | null): string {
	if (!from && !to) return UNSET;
	if (!to) return `from ${formatDate(from)}`;
	if (!from) return `to ${formatEnd(to)}`;
	return `${formatDate(from)} – ${formatEnd(to)}`;
}

/** "2009-09-03T00:00:00Z" → "3 Sep 2009" */
export const formatInstant = (instant: string): string => formatDate(instant.slice(0, 10));

/** With its time, for titles: "3 Sep 2009, 14:05:22 UTC" */
export function formatInstantFully(instant: string): string {
	const time = instant.slice(11, 19);
	return `${formatInstant(instant)}, ${time.replace(/^00:00:00$/, "00:00")} UTC`;
}

/* ---- spans in words ---- */

/** "1 row", "2 rows", "3 entries" */
export const many = (count: number, one: string, more = one + "s"): string =>
	`${formatCount(count)} ${count === 1 ? one : more}`;

/** "12 days", "3 months", "2 years": about as long, in the unit that one would say. */
export function spanWords(days: number): string {
	if (days < 32) return many(days, "day");
	const months = Math.round(days / 30.44);
	return months < 24 ? many(months, "month") : many(Math.round(days / 365.25), "year");
}

export interface EndWords {
	words: string;
	tone: "over" | "soon" | "running" | "ahead" | "none";
}

/** Where a term stands on `day`: "in 3 months", "ended", "begins in 12 days", "no end". */
export function endWords(from: string | null, to: string | null, day: string): EndWords {
	if (from && day < from)
		return { words: `begins in ${spanWords(daysBetween(day, from))}`, tone: "ahead" };
	if (!to) return { words: "no end", tone: "none" };
	const left = daysBetween(day, lastDay(to));
	if (left < 0) return { words: "ended", tone: "over" };
	if (left === 0) return { words: "today", tone: "soon" };
	return { words: `in ${spanWords(left)}`, tone: left <= 92 ? "soon" : "running" };
}

/** How much of a term has passed before `day`: 0 … 1; null where it has no length. */
export function elapsed(from: string | null, to: string | null, day: string): number | null {
	if (!from || !to || to <= from) return null;
	return Math.min(1, Math.max(0, daysBetween(from, day) / daysBetween(from, to)));
}

/* ---- fields ---- */

const LABELS: Record<string, string> = {
	direct_labor: "direct labour",
	starts_on: "from",
	ends_on: "to",
	renews: "continues",
	day_count: "day count",
	notice_by: "notice by",
};

/** "direct_labor" → "direct labour"; `ends_on` is "to", since its day is printed inclusively. */
export const fieldLabel = (name: string): string => LABELS[name] ?? name.replaceAll("_", " ");

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "USD per year", "h", "%"; empty where a field has none. */
export function fieldUnit(field: Field, currency: string): string {
	if (field.type === "money") return field.unit ? `${currency} ${field.unit}` : currency;
	return field.type === "share" ? "%" : (field.unit ?? "");
}

export const formatChoice = (choice: string): string => choice.replaceAll("_", " ");

/** The value of a tracked field in full; money without its sign where `style` says so. */
export function formatValue(field: Field | string, value: Value, style?: MoneyStyle): string {
	if (value === null || value === "") return UNSET;
	if (typeof value === "object") return formatMoney(value, style);
	const { name, type } = typeof field === "string" ? { name: field, type: "text" } : field;
	switch (type) {
		case "share":
			return formatShare(value);
		case "number":
			return formatNumber(value);
		case "date":
			return name === "ends_on" ? formatEnd(value) : formatDate(value);
		case "choice":
			return formatChoice(value);
		default:
			return value;
	}
}

/* ---- bytes ---- */

export function formatBytes(bytes: number): string {
	const units = ["B", "kB", "MB", "GB"];
	const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
	const number = roughly.format(bytes / 1000 ** step);
	return `${number}${GAP}${units[step]}`;
}

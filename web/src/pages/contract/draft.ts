/*
 * An amendment as it is typed. It is kept while the pages are open, so that closing the sheet, an error
 * or somebody who was faster loses nothing.
 */
import { shiftPoint } from "../../format";
import { decimalOf, parseDate, parseValue, typedOf, type Parsed } from "../../parse";
import type { Fields } from "../../fields";
import {
	valueOf,
	type ChangeRequest,
	type Field,
	type RevisionRequest,
	type Tracked,
	type Value,
} from "../../types";
import { isSame } from "./terms";

export interface Change {
	field: string;
	op: "set" | "add";
	/** null: untouched, the input shows the current value */
	typed: string | null;
}

export interface Draft {
	effectiveOn: string;
	changes: Change[];
	reason: string;
	knownAt: string;
	signedOn: string;
	changeOrder: string;
	/** Number of the newest entry that the writer saw. */
	entries: number;
}

const drafts = new Map<string, Draft>();

export const keptDraft = (key: string): Draft | undefined => drafts.get(key);
export const keepDraft = (key: string, draft: Draft): void => void drafts.set(key, draft);
export const dropDraft = (key: string): void => void drafts.delete(key);

export const newDraft = (effectiveOn: string, fields: string[], entries: number): Draft => ({
	effectiveOn,
	changes: fields.map((field) => ({ field, op: "set", typed: null })),
	reason: "",
	knownAt: "",
	signedOn: "",
	changeOrder: "",
	entries,
});

export const canAdd = (field: Field): boolean => ["money", "number", "share"].includes(field.type);

/** What an addition adds; may be below zero, also for shares. */
function parseAddition(field: Field, typed: string): Parsed {
	if (!typed.trim()) return { value: null };
	const decimal = decimalOf(typed.replace(/^\+/, "").replace(/%\s*$/, ""));
	if (decimal === null) return { error: "Write a number like 5 or −5" };
	if (field.whole && decimal.includes(".")) return { error: "Only whole numbers fit here" };
	return { value: field.type === "share" ? shiftPoint(decimal, -2) : decimal };
}

export const parseChange = (field: Field, { op, typed }: Change): Parsed =>
	op === "add" ? parseAddition(field, typed ?? "") : parseValue(field, typed ?? "");

/** What stands in the input. */
export function shownIn(field: Field, change: Change, current: Value): string {
	if (change.typed !== null) return change.typed;
	return change.op === "add" ? "" : typedOf(field, current);
}

const textOfValue = (value: Value): string | null =>
	value !== null && typeof value === "object" ? value.amount : value;

/* Texts of numbers are compared as numbers: "0.70" is "0.7". */
function isUnchanged(field: Field, value: string | null, current: Value): boolean {
	const now = textOfValue(current);
	if (value === null || now === null || !canAdd(field)) return value === now;
	return isSame({ amount: value, currency: "" }, { amount: now, currency: "" });
}

/** The change to send; null where there is none (untouched, or as it is already). */
function requestOf(field: Field, change: Change, current: Value): ChangeRequest | null {
	if (change.typed === null) return null;
	const parsed = parseChange(field, change);
	if ("error" in parsed) return null;
	if (change.op === "add")
		return parsed.value === null ? null : { field: field.name, op: "add", value: parsed.value };
	if (isUnchanged(field, parsed.value, current)) return null;
	return { field: field.name, op: "set", value: parsed.value };
}

export interface Checked {
	/** Null while something is missing or wrong. */
	request: RevisionRequest | null;
	/** By input: "effective_on", "reason", … or a field's name. */
	errors: Record<string, string>;
	/** Fit for a preview, where only a reason may be missing. */
	preview: RevisionRequest | null;
}

const dateError = (typed: string): string | null => {
	const parsed = parseDate(typed);
	return "error" in parsed ? parsed.error : null;
};

const dateOf = (typed: string): string | null => {
	const parsed = parseDate(typed);
	return "value" in parsed ? parsed.value : null;
};

/** `state`: the values in force on the effective day. */
export function checkDraft(draft: Draft, fields: Fields, state: Tracked): Checked {
	const errors: Record<string, string> = {};
	const note = (name: string, error: string | null) => {
		if (error) errors[name] = error;
	};
	note(
		"effective_on",
		dateError(draft.effectiveOn) ?? (draft.effectiveOn.trim() ? null : "From which day on?"),
	);
	note("known_at", dateError(draft.knownAt));
	note("signed_on", dateError(draft.signedOn));
	const changes: ChangeRequest[] = [];
	for (const change of draft.changes) {
		const field = fields.byName.get(change.field);
		if (!field) continue;
		const parsed = change.typed === null ? null : parseChange(field, change);
		if (parsed && "error" in parsed) note(field.name, parsed.error);
		const request = requestOf(field, change, valueOf(state, field.name));
		if (request) changes.push(request);
	}
	const effectiveOn = dateOf(draft.effectiveOn);
	const fit = Object.keys(errors).length === 0 && changes.length > 0 && effectiveOn !== null;
	if (changes.length === 0) errors["changes"] = "Change at least one value";
	if (!draft.reason.trim()) errors["reason"] = "Say why, for those who read the history";
	if (!fit) return { request: null, errors, preview: null };
	const base = {
		effective_on: effectiveOn,
		changes,
		...optional("known_at", dateOf(draft.knownAt)),
		...optional("signed_on", dateOf(draft.signedOn)),
		...optional("change_order", draft.changeOrder.trim()),
	};
	const reason = draft.reason.trim();
	return {
		request: reason ? { ...base, reason } : null,
		errors,
		preview: { ...base, reason: reason || "preview" },
	};
}

const optional = (name: string, value: string | null): Record<string, string> =>
	value ? { [name]: value } : {};

/** The effective day as far as it is understood. */
export const effectiveDay = (draft: Draft): string | null => dateOf(draft.effectiveOn);

/*
 * From what is typed to what the API wants, with what is wrong by input.
 */
import type { Fields } from "../../fields";
import { today } from "../../format";
import { parseDate, parseValue } from "../../parse";
import type { ChangeRequest, NewContract } from "../../types";
import type { Draft } from "./draft";

const KEY_BYTES = 300;

/** The fields that always stand in the form, in the order of the request. */
export const USUAL = ["starts_on", "ends_on", "direct_labor", "pricing"];

export const valueField = (draft: Draft): string =>
	draft.basis === "total" ? "total_value" : "annual_value";

/** Fields that the form holds now. */
export const heldFields = (draft: Draft): string[] => [...USUAL, valueField(draft), ...draft.further];

/** Letters for a code as people type it: "eur " → "EUR" */
export const currencyOf = (typed: string): string => typed.trim().toUpperCase();

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

export type Errors = Record<string, string>;

export interface Reading {
	request: NewContract;
	/** Wrong as it stands: shown at once. */
	errors: Errors;
	/** Not there yet: shown when somebody tries to save. */
	missing: Errors;
}

function readDate(typed: string, name: string, errors: Errors): string | null {
	const parsed = parseDate(typed);
	if ("value" in parsed) return parsed.value;
	errors[name] = parsed.error;
	return null;
}

function readChanges(draft: Draft, fields: Fields, errors: Errors): ChangeRequest[] {
	const changes: ChangeRequest[] = [];
	for (const name of heldFields(draft)) {
		const field = fields.byName.get(name);
		if (!field) continue;
		const parsed = parseValue(field, draft.values[name] ?? "");
		if ("error" in parsed) errors[name] = parsed.error;
		else if (parsed.value !== null) changes.push({ field: name, value: parsed.value });
	}
	if (draft.basis === "total" && changes.some(({ field }) => field === "total_value"))
		changes.push({ field: "value_basis", value: "total" });
	return changes;
}

export function readDraft(draft: Draft, fields: Fields): Reading {
	const errors: Errors = {};
	const missing: Errors = {};
	const changes = readChanges(draft, fields, errors);
	const valueOf = (name: string) => changes.find(({ field }) => field === name)?.value ?? null;
	const key = draft.key.trim();
	const currency = currencyOf(draft.currency);
	const request: NewContract = {
		key,
		account: draft.account.trim(),
		currency,
		kind: draft.kind,
		changes,
	};
	if (draft.name.trim()) request.name = draft.name.trim();
	if (draft.reason.trim()) request.reason = draft.reason.trim();

	const signed = readDate(draft.signed_on, "signed_on", errors);
	const known = readDate(draft.known_at, "known_at", errors);
	const effective = readDate(draft.effective_on, "effective_on", errors);
	if (signed) request.signed_on = signed;
	if (known) request.known_at = known;
	if (effective) request.effective_on = effective;

	if (!key) missing["key"] = "A contract needs a key";
	else if (new TextEncoder().encode(key).length > KEY_BYTES)
		errors["key"] = `A key has at most ${KEY_BYTES} bytes`;
	if (!request.account) missing["account"] = "Whom is it with?";
	if (!currency) missing["currency"] = "Which currency are its amounts in?";
	else if (!/^[A-Z]{0,3}$/.test(currency) || (currency.length === 3 && !CURRENCIES.has(currency)))
		errors["currency"] = "Write an ISO 4217 code such as USD";
	else if (currency.length < 3) missing["currency"] = "Write an ISO 4217 code such as USD";
	if (!effective && !valueOf("starts_on") && !errors["starts_on"])
		missing["starts_on"] = "From which day do the terms hold?";
	if (known && known > today()) errors["known_at"] = "What is known in future cannot be recorded yet";
	const from = valueOf("starts_on");
	const to = valueOf("ends_on");
	if (from && to && to <= from) errors["ends_on"] = "The last day lies before the first";
	return { request, errors, missing };
}

/*
 * Changes and entries in words: "Direct labour 60 → 70 %".
 */
import { fieldLabel, formatValue, sentence, UNSET } from "../../format";
import type { Fields } from "../../fields";
import type { Moment } from "../../moment";
import { isDate } from "../../format";
import type { Entry, FieldChange, Value, Warning } from "../../types";

export const valueText = (fields: Fields, name: string, value: Value): string =>
	formatValue(fields.byName.get(name) ?? name, value, { digits: "trim", sign: false });

export const labelOf = (name: string): string => (name === "ends_on" ? "runs to" : fieldLabel(name));

/** "60 → 70 %": what both have in common is said once. */
export function oldToNew(fields: Fields, { field, old, new: now }: FieldChange): string {
	const after = valueText(fields, field, now);
	if (old === null) return after;
	const before = valueText(fields, field, old);
	const isShare = fields.byName.get(field)?.type === "share";
	return `${isShare && now !== null ? before.replace(/\s?%$/, "") : before} → ${now === null ? UNSET : after}`;
}

export function changeWords(fields: Fields, change: FieldChange): string {
	const label = sentence(labelOf(change.field));
	if (change.new === null && change.old !== null)
		return `${label} ${valueText(fields, change.field, change.old)} taken away`;
	return `${label} ${oldToNew(fields, change)}`;
}

export const isFirst = (entry: Entry): boolean =>
	entry.number === 1 && entry.changes.every(({ old }) => old === null);

/** An entry in one line. */
export function entryWords(fields: Fields, entry: Entry): string {
	if (entry.kind === "retraction") return `Revision ${entry.target} retracted`;
	if (isFirst(entry)) return "Contract begins";
	const [first, ...rest] = entry.changes;
	if (!first) return "No value changed";
	const words = changeWords(fields, first);
	return rest.length === 0 ? words : `${words}, and ${rest.length} more`;
}

/** Its title where its other changes stand beneath, and those. */
export function entryParts(fields: Fields, entry: Entry): { title: string; beneath: FieldChange[] } {
	const [first, ...rest] = entry.changes;
	if (entry.kind === "retraction" || isFirst(entry) || !first)
		return { title: entryWords(fields, entry), beneath: entry.changes };
	return { title: changeWords(fields, first), beneath: rest };
}

/** "a change takes effect before it was known" → a sentence. */
export const warningWords = ({ text, count }: Warning): string =>
	sentence(text) + (count > 1 ? `, ${count} times` : "");

/* Instants come with and without a fraction: made equally long, they sort as texts. */
const comparable = (instant: string): string => {
	const [seconds = "", part = ""] = instant.replace("Z", "").split(".");
	return `${seconds}.${part.padEnd(6, "0")}`;
};

const isBy = (instant: string, limit: string | null): boolean => {
	if (limit === null) return true;
	if (isDate(limit)) return instant.slice(0, 10) <= limit;
	return comparable(instant) <= comparable(limit);
};

/** Whether a view at that moment sees the entry. */
export const isSeen = (entry: Entry, moment: Moment): boolean =>
	isBy(entry.known_at, moment.knownAt) && isBy(entry.recorded_at, moment.recordedAt);

/** For each retracted revision that the view sees as such: its retraction. */
export function retractions(entries: Entry[], moment: Moment): Map<number, Entry> {
	const by = new Map<number, Entry>();
	for (const entry of entries)
		if (entry.kind === "retraction" && entry.target !== null && isSeen(entry, moment))
			by.set(entry.target, entry);
	return by;
}

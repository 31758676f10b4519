/*
 * What an import just told, for its own page: how many contracts it touched is not kept in its record.
 */
import type { ImportSummary } from "../../types";

const LIMIT = 20;
const results = new Map<string, ImportSummary>();

export function keepResult(id: string, summary: ImportSummary): void {
	results.set(id, summary);
	for (const oldest of results.keys()) {
		if (results.size <= LIMIT) break;
		results.delete(oldest);
	}
}

export const resultOf = (id: string): ImportSummary | undefined => results.get(id);

/*
 * How files are to be read; it lives in the address, so that a link can say how a source's files come in.
 */
import { setQuery, useQuery } from "../../router";
import type { Params } from "../../api";

/* A type, not an interface, so that it can be spread into parameters. */
export type ImportOptions = {
	mapping: string | null; /* null: recognised */
	source: string | null; /* null: as the mapping says */
	contract: string | null; /* null: as the rows say */
	time_zone: string | null; /* null: as the installation says */
	dates: string | null; /* "DD/MM/YYYY"; null: found in the file */
	complete: boolean;
} & Params;

type Name = "mapping" | "source" | "contract" | "time_zone" | "dates" | "complete";

export function useOptions(): ImportOptions {
	const query = useQuery();
	const text = (name: Name): string | null => query[name] || null;
	return {
		mapping: text("mapping"),
		source: text("source"),
		contract: text("contract"),
		time_zone: text("time_zone"),
		dates: text("dates"),
		complete: query["complete"] === "1",
	};
}

export const setOption = (name: Name, value: string): void => setQuery({ [name]: value || null });

/** The zone of the reader's own clock. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Zones that the browser knows. */
export const knownZones = (): string[] => Intl.supportedValuesOf?.("timeZone") ?? [];

export const DATE_PATTERNS: [string, string][] = [
	["", "found"],
	["YYYY-MM-DD", "2026-03-31"],
	["DD/MM/YYYY", "31/03/2026"],
	["MM/DD/YYYY", "03/31/2026"],
	["DD.MM.YYYY", "31.03.2026"],
	["DD-MM-YYYY", "31-03-2026"],
	["DD-MMM-YYYY", "31-Mar-2026"],
];

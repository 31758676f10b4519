/*
 * What of the page lives in its address, beside the moment: which chart and whether as a table, the
 * periods, the convention, and which panel is open.
 */
import { setQuery, useQuery } from "../../router";
import type { Convention, Granularity } from "../../types";
import { isDate } from "../../format";

export type ChartName = "terms" | "periods" | "cumulative" | "events";

export const CHARTS: [ChartName, string][] = [
	["terms", "Value and labour"],
	["periods", "By period"],
	["cumulative", "To date"],
	["events", "Known and effective"],
];

export const GRANULARITIES: [Granularity, string][] = [
	["month", "months"],
	["quarter", "quarters"],
	["year", "calendar years"],
	["fiscal", "fiscal years"],
	["contract-year", "contract years"],
	["week", "weeks"],
	["day", "days"],
];

export type Panel = { name: "amend" } | { name: "retract" | "remove"; id: string } | null;

export interface View {
	chart: ChartName;
	table: boolean;
	by: Granularity | null; /* null: what fits the term's length */
	from: string | null;
	to: string | null; /* the first day after the range */
	convention: Convention;
	allFields: boolean;
	panel: Panel;
}

const oneOf = <T extends string>(options: [T, string][], text: string | undefined): T | null =>
	options.find(([option]) => option === text)?.[0] ?? null;

const dateOr = (text: string | undefined): string | null => (text && isDate(text) ? text : null);

function panelOf(text: string | undefined): Panel {
	if (text === "amend") return { name: "amend" };
	const [, name, id] = /^(retract|remove)-(\d+)$/.exec(text ?? "") ?? [];
	return name && id ? { name: name as "retract" | "remove", id } : null;
}

export function useView(): View {
	const query = useQuery();
	return {
		chart: oneOf(CHARTS, query["chart"]) ?? "terms",
		table: query["table"] === "1",
		by: oneOf(GRANULARITIES, query["by"]),
		from: dateOr(query["from"]),
		to: dateOr(query["to"]),
		convention: query["convention"] === "epicom2011" ? "epicom2011" : "default",
		allFields: query["fields"] === "all",
		panel: panelOf(query["panel"]),
	};
}

export function openPanel(panel: Panel): void {
	const text = panel && ("id" in panel ? `${panel.name}-${panel.id}` : panel.name);
	setQuery({ panel: text }, { push: panel !== null });
}

export const closePanel = (): void => openPanel(null);

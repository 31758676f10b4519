/*
 * What the portfolio shows: whose contracts, split by what, of which period, in which order; all of
 * it lives in the address.
 */
import { setQuery, useQuery } from "../../router";
import type { Sort } from "../../ui/table";

export type By = "contract" | "account" | "manager";
export type View = "contracts" | "people";

export const BYS: [By, string][] = [
	["contract", "contract"],
	["account", "account"],
	["manager", "manager"],
];

export interface Filter {
	view: View;
	by: By;
	account: string;
	manager: string;
	team: string;
	/** Contracts without a manager, or people without a team. */
	without: "manager" | "team" | null;
	q: string;
	sort: Sort;
}

export function useFilter(): Filter {
	const { view, by, account = "", manager = "", team = "", q = "", without, sort, order } = useQuery();
	return {
		without: without === "manager" || without === "team" ? without : null,
		view: view === "people" ? "people" : "contracts",
		by: BYS.find(([id]) => id === by)?.[0] ?? "contract",
		account,
		manager,
		team,
		q,
		sort: { by: sort ?? "name", order: order === "desc" ? "desc" : "asc" },
	};
}

/** As the API takes it. An account is narrower than a manager. */
export function scopeOf({ view, account, manager, team, without }: Filter): string {
	if (view === "people") return team || without === "team" ? `team:${team}` : "portfolio";
	if (without === "manager") return "manager:";
	if (account) return `account:${account}`;
	return manager ? `manager:${manager}` : "portfolio";
}

/** "account:Harbour Foods" → "Harbour Foods"; the portfolio by its name, and what has none in words. */
export function scopeName(scope: string): string {
	if (scope === "portfolio") return "Portfolio";
	const [kind = "", ...name] = scope.split(":");
	return name.join(":") || `no ${kind}`;
}

/** Not so of contracts without a manager, and of people without a team. */
export const isNamed = (scope: string): boolean => !scope.endsWith(":");

/** The query that narrows to a row's scope: { team: "North" }, { without: "manager" }. */
export function narrowedTo(scope: string): Record<string, string> {
	const kind = scope.slice(0, scope.indexOf(":"));
	return isNamed(scope) ? { [kind]: scopeName(scope) } : { without: kind };
}

export const setSort = ({ by, order }: Sort): void =>
	setQuery(
		{ sort: by === "name" ? null : by, order: order === "desc" ? "desc" : null },
		{ push: true },
	);

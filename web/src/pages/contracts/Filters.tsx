/*
 * What narrows and orders the list of contracts; all of it lives in the address.
 */
import { useApi } from "../../api";
import { useFields } from "../../fields";
import { formatChoice } from "../../format";
import { setQuery, useQuery } from "../../router";
import type { AccountList } from "../../types";
import { Button } from "../../ui/Button";
import { ChipSelect, Tools } from "../../ui/Chip";
import { SearchBox } from "../../ui/SearchBox";
import type { Sort } from "../../ui/table";

const NAMES = ["q", "status", "kind", "account"] as const;

const ORDERS: [string, string][] = [
	["key", "key"],
	["name", "name"],
	["account", "account"],
	["annual_value", "annual value"],
	["total_value", "total value"],
	["starts_on", "first day"],
	["ends_on", "end"],
	["revenue", "revenue"],
	["profit", "profit"],
	["manager", "manager"],
	["status", "status"],
];

export interface Filter {
	q: string;
	status: string;
	kind: string;
	account: string;
	sort: Sort;
}

export function useFilter(): Filter {
	const { q = "", status = "", kind = "", account = "", sort, order } = useQuery();
	const by = ORDERS.some(([id]) => id === sort) ? sort! : "key";
	return { q, status, kind, account, sort: { by, order: order === "desc" ? "desc" : "asc" } };
}

export const isFiltered = (filter: Filter): boolean => NAMES.some((name) => filter[name] !== "");

export function setSort({ by, order }: Sort): void {
	const isDefault = by === "key" && order === "asc";
	setQuery(
		{ sort: isDefault ? null : by, order: order === "desc" ? order : null },
		{ push: true },
	);
}

export const clearFilter = (): void =>
	setQuery(Object.fromEntries(NAMES.map((name) => [name, null])), { push: true });

/** For the foot of the printed page. */
export function filterWords(filter: Filter): [string, string][] {
	const { q, status, kind, account, sort } = filter;
	const order = ORDERS.find(([id]) => id === sort.by)?.[1] ?? sort.by;
	const words: [string, string][] = [
		["Found by", q],
		["Status", status === "none" ? "not set" : formatChoice(status)],
		["Kind", kind],
		["Account", account],
		["Sorted by", order + (sort.order === "desc" ? ", descending" : "")],
	];
	return words.filter(([, value]) => value);
}

export function Filters({ filter }: { filter: Filter }) {
	const { byName } = useFields();
	const accounts = useApi<AccountList>("/accounts", { limit: 1000 }).data?.accounts ?? [];
	const statuses = byName.get("status")?.choices ?? [];
	const choose = (name: string) => (value: string) =>
		setQuery({ [name]: value || null }, { push: true });
	const other = filter.sort.order === "desc" ? "asc" : "desc";
	return (
		<Tools>
			<SearchBox
				label="Find a contract"
				value={filter.q}
				onSearch={(text) => setQuery({ q: text.trim() || null })}
			/>
			<ChipSelect
				label="Status"
				value={filter.status}
				onChange={choose("status")}
				options={[
					["", "any"],
					...statuses.map((status): [string, string] => [status, formatChoice(status)]),
					["none", "not set"],
				]}
			/>
			<ChipSelect
				label="Kind"
				value={filter.kind}
				onChange={choose("kind")}
				options={[
					["", "any"],
					["customer", "customer"],
					["vendor", "vendor"],
				]}
			/>
			<ChipSelect
				label="Account"
				value={filter.account}
				onChange={choose("account")}
				options={[["", "any"], ...accounts.map(({ name }): [string, string] => [name, name])]}
			/>
			{isFiltered(filter) && (
				<Button look="plain" onClick={clearFilter}>
					Show all
				</Button>
			)}
			<span class="tools-end">
				<ChipSelect
					label="Sort by"
					value={filter.sort.by}
					chosen={false}
					onChange={(by) => setSort({ by, order: "asc" })}
					options={ORDERS.map(([id, words]): [string, string] => [id, words])}
				/>
				<button
					type="button"
					class="chip"
					aria-label={filter.sort.order === "desc" ? "Descending" : "Ascending"}
					title={filter.sort.order === "desc" ? "Descending" : "Ascending"}
					onClick={() => setSort({ ...filter.sort, order: other })}
				>
					<svg
						class={"arrow" + (filter.sort.order === "desc" ? " flip" : "")}
						width="7"
						height="9"
						aria-hidden="true"
					>
						<path d="M3.5 8.5V1M.8 3.7 3.5 1l2.7 2.7" />
					</svg>
				</button>
			</span>
		</Tools>
	);
}

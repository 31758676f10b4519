/*
 * All contracts: found, narrowed and sorted by the server, ten thousand as smooth as ten.
 */
import { useMemo } from "preact/hooks";
import { formatCount } from "../../format";
import { useList } from "../../list";
import { dayOf, isPresent, momentQuery, momentWords, useMoment } from "../../moment";
import type { ContractList, ContractState } from "../../types";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { Empty, ErrorPanel } from "../../ui/States";
import { VirtualTable } from "../../ui/VirtualTable";
import { useKeys } from "../../keyboard";
import { columns, FIELDS, isAbsent } from "./columns";
import { clearFilter, Filters, filterWords, isFiltered, setSort, useFilter } from "./Filters";
import { useFresh } from "./useFresh";

const rowsOf = (page: ContractList): ContractState[] => page.contracts;

const WAITING = 14; /* rows drawn before the first answer */

const counted = (count: number, filtered: boolean): string => {
	const words = `${formatCount(count)} contract${count === 1 ? "" : "s"}`;
	return filtered ? `${words} found` : words;
};

export function Contracts() {
	const filter = useFilter();
	const moment = useMoment();
	const day = dayOf(moment);
	const filtered = isFiltered(filter);
	const { q, status, kind, account, sort } = filter;
	const list = useList<ContractState, ContractList>(
		"/contracts",
		{
			...momentQuery(moment),
			q,
			status,
			kind,
			account,
			sort: sort.by,
			order: sort.order,
			fields: FIELDS,
		},
		rowsOf,
	);
	const shown = useMemo(() => columns(day), [day]);
	const question = JSON.stringify([filter, moment]);
	const fresh = useFresh(question, list.rows, !list.loading && !list.stale);
	useKeys("Contracts", [
		{ key: "↑ ↓", does: "Move from row to row, once the focus is in the table" },
		{ key: "Home End", does: "First and last contract" },
		{ key: "Enter", does: "Open the contract" },
	]);

	const { total, error } = list;
	const isEmpty = total === 0 && !list.stale;
	return (
		<Page
			title="Contracts"
			meta={
				<span role="status">
					{total === undefined ? "\u00a0" : counted(total, filtered && !list.stale)}
					{isPresent(moment) ? "" : `, ${momentWords(moment)}`}
				</span>
			}
			actions={
				<>
					<Button href="/imports">Import</Button>
					<Button href="/contracts/new" look="main">
						New contract
					</Button>
				</>
			}
			parameters={filterWords(filter)}
		>
			<Filters filter={filter} />
			{error && (
				<ErrorPanel
					problem={error}
					what="The contracts could not be read"
					unharmed={
						list.rows.length > 0
							? "Nothing was changed; the list below was read before."
							: "Nothing was changed."
					}
					retry={list.reload}
				/>
			)}
			{isEmpty && filtered && (
				<Empty
					title="No contract fits"
					actions={<Button onClick={clearFilter}>Show all</Button>}
				>
					All words must be in a contract’s key, name, account or manager.
				</Empty>
			)}
			{isEmpty && !filtered && (
				<Empty
					title="No contracts yet"
					actions={
						<>
							<Button href="/imports" look="main">
								Import a file
							</Button>
							<Button href="/contracts/new">New contract</Button>
						</>
					}
				>
					Begin with a file of contracts and their modifications: it is previewed before
					anything is kept. Or write down a first contract by hand.
				</Empty>
			)}
			{!isEmpty && (total !== undefined || !error) && (
				<VirtualTable
					label="Contracts"
					columns={shown}
					rows={list.rows}
					total={total ?? WAITING}
					stale={list.stale}
					sort={sort}
					onSort={setSort}
					rowClass={(contract) =>
						fresh.has(contract.key) ? "fresh" : isAbsent(contract) ? "absent" : undefined
					}
					onSight={list.want}
				/>
			)}
		</Page>
	);
}

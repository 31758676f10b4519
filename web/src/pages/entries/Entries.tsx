/*
 * The time entries of a contract: what they come to, by whom and when, and each of them with its lineage.
 */
import { useMemo } from "preact/hooks";
import "./entries.css";
import { apiPath, useApi } from "../../api";
import { useKeys } from "../../keyboard";
import { useList } from "../../list";
import { isPresent, momentQuery, momentWords, useMoment } from "../../moment";
import type { PageProps } from "../../pages";
import { pathTo, queryText, setQuery } from "../../router";
import type { ContractState, EntryList, TimeEntry } from "../../types";
import { Button } from "../../ui/Button";
import { Figures } from "../../ui/Figures";
import { Dotted, Page } from "../../ui/Page";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { VirtualTable } from "../../ui/VirtualTable";
import { DownloadCsv } from "../shared/Download";
import "../shared/shared.css";
import { COLUMNS } from "./columns";
import { EntrySheet } from "./EntrySheet";
import { figuresOf } from "./figures";
import { BYS, clearFilter, filterWords, isNarrowed, useEntryFilter } from "./filter";
import { Filters } from "./Filters";
import { Totals } from "./Totals";

const rowsOf = (page: EntryList): TimeEntry[] => page.entries;

const WAITING = 12; /* rows drawn before the first answer */

export function Entries({ params }: PageProps) {
	const contract = params["key"] ?? "";
	const { filter, by } = useEntryFilter();
	const moment = useMoment();
	const { as_of, known_at } = momentQuery(moment);
	const asked = useMemo(
		() => ({ contract, ...filter, as_of, known_at, order: "desc" }),
		[contract, JSON.stringify(filter), as_of, known_at],
	);
	const list = useList<TimeEntry, EntryList>("/entries", asked, rowsOf);
	const state = useApi<ContractState>(apiPath`/contracts/${contract}`).data;
	useKeys("Entries", [
		...BYS.map(([id, words], i) => ({
			key: String(i + 1),
			does: `Sum by ${words.toLowerCase()}`,
			run: () => setQuery({ by: id === "month" ? null : id }, { push: true }),
		})),
		{ key: "↑ ↓", does: "Move from entry to entry, once the focus is in the table" },
		{ key: "Enter", does: "Open the entry: its versions, file and line" },
	]);

	const { page, error } = list;
	const total = page?.sums.entries;
	const isEmpty = total === 0 && !list.stale;
	const path = pathTo("/contracts/{key}", { key: contract });
	const crumbs = [
		{ label: "Contracts", href: "/contracts" },
		{ label: state?.name ?? contract, href: path },
	];
	if (error?.status === 404 && !page)
		return (
			<Page title="Time entries" crumbs={crumbs}>
				<Empty
					title={error.detail || "There is no such contract"}
					actions={
						<>
							{isNarrowed(filter) && (
								<Button onClick={clearFilter}>Show all entries</Button>
							)}
							<Button href="/contracts" look="main">
								All contracts
							</Button>
						</>
					}
				/>
			</Page>
		);
	return (
		<Page
			title="Time entries"
			windowTitle={`Time entries of ${contract}`}
			crumbs={crumbs}
			meta={
				<Dotted
					parts={[
						<span class="contract-key">{contract}</span>,
						state?.account,
						isPresent(moment) ? "as known now" : momentWords(moment),
					]}
				/>
			}
			actions={
				<>
					<Button href={path}>Contract</Button>
					<DownloadCsv path="/entries.csv" params={asked} name={`${contract}.csv`} />
					<Button href={"/data" + queryText({ contract })}>Import hours</Button>
				</>
			}
			parameters={[["Contract", contract], ...filterWords(filter)]}
		>
			{page ? (
				<Figures figures={figuresOf(page)} stale={list.stale} />
			) : (
				!error && <Skeleton widths={[100, 100, 60]} />
			)}
			<Filters contract={contract} filter={filter} />
			{error && (
				<ErrorPanel
					problem={error}
					what="The entries could not be read"
					retry={list.reload}
					unharmed={
						list.rows.length > 0
							? "What stands below was read before."
							: "Nothing was changed."
					}
				/>
			)}
			{isEmpty && !isNarrowed(filter) ? (
				<Empty
					title={isPresent(moment) ? "No hours yet" : "No hours at this moment"}
					actions={
						<>
							<Button look="main" href={"/data" + queryText({ contract })}>
								Import hours
							</Button>
							<Button href="/data/quarantine">See what waits</Button>
						</>
					}
				>
					Drop an export of your time tracker on the page of data, or link a name that
					waits to this contract.
				</Empty>
			) : (
				<div class="entries-columns">
					<Totals
						contract={contract}
						moment={{ as_of, known_at }}
						filter={filter}
						by={by}
					/>
					<div class="entries-list">
						{isEmpty ? (
							<Empty
								title="No entry fits"
								actions={<Button onClick={clearFilter}>Show all</Button>}
							/>
						) : (
							(total !== undefined || !error) && (
								<VirtualTable
									label="Time entries"
									columns={COLUMNS}
									rows={list.rows}
									total={total ?? WAITING}
									height={3}
									stale={list.stale}
									onSight={list.want}
								/>
							)
						)}
					</div>
				</div>
			)}
			<EntrySheet />
		</Page>
	);
}

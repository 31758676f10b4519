/*
 * One account: what its contracts come to over their lifetime, and which they are.
 */
import { useMemo } from "preact/hooks";
import { apiPath, useApi } from "../../api";
import { formatCount, formatDate } from "../../format";
import { useList } from "../../list";
import { dayOf, momentQuery, useMoment } from "../../moment";
import type { PageProps } from "../../pages";
import { navigate, setQuery, useQuery } from "../../router";
import type { AccountDetail, ContractList, ContractState } from "../../types";
import { Instant } from "../../ui/Amount";
import { Button } from "../../ui/Button";
import { useKeys } from "../../keyboard";
import { notify } from "../../ui/Notice";
import { Dotted, Page } from "../../ui/Page";
import { RowLink } from "../../ui/RowLink";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { VirtualTable } from "../../ui/VirtualTable";
import { columns, contractPath, FIELDS } from "../contracts/columns";
import "../shared/shared.css";
import { AccountForm } from "./AccountForm";
import "./accounts.css";
import { KnownNow } from "./KnownNow";
import { accountPath } from "./paths";
import { Values } from "./Values";

const rowsOf = (page: ContractList): ContractState[] => page.contracts;

/* The account need not be told in each row of its own page. */
const name: Column<ContractState>["cell"] = ({ key, name, kind }) => (
	<div class="two-lines">
		<div class="cut">
			<RowLink href={contractPath(key)}>{key}</RowLink>
		</div>
		<small class="cut">{[name, kind === "vendor" && "vendor"].filter(Boolean).join(" · ")}</small>
	</div>
);

function Contracts({ account }: { account: string }) {
	const moment = useMoment();
	const day = dayOf(moment);
	const list = useList<ContractState, ContractList>(
		"/contracts",
		{ ...momentQuery(moment), account, fields: FIELDS },
		rowsOf,
	);
	const shown = useMemo(
		() =>
			columns(day).map((column) => {
				const plain = { ...column };
				delete plain.sort;
				return column.id === "key" ? { ...plain, cell: name } : plain;
			}),
		[day],
	);
	if (list.error)
		return (
			<ErrorPanel problem={list.error} what="Its contracts could not be read" retry={list.reload} />
		);
	if (list.total === 0)
		return (
			<Empty
				title="No contracts with this account yet"
				actions={
					<Button look="main" href={`/contracts/new?account=${encodeURIComponent(account)}`}>
						New contract
					</Button>
				}
			/>
		);
	return (
		<>
			<div class="section-head">
				<h2>Contracts</h2>
				{list.total !== undefined && <span class="soft">{formatCount(list.total)}</span>}
			</div>
			<VirtualTable
				label="Contracts of this account"
				columns={shown}
				rows={list.rows}
				total={list.total ?? 3}
				stale={list.stale}
				onSight={list.want}
			/>
		</>
	);
}

export function Account({ params }: PageProps) {
	const account = params["name"] ?? "";
	const moment = useMoment();
	const { asOf } = moment;
	const { data, error, stale, reload } = useApi<AccountDetail>(apiPath`/accounts/${account}`, {
		as_of: asOf,
	});
	const { edit } = useQuery();
	const open = (on: boolean) => setQuery({ edit: on ? "1" : null });
	useKeys("Account", [{ key: "e", does: "Edit name and note", run: () => open(true) }]);
	const crumbs = [{ label: "Accounts", href: "/accounts" }];
	if (error?.status === 404)
		return (
			<Page title={account} crumbs={crumbs}>
				<Empty
					title="There is no such account"
					actions={
						<Button href="/accounts" look="main">
							Accounts
						</Button>
					}
				>
					It may have been renamed; its contracts are found under its name of today.
				</Empty>
			</Page>
		);
	return (
		<Page
			title={account}
			crumbs={crumbs}
			meta={
				data ? (
					<Dotted
						parts={[
							data.note,
							<span key="by" class="faint">
								here since <Instant at={data.created_at} />, by {data.created_by}
							</span>,
						]}
					/>
				) : (
					"\u00a0"
				)
			}
			actions={
				<>
					<Button href={`/report?account=${encodeURIComponent(account)}`}>History report</Button>
					<Button onClick={() => open(edit !== "1")}>Edit</Button>
					<Button look="main" href={`/contracts/new?account=${encodeURIComponent(account)}`}>
						New contract
					</Button>
				</>
			}
			parameters={data ? [["Earned before", formatDate(data.as_of)]] : []}
		>
			{error && <ErrorPanel problem={error} what="The account could not be read" retry={reload} />}
			{edit === "1" && data && (
				<AccountForm
					account={data}
					onCancel={() => open(false)}
					onDone={(saved) => {
						navigate(accountPath(saved.name), { replace: true });
						notify({
							text:
								saved.name === account
									? "The account is saved."
									: `${account} is called ${saved.name} now.`,
						});
					}}
				/>
			)}
			<KnownNow moment={moment} />
			{data ? <Values account={data} stale={stale} /> : !error && <Skeleton widths={[100, 100, 100]} />}
			<Contracts account={account} />
		</Page>
	);
}

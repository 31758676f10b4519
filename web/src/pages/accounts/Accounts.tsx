/*
 * Whom contracts are with, and what their contracts come to.
 */
import { useMemo } from "preact/hooks";
import { formatCount } from "../../format";
import { useKeys } from "../../keyboard";
import { useList } from "../../list";
import { useMoment } from "../../moment";
import { navigate, setQuery, useQuery } from "../../router";
import type { Account, AccountList } from "../../types";
import { Button } from "../../ui/Button";
import { Tools } from "../../ui/Chip";
import { notify } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { RowLink } from "../../ui/RowLink";
import { SearchBox } from "../../ui/SearchBox";
import { Empty, ErrorPanel } from "../../ui/States";
import type { Column } from "../../ui/table";
import { usePhone } from "../../ui/useWidth";
import { VirtualTable } from "../../ui/VirtualTable";
import "../shared/shared.css";
import { AccountForm } from "./AccountForm";
import "./accounts.css";
import { KnownNow } from "./KnownNow";
import { ContractCount, Profit, Revenue } from "./Lifetime";
import { accountPath } from "./paths";

const rowsOf = (page: AccountList): Account[] => page.accounts;

const WAITING = 12; /* rows drawn before the first answer */

const columns = (asOf: string | null, phone: boolean): Column<Account>[] => [
	{
		id: "name",
		header: "Account",
		width: "19rem",
		phone: true,
		cell: ({ name }) => (
			<div class="cut">
				<RowLink href={accountPath(name)}>{name}</RowLink>
			</div>
		),
		phoneCell: ({ name, note }) => (
			<div class="two-lines">
				<div class="cut">
					<RowLink href={accountPath(name)}>{name}</RowLink>
				</div>
				<small class="cut">{note}</small>
			</div>
		),
	},
	{
		id: "note",
		header: "Note",
		from: 800,
		cell: ({ note }) => (
			<div class="cut soft" title={note ?? undefined}>
				{note}
			</div>
		),
	},
	{
		id: "contracts",
		header: "Contracts",
		numeric: true,
		width: "6.4rem",
		from: 900,
		cell: ({ name }) => <ContractCount key={name} account={name} />,
	},
	{
		id: "revenue",
		header: "Lifetime revenue",
		...(phone ? {} : { unit: "bar: earned" }),
		numeric: true,
		width: "21rem",
		phone: true,
		cell: ({ name }) => <Revenue key={name} account={name} asOf={asOf} />,
	},
	{
		id: "profit",
		header: "Lifetime profit",
		numeric: true,
		width: "9.6rem",
		from: 760,
		cell: ({ name }) => <Profit key={name} account={name} asOf={asOf} />,
	},
];

export function Accounts() {
	const { q = "", add } = useQuery();
	const moment = useMoment();
	const { asOf } = moment;
	const phone = usePhone();
	const list = useList<Account, AccountList>("/accounts", { q }, rowsOf);
	const shown = useMemo(() => columns(asOf, phone), [asOf, phone]);
	const adding = add === "1";
	const open = (on: boolean) => setQuery({ add: on ? "1" : null });
	useKeys("Accounts", [
		{ key: "a", does: "Add an account", run: () => open(true) },
		{ key: "↑ ↓", does: "Move from row to row, once the focus is in the table" },
	]);
	const { total, error } = list;
	const isEmpty = total === 0 && !list.stale;
	return (
		<Page
			title="Accounts"
			meta={
				<span role="status">
					{total === undefined
						? "\u00a0"
						: `${formatCount(total)} account${total === 1 ? "" : "s"}${q ? " found" : ""}`}
				</span>
			}
			actions={
				!adding && (
					<Button look="main" onClick={() => open(true)}>
						Add account
					</Button>
				)
			}
			parameters={q ? [["Found by", q]] : []}
		>
			{adding && (
				<AccountForm
					name={isEmpty ? q : ""}
					onCancel={() => open(false)}
					onDone={({ name }) => {
						open(false);
						notify({
							text: `${name} is an account now.`,
							action: {
								label: "New contract",
								run: () => navigate(`/contracts/new?account=${encodeURIComponent(name)}`),
							},
						});
					}}
				/>
			)}
			<Tools>
				<SearchBox
					label="Find an account"
					value={q}
					onSearch={(text) => setQuery({ q: text.trim() || null })}
				/>
			</Tools>
			<KnownNow moment={moment} />
			{error && (
				<ErrorPanel problem={error} what="The accounts could not be read" retry={list.reload} />
			)}
			{isEmpty && (
				<Empty
					title={q ? "No account fits" : "No accounts yet"}
					actions={
						q ? (
							<Button onClick={() => setQuery({ q: null })}>Show all</Button>
						) : (
							<Button href="/imports">Import a file</Button>
						)
					}
				>
					{q
						? "No name or note of an account holds these words."
						: "Add the first one here; an import brings its accounts along."}
				</Empty>
			)}
			{!isEmpty && (total !== undefined || !error) && (
				<VirtualTable
					label="Accounts"
					columns={shown}
					rows={list.rows}
					total={total ?? WAITING}
					stale={list.stale}
					height={3}
					onSight={list.want}
				/>
			)}
		</Page>
	);
}

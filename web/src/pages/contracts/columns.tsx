/*
 * The columns of the list of contracts: value, term, end and earnings at a glance.
 */
import {
	elapsed,
	endWords,
	formatEnd,
	formatTerm,
	naSentence,
	naWords,
	isMoney,
	UNSET,
	type EndWords,
} from "../../format";
import { pathTo } from "../../router";
import { moneyOf, textOf, type ContractState, type Figure, type Money } from "../../types";
import { Amount, Share } from "../../ui/Amount";
import { Bar } from "../../ui/Bar";
import { Dotted } from "../../ui/Page";
import { RowLink } from "../../ui/RowLink";
import { Mark, Status } from "../../ui/Status";
import type { Column } from "../../ui/table";

/** The tracked fields that the list asks for. */
export const FIELDS = [
	"annual_value",
	"total_value",
	"value_basis",
	"direct_labor",
	"starts_on",
	"ends_on",
	"status",
	"manager",
].join(",");

const ROOM = 14; /* characters of an amount: "− $ 39,441,190" */

export const contractPath = (key: string): string => pathTo("/contracts/{key}", { key });

function Name({ contract }: { contract: ContractState }) {
	const { key, name, account, kind } = contract;
	return (
		<div class="two-lines">
			<div class="cut">
				<RowLink href={contractPath(key)}>{key}</RowLink>
			</div>
			<small class="cut" title={[name, account].filter(Boolean).join(" · ")}>
				<Dotted
					parts={[
						name && <span class="soft">{name}</span>,
						account,
						kind === "vendor" && kind,
					]}
				/>
			</small>
		</div>
	);
}

function worth(contract: ContractState): { money: Money | null; words: string } {
	const annual = moneyOf(contract, "annual_value");
	const total = moneyOf(contract, "total_value");
	const isTotal = textOf(contract, "value_basis") === "total" || (!annual && total);
	return isTotal ? { money: total, words: "total" } : { money: annual, words: "a year" };
}

function Worth({ contract }: { contract: ContractState }) {
	const { money, words } = worth(contract);
	return (
		<div class="two-lines">
			<Amount figure={money} style={{ digits: "whole" }} room={ROOM} />
			<small>{money ? words : ""}</small>
		</div>
	);
}

interface TermProps {
	contract: ContractState;
	day: string;
}

/** Whether the moment shown sees nothing of it: it began, or was known, later. */
export const isAbsent = (contract: ContractState): boolean => contract.effective_on === null;

const termOf = (contract: ContractState): [string | null, string | null] => [
	textOf(contract, "starts_on"),
	textOf(contract, "ends_on"),
];

function TermBar({ contract, day }: TermProps) {
	const [from, to] = termOf(contract);
	if (isAbsent(contract)) return <>no terms at this moment</>;
	const done = elapsed(from, to, day);
	const isRunning = done !== null && done > 0 && done < 1;
	return (
		<div class="two-lines">
			<div class="cut nowrap">{formatTerm(from, to)}</div>
			{done !== null && <Bar done={done} tick={isRunning ? done : null} over={done === 1} />}
		</div>
	);
}

const END_TONES: Record<EndWords["tone"], string> = {
	over: "faint",
	soon: "warn",
	running: "",
	ahead: "soft",
	none: "soft",
};

function Ends({ contract, day }: TermProps) {
	const [from, to] = termOf(contract);
	if (!from && !to) return <span class="unset">{UNSET}</span>;
	const { words, tone } = endWords(from, to, day);
	return (
		<span
			class={"cut nowrap status " + END_TONES[tone]}
			title={to ? `to ${formatEnd(to)}` : undefined}
		>
			{tone === "soon" && <Mark tone="warn" />}
			{words}
		</span>
	);
}

function Earned({ contract, figure }: { contract: ContractState; figure: Figure }) {
	if (isAbsent(contract)) return <span class="unset">{UNSET}</span>;
	if (!isMoney(figure))
		return (
			<div class="two-lines" title={naSentence(figure.na)}>
				<span class="na">n/a</span>
				<small class="cut">{naWords(figure.na)}</small>
			</div>
		);
	const amount = <Amount figure={figure} style={{ digits: "whole" }} room={ROOM} />;
	if (!contract.estimate) return amount;
	return (
		<div class="two-lines">
			{amount}
			<small>estimate</small>
		</div>
	);
}

/** `day` is what terms are measured at: the as-of day, or today. */
export const columns = (day: string): Column<ContractState>[] => [
	{
		id: "key",
		header: "Contract",
		sort: "asc",
		phone: true,
		cell: (contract) => <Name contract={contract} />,
	},
	{
		id: "annual_value",
		header: "Value",
		numeric: true,
		sort: "desc",
		width: "8.4rem",
		phone: true,
		cell: (contract) => <Worth contract={contract} />,
		phoneCell: (contract) => (
			<div class="two-lines">
				<Amount figure={worth(contract).money} style={{ digits: "whole" }} room={ROOM} />
				<small class="ends-small">
					<Ends contract={contract} day={day} />
				</small>
			</div>
		),
	},
	{
		id: "starts_on",
		header: "Term",
		sort: "asc",
		width: "15.2rem",
		cell: (contract) => <TermBar contract={contract} day={day} />,
	},
	{
		id: "ends_on",
		header: "Ends",
		sort: "asc",
		width: "8.2rem",
		cell: (contract) => <Ends contract={contract} day={day} />,
	},
	{
		id: "direct_labor",
		header: "Direct labour",
		numeric: true,
		width: "6.4rem",
		from: 900,
		cell: (contract) => <Share share={textOf(contract, "direct_labor")} />,
	},
	{
		id: "revenue",
		header: "Revenue",
		unit: "by terms",
		numeric: true,
		sort: "desc",
		width: "9.2rem",
		from: 1000,
		cell: (contract) => <Earned contract={contract} figure={contract.total.revenue} />,
	},
	{
		id: "profit",
		header: "Profit",
		unit: "by terms",
		numeric: true,
		sort: "desc",
		width: "8.6rem",
		from: 1200,
		cell: (contract) => <Earned contract={contract} figure={contract.total.profit} />,
	},
	{
		id: "manager",
		header: "Manager",
		sort: "asc",
		width: "11.6rem",
		from: 1350,
		cell: (contract) => {
			const manager = textOf(contract, "manager");
			return manager ? (
				<div class="cut" title={manager}>
					{manager}
				</div>
			) : (
				<span class="unset">{UNSET}</span>
			);
		},
	},
	{
		id: "status",
		header: "Status",
		sort: "asc",
		width: "7rem",
		from: 1100,
		cell: (contract) => <Status status={textOf(contract, "status")} />,
	},
];

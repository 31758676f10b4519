/*
 * The range, its axis, and what narrows the report.
 */
import { setQuery } from "../../router";
import { Button } from "../../ui/Button";
import { ChipSelect, ChipTabs, Tools } from "../../ui/Chip";
import { ChipDate, ChipText } from "../shared/chips";
import { AccountOptions, ContractOptions } from "../shared/suggestions";
import { clearFilter, isNarrowed, usualRanges, type ReportFilter } from "./filter";

const OTHER = "other";

export function Filters({ filter }: { filter: ReportFilter }) {
	const { from, to, by, contract, account } = filter;
	const ranges = usualRanges();
	const range = ranges.find((one) => one.from === from && one.to === to)?.id ?? OTHER;
	const choose = (patch: Record<string, string | null>) => setQuery(patch, { push: true });
	return (
		<Tools>
			<ChipTabs
				label="Days of the range"
				value={by}
				onChange={(value) => choose({ by: value === "recorded" ? value : null })}
				options={[
					["effective", "Effective"],
					["recorded", "Recorded"],
				]}
			/>
			<ChipSelect
				label="Range"
				value={range}
				onChange={(id) => {
					const one = ranges.find((usual) => usual.id === id);
					if (one) choose({ from: one.from, to: one.to });
				}}
				options={[
					...ranges.map(({ id, words }): [string, string] => [id, words]),
					...(range === OTHER ? [[OTHER, "from … to"] as [string, string]] : []),
				]}
			/>
			<ChipDate label="From" value={from} none="the first" onChange={(day) => choose({ from: day })} />
			<ChipDate label="To" value={to} last none="the last" onChange={(day) => choose({ to: day })} />
			<ChipText
				label="Contract"
				value={contract}
				none="any"
				onChange={(key) => choose({ contract: key || null })}
				suggest={(typed) => <ContractOptions typed={typed} />}
			/>
			<ChipText
				label="Account"
				value={account}
				none="any"
				onChange={(name) => choose({ account: name || null })}
				suggest={(typed) => <AccountOptions typed={typed} />}
			/>
			{isNarrowed(filter) && (
				<Button look="plain" onClick={clearFilter}>
					Show all
				</Button>
			)}
		</Tools>
	);
}

/*
 * Every kind of fact: what it is, what it needs, its template.
 */
import { API, useApi, type Answer } from "../../api";
import { sentence } from "../../format";
import { pathTo } from "../../router";
import type { FactKind } from "../../types";
import { DataTable } from "../../ui/DataTable";
import { RowLink } from "../../ui/RowLink";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import { DataPage } from "./DataPage";

/** Listed with their contract, not here. */
export const TIME = "time_entry";

export const factPath = (name: string): string => pathTo("/data/facts/{fact}", { fact: name });

export const useFactKinds = (): Answer<{ facts: FactKind[] }> => useApi("/facts");

export const templateUrl = (name: string): string => `${API}/facts/${name}/template`;

const Template = ({ fact }: { fact: FactKind }) => (
	<a class="plain" href={templateUrl(fact.name)} download={`${fact.name}.csv`}>
		Template<span class="sr"> of {fact.plural}</span>
	</a>
);

const KIND_COLUMNS: Column<FactKind>[] = [
	{
		id: "fact",
		header: "Fact",
		width: "14rem",
		phone: true,
		cell: ({ name, plural }) =>
			name === TIME ? (
				<b>{sentence(plural)}</b>
			) : (
				<RowLink href={factPath(name)}>{sentence(plural)}</RowLink>
			),
	},
	{
		id: "help",
		header: "What it is",
		cell: ({ name, help }) => (
			<>
				{help}
				{name === TIME && <span class="soft"> Listed with each contract.</span>}
			</>
		),
	},
	{
		id: "columns",
		header: "Columns that it needs",
		width: "24rem",
		from: 1000,
		cell: ({ fields }) => (
			<span class="soft">
				{fields
					.filter(({ required }) => required)
					.map(({ name }) => name)
					.join(", ")}
			</span>
		),
	},
	{
		id: "template",
		header: "Template",
		plain: true,
		numeric: true,
		width: "6rem",
		phone: true,
		cell: (fact) => <Template fact={fact} />,
	},
];

export function FactKinds() {
	const { data, error, reload } = useFactKinds();
	return (
		<DataPage
			title="Facts"
			meta="Every kind of fact, with a template that can be filled in and dropped on the page of data."
		>
			{error && (
				<ErrorPanel
					problem={error}
					what="The kinds of facts could not be read"
					retry={reload}
				/>
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100, 100, 100, 100]} />}
			{data && (
				<div class="fact-kinds">
					<DataTable
						label="Kinds of facts"
						columns={KIND_COLUMNS}
						rows={data.facts}
						rowKey={({ name }) => name}
					/>
				</div>
			)}
		</DataPage>
	);
}

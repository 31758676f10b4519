/*
 * Facts beside hours: the plain table of what is held of a kind.
 */
import { useMemo } from "preact/hooks";
import { apiPath } from "../../api";
import { sentence } from "../../format";
import { momentQuery, useMoment } from "../../moment";
import type { PageProps } from "../../pages";
import { navigate, queryText, setQuery, useQuery } from "../../router";
import type { Fact, FactKind, FactList } from "../../types";
import { Button } from "../../ui/Button";
import { ChipSelect, ChipToggle, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { ChipText } from "../shared/chips";
import { DownloadCsv } from "../shared/Download";
import { More } from "../shared/More";
import { ContractOptions } from "../shared/suggestions";
import { usePages } from "../shared/usePages";
import { DataPage, useSources } from "./DataPage";
import { factColumns } from "./factColumns";
import { factPath, templateUrl, TIME, useFactKinds } from "./FactKinds";

const rowsOf = (page: FactList): Fact[] => page.facts;

function Shown({ kind }: { kind: FactKind }) {
	const { contract = "", source = "", versions } = useQuery();
	const moment = useMoment();
	const sources = useSources().data?.sources ?? [];
	const kinds = useFactKinds().data?.facts ?? [];
	const all = versions === "1";
	const path = apiPath`/facts/${kind.name}`;
	const known_at = momentQuery(moment).known_at;
	const asked = { known_at, contract: kind.of_contract ? contract : null, source, versions: all };
	const pages = usePages<Fact, FactList>(path, asked, rowsOf);
	const choose = (name: string) => (value: string) =>
		setQuery({ [name]: value || null }, { push: true });
	const { rows, loaded, error, stale, reload } = pages;
	const columns = useMemo(() => factColumns(kind, rows, all), [kind, rows, all]);
	return (
		<DataPage
			title={sentence(kind.plural)}
			crumbs={[
				{ label: "Data", href: "/data" },
				{ label: "Facts", href: "/data/facts" },
			]}
			meta={kind.help}
			actions={
				<>
					<a class="button" href={templateUrl(kind.name)} download={`${kind.name}.csv`}>
						Template
					</a>
					{rows.length > 0 && (
						<DownloadCsv
							path={path + "/csv"}
							params={asked}
							name={`${kind.plural}.csv`}
						/>
					)}
				</>
			}
			parameters={[["Contract", contract || "all"]]}
		>
			<Tools>
				<ChipSelect
					label="Fact"
					value={kind.name}
					chosen={false}
					options={kinds
						.filter(({ name }) => name !== TIME)
						.map(({ name, plural }): [string, string] => [name, plural])}
					onChange={(name) => navigate(factPath(name) + queryText({ contract }))}
				/>
				{kind.of_contract && (
					<ChipText
						label="Contract"
						value={contract}
						none="any"
						onChange={choose("contract")}
						suggest={(typed) => <ContractOptions typed={typed} />}
					/>
				)}
				<ChipSelect
					label="Source"
					value={source}
					options={[
						["", "any"],
						...sources.map(({ name }): [string, string] => [name, name]),
					]}
					onChange={choose("source")}
				/>
				<ChipToggle on={all} onChange={(on) => choose("versions")(on ? "1" : "")}>
					Earlier versions
				</ChipToggle>
			</Tools>
			{error && (
				<ErrorPanel
					problem={error}
					what={`The ${kind.plural} could not be read`}
					retry={reload}
				/>
			)}
			{!loaded && !error && <Skeleton widths={[100, 100, 100, 100]} />}
			{loaded && rows.length === 0 && !stale && (
				<Empty
					title={contract || source ? "None here" : `No ${kind.plural} yet`}
					actions={<Button href="/data">Bring some in</Button>}
				>
					Fill in the template and drop it on the page of data, or post them to the API.
				</Empty>
			)}
			{rows.length > 0 && (
				<DataTable
					label={sentence(kind.plural)}
					columns={columns}
					rows={rows}
					rowKey={(fact) => rows.indexOf(fact)}
					rowClass={({ known_until }) => (known_until ? "undone" : undefined)}
					stale={stale}
					wide
				/>
			)}
			<More pages={pages} what={kind.plural} />
		</DataPage>
	);
}

export function Facts({ params }: PageProps) {
	const { data, error, reload } = useFactKinds();
	const kind = data?.facts.find(({ name }) => name === params["fact"]);
	if (kind && kind.name !== TIME) return <Shown kind={kind} />;
	return (
		<DataPage title="Facts">
			{error && (
				<ErrorPanel
					problem={error}
					what="The kinds of facts could not be read"
					retry={reload}
				/>
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100]} />}
			{data && (
				<Empty
					title={
						kind
							? "Time entries are listed with their contract"
							: "There is no such fact"
					}
					actions={
						<>
							<Button look="main" href="/data/facts">
								All facts
							</Button>
							<Button href="/contracts">Contracts</Button>
						</>
					}
				/>
			)}
		</DataPage>
	);
}

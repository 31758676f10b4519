/*
 * What waits, grouped by the name that nobody knows yet: one link releases all rows of it.
 */
import { useMemo } from "preact/hooks";
import { useApi } from "../../api";
import { setQuery, useQuery } from "../../router";
import type { Suggestion, WaitingGroup } from "../../types";
import { Button } from "../../ui/Button";
import { ChipSelect, Tools } from "../../ui/Chip";
import { DataTable } from "../../ui/DataTable";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { QuarantineRows, useQuarantine } from "../imports/QuarantineRows";
import "../imports/imports.css";
import { Twice } from "../shared/Twice";
import { DataPage } from "./DataPage";
import { groupColumns } from "./groupColumns";
import { draftOf } from "./linkDraft";
import { LinkForm } from "./LinkForm";
import { act, openPanel, usePanel, type Panel } from "./waiting";
import { amountOf, byKind, canLink, suggestionsOf } from "./words";

function GroupRows({ group }: { group: WaitingGroup }) {
	const pages = useQuarantine({ group: group.first_id });
	return (
		<div class="group-rows">
			<QuarantineRows
				pages={pages}
				ofMany
				actions={(row) => (
					<Twice sure="Discard it" onSure={() => act("discard", { id: row.id })}>
						Discard
					</Twice>
				)}
			/>
		</div>
	);
}

interface PanelProps {
	group: WaitingGroup;
	panel: Panel;
	all: Suggestion[] | undefined; /* not here yet */
}

function PanelOf({ group, panel, all }: PanelProps) {
	const { as } = useQuery();
	if (panel?.name === "rows") return <GroupRows group={group} />;
	if (as && !all) return <Skeleton widths={[60]} />;
	const suggestion = suggestionsOf(group, all ?? []).find(
		({ target, key }) => `${target}:${key}` === as,
	);
	return (
		<LinkForm
			key={as ?? ""}
			first={draftOf(group, suggestion)}
			onClose={() => openPanel(null)}
		/>
	);
}

export function Quarantine() {
	const { source = "" } = useQuery();
	const panel = usePanel();
	const { data, error, stale, reload } = useApi<{ groups: WaitingGroup[] }>("/quarantine/groups");
	const suggestions = useApi<{ suggestions: Suggestion[] }>("/links/suggestions").data;
	const all = suggestions?.suggestions ?? [];
	const [ofNames, ofRows] = useMemo(
		() => [true, false].map((links) => groupColumns(all, panel, links)),
		[suggestions, panel?.name, panel?.id],
	);
	const groups = (data?.groups ?? []).filter((group) => !source || group.source === source);
	const names = [...new Set((data?.groups ?? []).map((group) => group.source))].sort();
	const rows = groups.reduce((sum, group) => sum + group.rows, 0);
	const seconds = groups.reduce((sum, group) => sum + group.seconds, 0);
	return (
		<DataPage
			title="Quarantine"
			meta={
				<span role="status">
					{!data
						? "\u00a0"
						: groups.length === 0
							? "Nothing waits."
							: `${amountOf({ rows, seconds })}; none of them is in any figure until it is taken.`}
				</span>
			}
			actions={
				groups.length > 0 && (
					<Button onClick={() => void act("retry", source ? { source } : { all: true })}>
						Try all again
					</Button>
				)
			}
			parameters={source ? [["Source", source]] : []}
		>
			{(names.length > 1 || source) && (
				<Tools>
					<ChipSelect
						label="Source"
						value={source}
						options={[
							["", "all"],
							...names.map((name): [string, string] => [name, name]),
						]}
						onChange={(name) => setQuery({ source: name || null }, { push: true })}
					/>
				</Tools>
			)}
			{error && (
				<ErrorPanel
					problem={error}
					what="The quarantine could not be read"
					retry={reload}
				/>
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100, 100]} />}
			{data && groups.length === 0 && (
				<Empty title="Nothing waits" actions={<Button href="/data">All sources</Button>}>
					Every row that came in was taken. Rows with a name that nobody knows, or that
					cannot be read, will stand here with their hours.
				</Empty>
			)}
			{byKind(groups).map(([kind, held]) => (
				<section key={kind.id} class="waiting-kind">
					<div class="section-head">
						<h2>{kind.title}</h2>
						<span class="soft">{kind.remedy}</span>
					</div>
					<DataTable
						label={kind.title}
						columns={(held.every(canLink) ? ofNames : ofRows) ?? []}
						rows={held}
						rowKey={({ first_id }) => first_id}
						after={(group) =>
							panel?.id === group.first_id ? (
								<PanelOf
									group={group}
									panel={panel}
									all={suggestions?.suggestions}
								/>
							) : null
						}
						stale={stale}
					/>
				</section>
			))}
		</DataPage>
	);
}

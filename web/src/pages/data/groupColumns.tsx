/*
 * The columns of what waits: its name, what that may mean, how much it is, and what to do.
 */
import { formatCount, formatShare, many, sentence } from "../../format";
import type { Suggestion, WaitingGroup } from "../../types";
import { Button } from "../../ui/Button";
import { Hours } from "../../ui/Hours";
import type { Column } from "../../ui/table";
import { factWords } from "../imports/words";
import { Twice } from "../shared/Twice";
import { act, groupOf, openPanel, openSuggestion, type Panel } from "./waiting";
import { canLink, nameOf, suggestionsOf } from "./words";

const percent = (likeness: string): string => formatShare(Number(likeness).toFixed(2));

function Suggested({ group, all }: { group: WaitingGroup; all: Suggestion[] }) {
	const found = suggestionsOf(group, all).slice(0, 2);
	if (found.length === 0) return <span class="faint">nothing alike</span>;
	return (
		<span class="suggested">
			{found.map((suggestion) => {
				const { target, key, name, likeness } = suggestion;
				return (
					<Button
						key={target + key}
						look="plain"
						onClick={() => openSuggestion(group, suggestion)}
					>
						<span aria-hidden="true">→ </span>
						<b>{key || target}</b>
						{name && name !== key && <span class="cut">{name}</span>}
						<span class="faint">{percent(likeness)}</span>
					</Button>
				);
			})}
		</span>
	);
}

/* "of Harbour · costs of toggl"; a reason is that of one row. */
function lineOf({ unknown, within, fact, source, rows }: WaitingGroup): string {
	const what = fact ? `${factWords(fact)} of ${source}` : source;
	const others = unknown || rows === 1 ? null : "the reason of one row";
	return [within && `of ${within}`, what, others].filter(Boolean).join(" · ");
}

/** `links`: of names that can be linked; else of rows that wait for something else. */
export function groupColumns(
	suggestions: Suggestion[],
	panel: Panel,
	links: boolean,
): Column<WaitingGroup>[] {
	const isOpen = (name: "link" | "rows", group: WaitingGroup): boolean =>
		panel?.name === name && panel.id === group.first_id;
	const toggle = (name: "link" | "rows", group: WaitingGroup) =>
		openPanel(isOpen(name, group) ? null : { name, id: group.first_id });
	const suggested: Column<WaitingGroup> = {
		id: "suggested",
		header: "May mean",
		width: "26rem",
		cell: (group) => <Suggested group={group} all={suggestions} />,
	};
	return [
		{
			id: "name",
			header: links ? "Name" : "Reason",
			phone: true,
			cell: (group) => (
				<div class="two-lines">
					<b>{group.unknown ?? sentence(group.reason)}</b>
					<small>{lineOf(group)}</small>
				</div>
			),
		},
		...(links ? [suggested] : []),
		{
			id: "rows",
			header: "Rows",
			numeric: true,
			width: "6rem",
			cell: ({ rows }) => formatCount(rows),
		},
		{
			id: "hours",
			header: "Hours",
			unit: "h",
			numeric: true,
			width: "7rem",
			phone: true,
			cell: ({ seconds }) => <Hours seconds={seconds} digits={2} quiet />,
			phoneCell: (group) => (
				<div class="two-lines">
					<Hours seconds={group.seconds} digits={2} quiet />
					<small>{many(group.rows, "row")}</small>
				</div>
			),
		},
		{
			id: "actions",
			header: "What to do",
			plain: true,
			numeric: true,
			width: "16rem",
			cell: (group) => (
				<span class="row-actions">
					{canLink(group) && (
						<Button
							look="plain"
							aria-expanded={isOpen("link", group)}
							onClick={() => toggle("link", group)}
						>
							Link<span class="sr"> {group.unknown}</span>
						</Button>
					)}
					<Button
						look="plain"
						aria-expanded={isOpen("rows", group)}
						onClick={() => toggle("rows", group)}
					>
						Rows<span class="sr"> of {nameOf(group)}</span>
					</Button>
					<Button look="plain" onClick={() => void act("retry", groupOf(group))}>
						Retry<span class="sr"> {nameOf(group)}</span>
					</Button>
					<Twice
						sure={`Discard ${many(group.rows, "row")}`}
						onSure={() => act("discard", groupOf(group))}
					>
						Discard<span class="sr"> {nameOf(group)}</span>
					</Twice>
				</span>
			),
		},
	];
}

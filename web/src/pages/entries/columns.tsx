/*
 * The columns of single entries: what was done, and where that is written.
 */
import { formatDate, formatInstant, sentence } from "../../format";
import type { TimeEntry } from "../../types";
import { Hours } from "../../ui/Hours";
import { RowLink } from "../../ui/RowLink";
import { Mark } from "../../ui/Status";
import type { Column } from "../../ui/table";
import { entryQuery } from "./EntrySheet";

/** "Counting", "Submitted", "Not billable", "Leave": what the hours are to the contract. */
function Standing({ entry }: { entry: TimeEntry }) {
	const { category, billable, approval } = entry;
	const counts = category === "client" && billable && approval === "approved";
	const words =
		category !== "client"
			? sentence(category)
			: approval !== "approved"
				? sentence(approval)
				: billable
					? "Counting"
					: "Not billable";
	const tone = counts ? "good" : approval !== "approved" ? "open" : "idle";
	return (
		<span
			class="status"
			title={`${sentence(approval)}, ${billable ? "billable" : "not billable"}, ${category}`}
		>
			<Mark tone={tone} />
			{words}
		</span>
	);
}

/** "toggl-2026-03.csv:418", or since when it is known. */
const lineageOf = ({ file, line, known_at }: TimeEntry): string => {
	if (!file) return `written ${formatInstant(known_at)}`;
	return line ? `${file}:${line}` : file;
};

export const COLUMNS: Column<TimeEntry>[] = [
	{
		id: "work_date",
		header: "Day",
		width: "7.4rem",
		phone: true,
		cell: ({ source, external_id, work_date }) => (
			<RowLink href={entryQuery(source, external_id)}>{formatDate(work_date)}</RowLink>
		),
		phoneCell: ({ source, external_id, work_date, resource, task }) => (
			<div class="two-lines">
				<RowLink href={entryQuery(source, external_id)}>{formatDate(work_date)}</RowLink>
				<small class="cut">{[resource, task].filter(Boolean).join(" · ")}</small>
			</div>
		),
	},
	{
		id: "resource",
		header: "Resource",
		width: "8.6rem",
		cell: ({ resource, role }) => (
			<div class="cut" title={role ? `${resource}, ${role}` : resource}>
				{resource}
			</div>
		),
	},
	{
		id: "task",
		header: "Task",
		width: "10rem",
		cell: ({ task }) =>
			task ? (
				<div class="cut" title={task}>
					{task}
				</div>
			) : (
				<span class="unset">–</span>
			),
	},
	{
		id: "seconds",
		header: "Hours",
		unit: "h",
		numeric: true,
		width: "5.6rem",
		phone: true,
		cell: ({ seconds }) => <Hours seconds={seconds} digits={2} />,
		phoneCell: (entry) => (
			<div class="two-lines">
				<Hours seconds={entry.seconds} digits={2} />
				<small>
					<Standing entry={entry} />
				</small>
			</div>
		),
	},
	{
		id: "standing",
		header: "Standing",
		width: "8.8rem",
		cell: (entry) => <Standing entry={entry} />,
	},
	{
		id: "note",
		header: "Note",
		from: 900,
		cell: ({ note }) => (
			<div class="cut soft" title={note ?? undefined}>
				{note}
			</div>
		),
	},
	{
		id: "lineage",
		header: "From",
		width: "13.4rem",
		from: 1050,
		cell: (entry) => (
			<div class="two-lines">
				<div class="cut">{entry.source}</div>
				<small class="cut" title={lineageOf(entry)}>
					{lineageOf(entry)}
				</small>
			</div>
		),
	},
];

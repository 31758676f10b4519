/*
 * The history report: what changed, when it was known, who recorded it and why, and what it did to
 * revenue and to profit. The file has the same entries, with a line for each changed field.
 */
import { useMemo } from "preact/hooks";
import { useFields } from "../../fields";
import { formatCount } from "../../format";
import { isPresent, useMoment } from "../../moment";
import type { Entry, HistoryReport } from "../../types";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Dotted, Page } from "../../ui/Page";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { usePhone } from "../../ui/useWidth";
import { More } from "../shared/More";
import "../shared/shared.css";
import { usePages } from "../shared/usePages";
import { reportColumns, withoutWords } from "./columns";
import { clearFilter, csvPath, filterWords, isNarrowed, rangeWords, reportQuery, useReportFilter } from "./filter";
import { Filters } from "./Filters";
import "./report.css";
import { sumsOf } from "./sums";

const rowsOf = (page: HistoryReport): Entry[] => page.entries;

const WIDTHS = Array.from({ length: 12 }, (_, i) => 100 - (i % 4) * 4);

export function Report() {
	const filter = useReportFilter();
	const moment = useMoment();
	const fields = useFields();
	const phone = usePhone();
	const one = Boolean(filter.contract || filter.account);
	const pages = usePages<Entry, HistoryReport>("/history-report", reportQuery(filter), rowsOf, one);
	const { rows, total, error, stale, complete } = pages;
	const sums = useMemo(
		() => (one && complete && rows.length > 1 ? sumsOf(rows) : null),
		[one, complete, rows],
	);
	const columns = useMemo(() => reportColumns(fields, sums, phone), [fields, sums, phone]);
	const isEmpty = total === 0 && !stale;
	return (
		<Page
			title="History report"
			meta={
				<span role="status">
					<Dotted
						parts={[
							total === undefined
								? "\u00a0"
								: `${formatCount(total)} ${total === 1 ? "entry" : "entries"}`,
							(filter.from || filter.to) && `${filter.by} ${rangeWords(filter)}`,
							filter.contract,
							filter.account,
						]}
					/>
				</span>
			}
			actions={
				<>
					<Button onClick={() => print()}>Print</Button>
					<a class="button" href={csvPath(filter)} download="history-report.csv">
						CSV
					</a>
				</>
			}
			parameters={filterWords(filter)}
		>
			<Filters filter={filter} />
			{!isPresent(moment) && (
				<Notice tone="open">
					The report lists every entry with its own days; the moment in the header does not narrow it.
				</Notice>
			)}
			{error && (
				<ErrorPanel
					problem={error}
					what="The report could not be read"
					retry={pages.reload}
					unharmed={rows.length > 0 ? "The entries below were read before." : "Nothing was changed."}
				/>
			)}
			{isEmpty && isNarrowed(filter) && (
				<Empty title="No entry fits" actions={<Button onClick={clearFilter}>Show all</Button>}>
					Nothing {filter.by === "recorded" ? "was recorded" : "takes effect"} in this range
					{one ? " for what is chosen" : ""}.
				</Empty>
			)}
			{isEmpty && !isNarrowed(filter) && (
				<Empty
					title="Nothing has been recorded yet"
					actions={
						<>
							<Button href="/imports" look="main">
								Import a file
							</Button>
							<Button href="/contracts/new">New contract</Button>
						</>
					}
				>
					Each amendment and each retraction of a contract will stand here.
				</Empty>
			)}
			{total === undefined && !error && <Skeleton widths={WIDTHS} />}
			{rows.length > 0 && !isEmpty && (
				<div class="report">
					<DataTable
						label="Entries"
						columns={columns}
						rows={rows}
						rowKey={(entry) => `${entry.contract}\n${entry.number}`}
						rowClass={(entry) => (entry.kind === "retraction" ? "retraction" : undefined)}
						stale={stale}
					/>
				</div>
			)}
			{sums &&
				(["revenue", "profit"] as const).map(
					(side) =>
						sums.without[side] > 0 && (
							<p class="soft small report-note" key={side}>
								{withoutWords(sums.without[side], side)}
							</p>
						),
				)}
			<More pages={pages} what="entries" />
		</Page>
	);
}

/*
 * Data: what has come in, how fresh it is, what waits or disagrees, and where more comes in.
 */
import {
	daysBetween,
	formatCount,
	formatDate,
	formatHoursFully,
	hoursNumber,
	many,
	spanWords,
	today,
} from "../../format";
import type { Source } from "../../types";
import { Button } from "../../ui/Button";
import { Figures, type Shown } from "../../ui/Figures";
import { Hours } from "../../ui/Hours";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Mark } from "../../ui/Status";
import { Drop } from "../imports/Drop";
import { ImportList } from "../imports/ImportList";
import "../imports/imports.css";
import { IncomingList } from "../imports/IncomingFile";
import { Options } from "../imports/Options";
import { useArrivals } from "../imports/useArrivals";
import { DataPage, useSources, waitingRows, waitingSeconds } from "./DataPage";
import { Needs } from "./Needs";
import { Sources } from "./Sources";
import { freshness } from "./words";

const RECENT = 6;

const total = (sources: Source[], of: "entries" | "seconds"): number =>
	sources.reduce((sum, source) => sum + source[of], 0);

function agoWords(days: number): string {
	if (days === 0) return "today";
	return days > 0 ? `${spanWords(days)} ago` : `${spanWords(-days)} ahead`;
}

function figuresOf(sources: Source[]): Shown[] {
	const day = today();
	const entries = total(sources, "entries");
	const seconds = total(sources, "seconds");
	const newest = sources
		.map(({ newest_day }) => newest_day ?? "")
		.sort()
		.at(-1);
	const stale = sources.filter((source) => freshness(source, day).stale).length;
	const waiting = waitingRows(sources);
	const ago = newest ? daysBetween(newest, day) : 0;
	return [
		{
			label: "Hours",
			value: hoursNumber(seconds, 0),
			unit: "h",
			title: formatHoursFully(seconds),
			detail: `in ${many(entries, "entry", "entries")}`,
		},
		{
			label: "Newest work day",
			value: newest ? formatDate(newest) : "–",
			detail: newest ? agoWords(ago) : "no hours yet",
		},
		{
			label: "Sources",
			value: formatCount(sources.length),
			detail: stale > 0 ? `${formatCount(stale)} stale` : "none stale",
		},
		{
			label: "Waiting",
			value:
				waiting > 0 ? (
					<span class="warn">
						<Mark tone="warn" /> {formatCount(waiting)}
					</span>
				) : (
					"0"
				),
			...(waiting > 0 ? { unit: waiting === 1 ? "row" : "rows" } : {}),
			detail:
				waiting > 0 ? (
					<>
						<Hours seconds={waitingSeconds(sources)} /> in quarantine
					</>
				) : (
					"nothing in quarantine"
				),
		},
	];
}

export function Data() {
	const { data, error, stale, reload } = useSources();
	const { incoming, options, mappings, undo, isOpen } = useArrivals();
	const sources = data?.sources ?? [];
	return (
		<DataPage
			title="Data"
			meta="What was done, recognised, invoiced, planned and is available; each row with its file and line."
			actions={isOpen && <Drop small onFiles={incoming.add} />}
		>
			{!isOpen && data && sources.length > 0 && (
				<Figures figures={figuresOf(sources)} stale={stale} />
			)}
			{!isOpen && <Drop onFiles={incoming.add} />}
			<Options options={options} mappings={mappings} folded={!isOpen} />
			{isOpen && <IncomingList all={incoming} mappings={mappings} onUndo={undo} />}
			{error && (
				<ErrorPanel problem={error} what="The sources could not be read" retry={reload} />
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100]} />}
			{sources.length > 0 && <Needs sources={sources} />}
			{data && (
				<>
					<div class="section-head">
						<h2>Sources</h2>
						{sources.length > 0 && (
							<span class="soft">{formatCount(sources.length)}</span>
						)}
					</div>
					{sources.length > 0 ? (
						<Sources sources={sources} stale={stale} />
					) : (
						<p class="soft">
							No facts yet. Drop an export of your time tracker: Toggl, Clockify,
							Harvest, Jira, Tempo, Kimai, Redmine, timewarrior and timeclock are
							recognised; for anything else there are{" "}
							<Button look="plain" href="/data/facts">
								templates
							</Button>
							.
						</p>
					)}
				</>
			)}
			<ImportList first={RECENT} />
		</DataPage>
	);
}

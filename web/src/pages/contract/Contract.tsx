/*
 * One contract: its terms and what they earn, as of any day and as known at any time; every revision of
 * it, its documents, and how it is amended.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import "./contract.css";
import { useFields } from "../../fields";
import { useKeys } from "../../keyboard";
import { dayOf, isPresent, momentWords, setMoment, useMoment, withMoment, type Moment } from "../../moment";
import type { PageProps } from "../../pages";
import { currentQuery, navigate, pathTo, queryText, setQuery } from "../../router";
import { textOf, type Entry, type History, type Snapshot } from "../../types";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { Empty, ErrorPanel, Skeleton } from "../../ui/States";
import { formatDate, formatTerm, lastDay } from "../../format";
import { entriesPath } from "../entries/filter";
import "../metrics/metrics.css";
import { WhySheet } from "../metrics/WhySheet";
import { AmendSheet } from "./AmendSheet";
import { chooseFiles, Documents } from "./Documents";
import { Meta } from "./Meta";
import { Performance, PerformanceTables } from "./Performance";
import { Periods } from "./Periods";
import { RetractSheet } from "./RetractSheet";
import { Revisions } from "./Revisions";
import { Snapshots } from "./Snapshots";
import { Strip, termsWords } from "./Strip";
import { granularityFor, indexOn } from "./terms";
import { TermsOverTime } from "./TermsOverTime";
import { useConvention, useEntries, useHistory } from "./useContract";
import { Warnings } from "./Warnings";
import { CHARTS, closePanel, GRANULARITIES, openPanel, useView } from "./view";

export function Contract({ params }: PageProps) {
	const key = params["key"] ?? "";
	const moment = useMoment();
	const answer = useHistory(key, moment);
	const { data, error } = answer;
	if (data) return <Shown contract={key} history={data} moment={moment} answer={answer} />;
	return (
		<Page title={key} crumbs={[{ label: "Contracts", href: "/contracts" }]}>
			{error ? (
				error.status === 404 ? (
					<Empty
						title="There is no such contract"
						actions={
							<Button href="/contracts" look="main">
								All contracts
							</Button>
						}
					>
						The key may be mistyped, or the contract stands in another store.
					</Empty>
				) : (
					<ErrorPanel
						problem={error}
						what="The contract could not be read"
						retry={answer.reload}
					/>
				)
			) : (
				<div class="contract-waiting">
					<Skeleton widths={[100, 100, 100, 100, 100, 100, 100, 100, 100, 100]} />
				</div>
			)}
		</Page>
	);
}

interface ShownProps {
	contract: string;
	history: History;
	moment: Moment;
	answer: ReturnType<typeof useHistory>;
}

function Shown({ contract, history, moment, answer }: ShownProps) {
	const view = useView();
	const fields = useFields();
	const entries = useEntries(contract);
	const figures = useConvention(contract, moment, view.convention, history);
	/* Where the as-of line is held; undefined: nobody holds it. */
	const [held, setHeld] = useState<string | null | undefined>(undefined);
	const { snapshots, currency, kind } = history;
	const day = held === undefined ? moment.asOf : held;
	const index = indexOn(snapshots, day);
	const counted = day ?? dayOf(moment);
	const state = snapshots[index];
	const last = snapshots.at(-1);
	const from = last ? (textOf(last, "starts_on") ?? snapshots[0]!.effective_on) : null;
	const by = view.by ?? granularityFor(from, last ? textOf(last, "ends_on") : null);
	const title = history.name ?? contract;
	const performance = {
		contract,
		currency,
		moment,
		from,
		to: last ? textOf(last, "ends_on") : null,
		day: dayOf(moment),
	};

	const stops = useMemo(() => snapshots.map(({ effective_on }) => effective_on), [snapshots]);
	/* Not drawn again with each day that the line passes. */
	const { knownAt, recordedAt } = moment;
	const revisions = useMemo(
		() => <Revisions entries={entries} fields={fields} moment={moment} />,
		[entries.rows, entries.total, entries.error, entries.stale, fields, knownAt, recordedAt],
	);
	const documents = useMemo(
		() => <Documents contract={contract} panel={view.panel} />,
		[contract, JSON.stringify(view.panel)],
	);

	useEffect(() => setHeld(undefined), [moment.asOf]);
	const settle = (to: string | null | undefined) => {
		if (to === undefined || to === moment.asOf) return setHeld(undefined);
		setMoment({ asOf: to });
	};
	useKeys("Contract", [
		{ key: "e", does: "Time entries", run: () => navigate(withMoment(entriesPath(contract), moment)) },
		{ key: "a", does: "Amend", run: () => openPanel({ name: "amend" }) },
		{ key: "u", does: "Upload documents", run: chooseFiles },
		{
			key: "t",
			does: "Chart or its table",
			run: () => setQuery({ table: view.table ? null : "1" }, { push: true }),
		},
		...CHARTS.map(([id], i) => ({
			key: String(i + 1),
			does: `Chart: ${CHARTS[i]![1]}`,
			run: () => setQuery({ chart: id === "terms" ? null : id }, { push: true }),
		})),
		{
			key: "← →",
			does: "On a chart: point by point; on the as-of line: day by day, with Shift by months",
		},
		{ key: "PgUp PgDn", does: "On the as-of line: from revision to revision" },
	]);
	return (
		<Page
			title={title}
			windowTitle={history.name ? `${history.name} (${contract})` : contract}
			crumbs={[
				{ label: "Contracts", href: "/contracts" },
				{ label: history.account, href: pathTo("/accounts/{name}", { name: history.account }) },
			]}
			meta={<Meta contract={contract} history={history} state={state ?? last} />}
			actions={
				<>
					<Button href={entriesPath(contract)}>Time entries</Button>
					<Button href={`/report${queryText({ contract })}`}>History report</Button>
					<Button onClick={chooseFiles}>Upload document</Button>
					<Button look="main" onClick={() => openPanel({ name: "amend" })}>
						Amend
					</Button>
				</>
			}
			parameters={[
				["Contract", contract],
				["Periods", GRANULARITIES.find(([id]) => id === by)?.[1] ?? by],
				["Range", view.from || view.to ? formatTerm(view.from, view.to) : "whole term"],
				["Convention", view.convention],
			]}
		>
			{answer.error && (
				<ErrorPanel
					problem={answer.error}
					what="The contract could not be read again"
					unharmed="Nothing was changed; what stands below was read before."
					retry={answer.reload}
				/>
			)}
			<Strip snapshots={snapshots} index={index} day={counted} stale={answer.stale} />
			<Warnings warnings={history.warnings} />
			{!last ? (
				<NothingKnown moment={moment} first={firstKnown(entries.rows)} />
			) : (
				<>
					<Performance {...performance} />
					<TermsOverTime
						contract={contract}
						moment={moment}
						day={day}
						view={view}
						by={by}
						stops={stops}
						terms={termsWords(state)}
						entries={entries.rows}
						fields={fields}
						onMove={setHeld}
						onSettle={settle}
					/>
					<Snapshots
						snapshots={figures.snapshots}
						index={index}
						day={counted}
						currency={currency}
						fields={fields}
						convention={view.convention}
						allFields={view.allFields}
						stale={figures.stale}
					/>
					<PerformanceTables {...performance} />
				</>
			)}
			<div class="contract-columns">
				{revisions}
				{last && (
					<Periods
						contract={contract}
						currency={currency}
						kind={kind}
						moment={moment}
						day={counted}
						state={state ?? last}
						view={view}
						by={by}
					/>
				)}
			</div>
			{documents}
			<WhySheet of={`contract:${contract}`} whose={() => title} />
			{(view.panel?.name === "amend" || view.panel?.name === "retract") && (
				<Sheets contract={contract} moment={moment} day={day ?? effectiveDay(state, counted)} />
			)}
		</Page>
	);
}

const firstKnown = (entries: Entry[]): string | undefined =>
	entries
		.map(({ known_at }) => known_at.slice(0, 10))
		.sort()
		.at(0);

/* Proposed for an amendment: today, or the last day of a term that is over. */
function effectiveDay(state: Snapshot | undefined, day: string): string {
	const end = state && textOf(state, "ends_on");
	return end && end <= day ? lastDay(end) : day;
}

const PRESENT: Moment = { asOf: null, knownAt: null, recordedAt: null };

/* What is written goes on top of the present, whatever moment the page shows. */
function Sheets({ contract, moment, day }: { contract: string; moment: Moment; day: string }) {
	const { panel } = useView();
	const fields = useFields();
	const { data } = useHistory(contract, PRESENT);
	const { rows } = useEntries(contract);
	if (panel?.name === "amend")
		return (
			<AmendSheet
				history={data}
				entries={rows}
				fields={fields}
				moment={moment}
				day={day}
				onClose={closePanel}
			/>
		);
	if (panel?.name !== "retract") return null;
	const number = Number(panel.id);
	return (
		<RetractSheet
			key={number}
			number={number}
			history={data}
			entries={rows}
			fields={fields}
			onClose={closePanel}
		/>
	);
}

function NothingKnown({ moment, first }: { moment: Moment; first: string | undefined }) {
	return (
		<Empty
			title="Nothing was known of it yet"
			actions={
				<>
					{first && (
						<Button
							look="main"
							onClick={() => setMoment({ knownAt: first, recordedAt: null })}
						>
							See what was known on {formatDate(first)}
						</Button>
					)}
					<Button onClick={() => setMoment(PRESENT)}>Back to now</Button>
				</>
			}
		>
			{isPresent(moment)
				? "No revision of the contract holds: all of them are retracted."
				: `The contract has no terms ${momentWords(moment)}.`}
		</Empty>
	);
}

/** /contracts/{key}/amend: the contract with its sheet open. */
export function AmendContract({ params }: PageProps) {
	useEffect(() => {
		const path = pathTo("/contracts/{key}", params);
		navigate(path + queryText({ ...currentQuery(), panel: "amend" }), { replace: true });
	}, []);
	return null;
}

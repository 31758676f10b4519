/*
 * Why a figure is what it is: its formula with numbers, each input with the terms and facts behind
 * it, the rates, what it may lack, and what makes the difference from another period. Open while the
 * address names a metric as `why`.
 */
import { apiPath, useApi } from "../../api";
import { formatDate, formatTerm, sentence } from "../../format";
import { momentQuery, useMoment } from "../../moment";
import { pathTo, queryText, setQuery, useQuery } from "../../router";
import { ChipSelect } from "../../ui/Chip";
import { Dialog } from "../../ui/Dialog";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { entriesPath } from "../entries/filter";
import { Difference } from "./Difference";
import { Added } from "./Added";
import { Inputs, type Part } from "./Inputs";
import { Lacking } from "./Lacking";
import { Against, useMetrics } from "./parts";
import { changedSince, SinceClose } from "./SinceClose";
import { perYear, periodText, shifted } from "./period";
import type { Explanation, FigureRow, FigureTable, Metric, UsedRate } from "./types";
import { flagWords, isClosed, leftOutNames, leftOutWords, readFigure } from "./figureWords";

const FEW = 8; /* rows of an input at first */
const MOST = 1000;

const close = (): void => setQuery({ why: null, of: null, in: null, vs: null, rows: null });

interface WhySheetProps {
	/** Of what the page is; another scope may stand in the address. */
	of?: string;
	/** The name of a scope for people. */
	whose: (scope: string) => string;
}

/** Stands once on a page that has figures. */
export function WhySheet({ of = "portfolio", whose }: WhySheetProps) {
	const { why, of: scope = of, in: period = "", vs = "", rows } = useQuery();
	if (!why) return null;
	return (
		<Sheet
			key={why + scope + period}
			metric={why}
			scope={scope}
			period={period}
			vs={vs}
			all={rows === "all"}
			whose={whose(scope)}
		/>
	);
}

interface SheetProps {
	metric: string;
	scope: string;
	period: string;
	vs: string;
	all: boolean;
	whose: string;
}

function Sheet({ metric, scope, period, vs, all, whose }: SheetProps) {
	const { as_of, known_at } = momentQuery(useMoment());
	const metrics = useMetrics();
	const range = period.split("..", 2);
	const asked = range.length === 2 ? { from: range[0], to: range[1] } : { period };
	const { data, error, stale, reload } = useApi<Explanation>(apiPath`/explanations/${metric}`, {
		scope,
		...asked,
		vs,
		rows: all ? MOST : FEW,
		as_of,
		known_at,
	});
	/* Of one contract the view at its close costs little. */
	const closed = useApi<FigureTable>(scope.startsWith("contract:") ? "/figures" : null, {
		scope,
		metrics: metric,
		...asked,
		since_close: true,
		as_of,
		known_at,
	});
	return (
		<Dialog look="sheet wide" title={metrics?.get(metric)?.title ?? "Why?"} onClose={close}>
			<div class={"why-body" + (stale && !error ? " stale" : "")}>
				{error && (
					<ErrorPanel
						problem={error}
						what="The figure could not be explained"
						retry={reload}
					/>
				)}
				{!data && !error && <Skeleton widths={[40, 100, 70, 100, 90, 95]} />}
				{data && !error && (
					<Shown
						explanation={data}
						row={closed.data?.total}
						metrics={metrics}
						whose={whose}
						vs={vs}
						all={all}
					/>
				)}
			</div>
		</Dialog>
	);
}

interface ShownProps {
	explanation: Explanation;
	/** The same figure, with what it was when the period was closed. */
	row: FigureRow | undefined;
	metrics: Map<string, Metric> | null;
	whose: string;
	vs: string;
	all: boolean;
}

function Shown({ explanation, row, metrics, whose, vs, all }: ShownProps) {
	const { figure, period, formula, numbers, inputs, rates, completeness } = explanation;
	const known = metrics?.get(figure.metric);
	const read = readFigure(figure, {});
	const flags = figure.flags.filter(
		(flag) =>
			(flag !== "open" || known?.needs_closed) &&
			(flag !== "partial" || figure.left_out.length === 0),
	);
	return (
		<>
			<p class="soft">
				{whose} · {period.text} · as of {formatDate(explanation.as_of)}
			</p>
			<p class="why-figure" title={read?.full}>
				{read ? (
					<>
						{read.text}
						{read.unit && <small> {read.unit}</small>}
					</>
				) : (
					<span class="na">n/a</span>
				)}
			</p>
			{!read && (
				<p>
					{sentence(figure.reason_text ?? "not available")}
					{figure.detail && `: ${figure.detail}`}.
				</p>
			)}
			<p>
				<Against figure={figure} metric={known} />
			</p>
			{row && changedSince(row).length > 0 && (
				<p class="small">
					<SinceClose row={row} metrics={metrics} />
				</p>
			)}
			{(flags.length > 0 || figure.left_out.length > 0) && (
				<p class="why-flags">
					{flags.map((flag) => sentence(flagWords(flag))).join(". ")}
					{flags.length > 0 && "."}
					{figure.left_out.length > 0 && (
						<>
							{" "}
							Left out:{" "}
							<span title={leftOutNames(figure)}>
								{leftOutWords(figure)}
							</span>
							.
						</>
					)}
				</p>
			)}
			{known && <p class="why-meaning">{known.meaning}</p>}
			<dl class="formula">
				<div>
					<dt>Formula</dt>
					<dd>{formula}</dd>
				</div>
				<div>
					<dt>In numbers</dt>
					<dd class="strong">{numbers}</dd>
				</div>
			</dl>
			<Compare period={period.name} vs={vs} />
			{explanation.versus && explanation.attribution && (
				<Difference
					now={explanation}
					before={explanation.versus}
					attribution={explanation.attribution}
				/>
			)}
			<Inputs inputs={inputs} all={all} entries={entriesOf(explanation)} part={partOf(explanation)} />
			<Added
				parts={explanation.parts}
				total={explanation.parts_total}
				unit={inputs[0]?.unit ?? "money"}
				all={all}
				href={(scope) => ownFigure(explanation, scope)}
			/>
			{rates.length > 0 && <Rates rates={rates} />}
			<h3>What it may lack</h3>
			<Lacking of={completeness} state={isClosed(figure) ? null : "not closed yet"} />
			<p class="faint small">Days counted: {formatTerm(period.from, period.to)}.</p>
		</>
	);
}

function entriesOf({ scope, period }: Explanation): string | null {
	const [kind, ...key] = scope.split(":");
	if (kind !== "contract") return null;
	return entriesPath(key.join(":"), { from: period.from, to: period.to });
}

/* The same figure of a contract; of people's hours their entries there. */
function partOf({ scope, period, figure }: Explanation): Part | null {
	if (scope.startsWith("contract:")) return null;
	if (scope.startsWith("resource:") || scope.startsWith("team:"))
		return (key, { resource }) => entriesPath(key, { resource, from: period.from, to: period.to });
	return (key) => ownFigure({ period, figure }, `contract:${key}`);
}

/* Where a contract explains its own. */
function ownFigure({ period, figure }: Pick<Explanation, "period" | "figure">, scope: string): string {
	return (
		pathTo("/contracts/{key}", { key: scope.replace("contract:", "") }) +
		queryText({ period: period.name, why: figure.metric, of: scope, in: period.name })
	);
}

/* The year of periods before, and the one behind; and whichever the address names. */
function Compare({ period, vs }: { period: string; vs: string }) {
	const before = Array.from({ length: Math.max(perYear(period), 6) }, (_, i) => -1 - i);
	const names = [...[...before, 1].map((by) => shifted(period, by)), vs || null];
	const options = [...new Set(names)].filter((name): name is string => name !== null);
	if (options.length === 0) return null;
	return (
		<p class="compare">
			<ChipSelect
				label="Compare with"
				value={vs}
				options={[
					["", "no other period"],
					...options.map((name): [string, string] => [name, periodText(name)]),
				]}
				onChange={(chosen) => setQuery({ vs: chosen || null }, { push: true })}
			/>
		</p>
	);
}

function Rates({ rates }: { rates: UsedRate[] }) {
	return (
		<>
			<h3>Rates used</h3>
			<table class="table why-rows" aria-label="Rates used">
				<thead>
					<tr>
						<th scope="col">Rate</th>
						<th scope="col" class="n">
							Amount
						</th>
					</tr>
				</thead>
				<tbody>
					{rates.map((rate, i) => (
						<tr key={i}>
							<td>
								{sentence(rate.what)}
								<small>
									{[rate.source, rate.external_id, rate.line && `line ${rate.line}`]
										.filter(Boolean)
										.join(" · ")}
								</small>
							</td>
							<td class="n">
								{rate.rate} <span class="unit">{rate.currency ?? ""}</span>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}

/*
 * How a contract does in a period: figures against their targets, what they may lack, the periods
 * beside each other, and where the hours went. Each figure leads to its explanation.
 */
import type { ComponentChildren } from "preact";
import { useApi } from "../../api";
import { formatDate, formatTerm, lastDay, sentence } from "../../format";
import { useKeys } from "../../keyboard";
import { momentQuery, type Moment } from "../../moment";
import { Figures, type Shown } from "../../ui/Figures";
import { ErrorPanel, Skeleton } from "../../ui/States";
import { Tools } from "../../ui/Chip";
import { Lacking, PeriodState } from "../metrics/Lacking";
import { changedSince, SinceClose } from "../metrics/SinceClose";
import { Against, Bullet, useMetrics, Why } from "../metrics/parts";
import { lastMonthOver } from "../metrics/period";
import { PeriodControl, periodKeys, usePeriod } from "../metrics/PeriodControl";
import type { FigureRow, FigureTable, Metric, MetricFigure } from "../metrics/types";
import { inWords, readFigure, readValue } from "../metrics/figureWords";
import { Drill } from "./Drill";
import { PeriodFigures } from "./PeriodFigures";

/* What the strip shows, and what stands in its details. */
const STRIP = [
	"contract_utilization",
	"value_delivered",
	"delivery_margin",
	"burn",
	"on_time_share",
	"cpi",
];
const BESIDE = ["run_out", "open_recognition", "spi", "eac_by_cpi", "unused_hours", "excess_hours"];

export interface OfContract {
	contract: string;
	currency: string;
	moment: Moment;
	/** First day of the term, and the first after it; null: unknown, or none. */
	from: string | null;
	to: string | null;
	/** The as-of day. */
	day: string;
}

/* The month that is shown first. */
const firstPeriod = ({ from, to, day }: OfContract): string =>
	lastMonthOver(day, from, to && lastDay(to));

/* The as-of day, or the nearest day of the term. */
function dayInside({ from, to, day }: OfContract): string {
	if (from && day < from) return from;
	return to && day >= to ? lastDay(to) : day;
}

export function Performance(props: OfContract) {
	const { contract, moment } = props;
	const day = dayInside(props);
	const period = usePeriod(firstPeriod(props));
	const metrics = useMetrics();
	const { as_of, known_at } = momentQuery(moment);
	const scope = `contract:${contract}`;
	useKeys("Figures", periodKeys(period));
	const { data, error, stale, reload } = useApi<FigureTable>("/figures", {
		scope,
		metrics: [...STRIP, ...BESIDE].join(","),
		period,
		since_close: true,
		as_of,
		known_at,
	});
	return (
		<section class="performance" aria-labelledby="performance">
			<Tools>
				<h2 id="performance">Performance</h2>
				<PeriodControl
					period={period}
					kinds={["month", "quarter", "year", ...(props.to ? (["term"] as const) : [])]}
					day={day}
				/>
				{data && <PeriodState row={data.total} asOf={data.as_of} />}
			</Tools>
			{error && (
				<ErrorPanel problem={error} what="The figures could not be read" retry={reload} />
			)}
			{!data && !error && (
				<div class="performance-waiting">
					<Skeleton widths={[100, 100, 100]} />
				</div>
			)}
			{data && (
				<>
					<Strip table={data} metrics={metrics} stale={stale} />
					<Lacking
						of={data.total.completeness}
						state={
							changedSince(data.total).length > 0 && (
								<SinceClose row={data.total} metrics={metrics} />
							)
						}
					/>
					<p class="table-note">
						Figures of {formatTerm(data.period.from, data.period.to)}; burn, run-out and
						cost performance are to date, as they stood on {formatDate(cutOf(data))}.
					</p>
				</>
			)}
		</section>
	);
}

/* Of a period that is over, what is to date stands at its end. */
function cutOf({ period, as_of }: FigureTable): string {
	const last = lastDay(period.to);
	return last < as_of ? last : as_of;
}

/** The periods beside each other, and where the hours went; further down the page. */
export function PerformanceTables(props: OfContract) {
	const period = usePeriod(firstPeriod(props));
	const metrics = useMetrics();
	const scope = `contract:${props.contract}`;
	return (
		<section class="performance" aria-label="Figures by period">
			<PeriodFigures {...props} scope={scope} period={period} metrics={metrics}>
				<Drill {...props} period={period} />
			</PeriodFigures>
		</section>
	);
}

function Strip(props: { table: FigureTable; metrics: Map<string, Metric> | null; stale: boolean }) {
	const { table, metrics, stale } = props;
	const { total, currency } = table;
	const of = (name: string) => total.figures.find(({ metric }) => metric === name);
	const shown = STRIP.map((name): Shown | null => {
		const figure = of(name);
		/* Without deliverables there is no earned value to speak of. */
		if (!figure || (name === "cpi" && figure.reason === "no_scope")) return null;
		const metric = metrics?.get(name);
		const label = name === "cpi" ? "Cost performance" : (metric?.title ?? name);
		return shownOf(figure, metric, label, total, about(name, figure, of, currency));
	}).filter((one): one is Shown => one !== null);
	return (
		<div class="performance-strip">
			<Figures figures={shown} stale={stale} />
		</div>
	);
}

function shownOf(
	figure: MetricFigure,
	metric: Metric | undefined,
	label: string,
	row: FigureRow,
	about: ComponentChildren,
): Shown {
	const read = readFigure(figure);
	return {
		label,
		value: read ? read.text : <span class="na">n/a</span>,
		...(read?.unit ? { unit: read.unit } : {}),
		...(read ? { title: read.full } : {}),
		detail: (
			<>
				<Bullet figure={figure} width={150} />
				{read ? (
					<span class="detail-line">
						<Against figure={figure} metric={metric} />
					</span>
				) : (
					<span class="detail-line">{sentence(figure.reason_text ?? "")}</span>
				)}
				{about && <span class="detail-line">{about}</span>}
				<Why
					metric={figure.metric}
					scope={row.scope}
					period={row.period.name}
					label={`Why ${label} ${read ? inWords(read) : "n/a"}?`}
				>
					Why?
				</Why>
			</>
		),
	};
}

/* A second line: the quantities behind a ratio, or what follows from it. */
function about(
	name: string,
	figure: MetricFigure,
	of: (name: string) => MetricFigure | undefined,
	currency: string | null,
): ComponentChildren {
	const { numerator, denominator } = figure;
	const other = (metric: string) => {
		const found = of(metric);
		const read = found && readFigure(found);
		return read ? inWords(read) : null;
	};
	const sides = (unit: "hours" | "money") =>
		numerator &&
		denominator &&
		`${readValue(numerator, unit, currency).text} of ${inWords(readValue(denominator, unit, currency))}`;
	switch (name) {
		case "contract_utilization":
		case "burn":
			return name === "burn" ? <RunOut figure={of("run_out")} /> : sides("hours");
		case "value_delivered":
		case "delivery_margin":
			return sides("money");
		case "on_time_share": {
			const open = of("open_recognition");
			return open?.value && Number(open.value) > 0 ? `${other("open_recognition")} open` : sides("money");
		}
		case "cpi": {
			const words = [
				other("spi") && `SPI ${other("spi")}`,
				other("eac_by_cpi") && `EAC ${other("eac_by_cpi")}`,
			];
			return words.filter(Boolean).join(" · ");
		}
		default:
			return null;
	}
}

function RunOut({ figure }: { figure: MetricFigure | undefined }) {
	if (!figure) return null;
	const read = readFigure(figure);
	if (figure.flags.includes("unused")) return <>{figure.detail ?? "hours left at the end"}</>;
	if (!read) return figure.reason === "no_commitment" ? null : <>no run-out: {figure.reason_text}</>;
	return (
		<>
			{figure.flags.includes("spent") ? "used up on" : "runs out"}{" "}
			<span class="nowrap">{read.text}</span>
		</>
	);
}

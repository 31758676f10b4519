/*
 * Answers of /figures, /explanations, /metrics and /drill. Ratios are decimals: "0.9392" is 93.92 %.
 */

export type Unit = "percent" | "points" | "index" | "money" | "hours" | "days" | "date";

export interface MetricFigure {
	metric: string;
	value: string | null; /* null: not available, for the reason */
	unit: Unit;
	currency: string | null;
	reason: string | null;
	reason_text: string | null;
	detail: string | null;
	numerator: string | null;
	denominator: string | null;
	target: string | null;
	deviation: string | null;
	share_of_target: string | null;
	flags: string[];
	parts: number;
	left_out: { scope: string; reason: string }[]; // the first of them
	left_out_total: number;
	text: string;
}

export interface Completeness {
	waiting_rows: number;
	waiting_money_rows: number;
	waiting_seconds: number;
	draft_entries: number;
	draft_seconds: number;
	submitted_entries: number;
	submitted_seconds: number;
	timesheets_expected: number;
	timesheets_in: number;
	running: boolean;
	open: boolean;
}

export interface Period {
	from: string;
	to: string; /* the first day after */
	name: string;
	text: string;
}

export interface FigureRow {
	scope: string;
	name: string | null;
	period: Period;
	figures: MetricFigure[];
	completeness: Completeness;
	closed_on: string | null; /* on the books */
	closed_at: string | null; /* since when that is known here */
	at_close: MetricFigure[] | null;
}

export interface FigureTable {
	scope: string;
	period: Period;
	as_of: string;
	known_at: string | null;
	currency: string | null;
	metrics: string[];
	by: string[];
	rows: FigureRow[];
	total: FigureRow;
	rates: { currency: string; date: string; rate: string; source: string | null }[];
}

export interface Metric {
	metric: string;
	title: string;
	group: string;
	meaning: string;
	unit: Unit;
	direction: "up" | "down" | "target" | "none";
	formula: string;
	target_title: string | null;
	subjects: string[]; /* "contract", "resource" */
	to_date: boolean;
	needs_closed: boolean;
}

export interface ExplainedRow {
	label: string | null;
	date: string | null;
	from: string | null;
	to: string | null;
	amount: string | null;
	how: string | null;
	days: string | null;
	native_amount: string | null;
	native_currency: string | null;
	rate: string | null;
	contract: string | null;
	task: string | null;
	resource: string | null;
	source: string | null;
	external_id: string | null;
	file: string | null;
	line: number | null;
	reason: string | null;
}

export interface ExplainedInput {
	measure: string;
	title: string;
	help: string;
	converted_at: "of_day" | "as_of" | "of_budget" | null;
	unit: string; /* "money", "hours", "days", "date", "count", "lags", "money_days" */
	value: string | null;
	text: string;
	reason: string | null;
	rows_total: number;
	rows: ExplainedRow[];
}

export interface UsedRate {
	what: string;
	kind: string;
	effective_on: string | null;
	rate: string;
	currency: string | null;
	source: string | null;
	external_id: string | null;
	line: number | null;
}

export interface Step {
	measure: string;
	title: string;
	factor: string;
	unit: string;
	before: string;
	after: string;
	effect: string;
}

export interface Attribution {
	difference: string | null;
	method: string | null;
	reason: string | null;
	steps: Step[];
}

/** What one contract or person adds to a total: an amount, or both sides of a quotient. */
export interface AddedPart {
	scope: string;
	amount: string | null;
	numerator: string | null;
	denominator: string | null;
}

export interface Explained {
	period: Period;
	figure: MetricFigure;
	formula: string;
	numbers: string;
	inputs: ExplainedInput[];
	parts_total: number;
	parts: AddedPart[]; /* none where the sums of the inputs give the figure */
}

export interface Explanation extends Explained {
	scope: string;
	as_of: string;
	rates: UsedRate[];
	completeness: Completeness;
	versus: Explained | null;
	attribution: Attribution | null;
}

export type DrillBy = "task" | "resource" | "assignment" | "week" | "month";

export interface DrillRow {
	key: string | null;
	name: string | null;
	from: string | null;
	to: string | null;
	entries: number;
	seconds: number;
	counting_seconds: number;
	draft_seconds: number;
	submitted_seconds: number;
	bill: string | null;
	bill_reason: string | null;
	cost: string | null;
	cost_reason: string | null;
	planned_seconds: number | null;
	in_scope: boolean | null;
}

export interface Drill {
	contract: string;
	by: DrillBy;
	period: Period | null;
	currency: string;
	rows: DrillRow[];
	total: DrillRow;
	completeness: Completeness;
}

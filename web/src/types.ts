/*
 * The answers of /api/v1, as the API's description states them.
 *
 * Ids and amounts are texts; a figure that is not available stands as {na}; unset is null. Dates are
 * "2009-03-01", instants end in "Z". Periods are half-open: `ends_on` is the first day after the term.
 */

export interface Money {
	amount: string;
	currency: string;
}

export interface NotAvailable {
	na: string;
}

export type Figure = Money | NotAvailable;

export interface Figures {
	revenue: Figure;
	profit: Figure;
}

/** The value of a tracked field: money, else text. */
export type Value = Money | string | null;

/** Values by field name; the custom fields of the installation among them. */
export type Tracked = Record<string, unknown>;

export type FieldType = "money" | "number" | "share" | "date" | "text" | "choice" | "contract";

export interface Field {
	id: string;
	name: string;
	type: FieldType;
	whole: boolean;
	unit: string | null;
	choices: string[];
	help: string | null;
	custom: boolean;
}

export interface NewField {
	name: string;
	type: FieldType;
	unit?: string;
	choices?: string[];
	whole?: boolean;
	help?: string;
}

export type Kind = "customer" | "vendor";

export interface Warning {
	code: string;
	text: string;
	effective_on: string | null;
	count: number;
}

/** The moment that an answer holds for. */
export interface Shown {
	as_of: string | null;
	known_at: string | null;
	recorded_at: string | null;
}

/** A contract's state. Every tracked field stands beside these by its name; read it with valueOf(). */
export interface ContractState extends Tracked {
	key: string;
	name: string | null;
	account: string;
	currency: string;
	kind: Kind;
	effective_on: string | null;
	total: Figures;
	estimate: boolean;
	entries: number; /* number of the newest entry: what If-Match names */
}

export function valueOf(state: Tracked, field: string): Value {
	return (state[field] ?? null) as Value;
}

export const textOf = (state: Tracked, field: string): string | null => {
	const value = valueOf(state, field);
	return typeof value === "string" ? value : null;
};

export const moneyOf = (state: Tracked, field: string): Money | null => {
	const value = valueOf(state, field);
	return value !== null && typeof value === "object" ? value : null;
};

export interface Page {
	total: number;
	next: string | null;
}

export interface ContractList extends Shown, Page {
	contracts: ContractState[];
}

export interface Snapshot extends Tracked {
	effective_on: string;
	first_year: Figures;
	last_year: Figures;
	total: Figures;
	estimate: boolean;
	revisions: number[];
}

export interface PeriodRow extends Figures {
	from: string;
	to: string;
	estimate: boolean;
}

export type Convention = "default" | "epicom2011";
export type Granularity =
	"year" | "fiscal" | "contract-year" | "quarter" | "month" | "week" | "day";

export interface History extends Shown {
	contract: string;
	name: string | null;
	account: string;
	currency: string;
	kind: Kind;
	convention: Convention;
	entries: number;
	snapshots: Snapshot[];
	by: Granularity | null;
	periods: PeriodRow[] | NotAvailable;
	revisions: Revision[];
	fiscal_month: number;
	warnings: Warning[];
}

/** A revision that the moment sees, with its changes as they were written. */
export interface Revision {
	number: number;
	effective_on: string;
	known_at: string;
	recorded_at: string;
	signed_on: string | null;
	recorded_by: string;
	reason: string | null;
	source: string | null;
	change_order: string | null;
	changes: { field: string; op: "set" | "add"; value: Value }[];
}

export interface FieldChange {
	field: string;
	old: Value;
	new: Value;
}

/** A revision or a retraction, as the history report lists it. */
export interface Entry {
	contract: string;
	number: number;
	kind: "revision" | "retraction";
	target: number | null;
	effective_on: string;
	known_at: string;
	recorded_at: string;
	signed_on: string | null;
	recorded_by: string;
	reason: string | null;
	source: string | null;
	change_order: string | null;
	changes: FieldChange[];
	effect: Figures;
}

export interface HistoryReport extends Page {
	entries: Entry[];
}

/** What an amendment or a retraction does. */
export interface Effect {
	contract: string;
	number: number;
	dry_run: boolean;
	changes: FieldChange[];
	before: Figures;
	after: Figures;
	effect: Figures;
	warnings: Warning[];
}

export interface ChangeRequest {
	field: string;
	op?: "set" | "add";
	value: string | null;
}

export interface RevisionRequest {
	effective_on: string;
	reason: string;
	changes: ChangeRequest[];
	known_at?: string;
	signed_on?: string;
	change_order?: string;
}

export interface RetractionRequest {
	reason: string;
	known_at?: string;
}

export interface NewContract {
	key: string;
	account: string;
	currency: string;
	kind?: Kind;
	name?: string;
	effective_on?: string;
	known_at?: string;
	signed_on?: string;
	reason?: string;
	change_order?: string;
	changes: ChangeRequest[];
}

export interface ChartTable {
	title: string;
	columns: { name: string; unit: string | null; numeric: boolean }[];
	rows: string[][];
}

export interface Document {
	id: string;
	name: string;
	type: string;
	bytes: number;
	sha256: string;
	created_at: string;
	created_by: string;
	removed_at: string | null;
	removed_by: string | null;
	reason: string | null;
}

export interface DocumentList {
	documents: Document[];
	total: number;
}

export interface Account {
	id: string;
	name: string;
	note: string | null;
	created_at: string;
	created_by: string;
}

export interface AccountList extends Page {
	accounts: Account[];
}

export interface LifetimeValue {
	currency: string;
	contracts: number;
	total: Figures;
	earned: Figures;
	remaining: Figures;
	left_out: string[];
}

export interface AccountDetail extends Account {
	as_of: string;
	values: LifetimeValue[];
}

export interface Setting {
	name: string;
	value: string;
	help: string;
}

/** `fact`: the kind of fact that its rows are; null: revisions of contracts. */
export interface Mapping {
	name: string;
	title: string;
	source: string;
	fact: string | null;
}

/** Each row read was accepted, corrected, unchanged or quarantined. */
export interface ImportCounts {
	read: number;
	accepted: number;
	corrected: number;
	unchanged: number;
	quarantined: number;
	warnings: Record<string, number>;
}

export interface ImportSummary extends ImportCounts {
	file: string;
	mapping: string;
	source: string;
	import: string | null;
	dry_run: boolean;
	/** Of the quarantined: there already, just so. */
	waiting_already: number;
	contracts: number;
	new_contracts: number;
	rejects: { line: number; column: string | null; reason: string }[];
	/* Of facts; `to` is the first day after. */
	fact?: string | null;
	deleted?: number;
	totals_rows?: number;
	running_timers?: number;
	seconds?: number;
	waiting_seconds?: number;
	from?: string | null;
	to?: string | null;
}

export interface Import extends ImportCounts {
	id: string;
	file: string;
	mapping: string;
	source: string;
	bytes: number;
	sha256: string;
	recorded_at: string;
	recorded_by: string;
	undone: boolean;
	undone_at: string | null;
	undone_by: string | null;
}

export interface ImportList extends Page {
	imports: Import[];
}

export interface ImportUndo {
	import: string;
	file: string;
	retracted: number;
	restored: number;
}

export interface QuarantineRow {
	id: string;
	import: string | null; /* null: it came by a stream */
	source: string;
	file: string;
	line: number;
	column: string | null;
	reason: string;
	row_key: string | null;
	raw: string | null;
	raw_base64: string | null;
	raw_cut: boolean;
	raw_sha256: string | null;
	resolved_by: string | null;
	code?: string | null;
	subject?: string | null;
	unknown?: string | null;
	within?: string | null;
	seconds?: number | null;
}

export interface QuarantineList extends Page {
	rows: QuarantineRow[];
}

/* ---- facts ---- */

export interface FactField {
	name: string;
	type: string;
	required: boolean;
	identity: boolean;
	choices: string[] | null;
	help: string;
}

export interface FactKind {
	name: string;
	plural: string;
	help: string;
	sourced: boolean;
	of_contract: boolean;
	fields: FactField[];
}

/** A fact: its fields by name, and where it comes from. */
export interface Fact extends Record<string, unknown> {
	source: string | null;
	external_id?: string | null;
	file: string | null;
	line: number | null;
	known_at: string;
	known_until: string | null;
}

export interface FactList {
	facts: Fact[];
	next: string | null;
	total?: number;
}

export type Approval = "draft" | "submitted" | "approved";
export type Category = "client" | "internal" | "leave";

/** One day of a time entry: what a source calls one entry may have several `part`s. */
export interface TimeEntry {
	work_date: string;
	seconds: number;
	billable: boolean;
	approval: Approval;
	category: Category;
	task: string | null;
	resource: string;
	role: string | null;
	start: string | null;
	span: number | null; /* seconds from start to end, where they differ */
	cost: string | null;
	bill_amount: string | null;
	currency: string | null;
	note: string | null;
	contract: string | null;
	source: string;
	external_id: string;
	part: number;
	file: string | null;
	line: number | null;
	known_at: string;
}

export interface EntrySums {
	entries: number;
	seconds: number;
	counting_seconds: number; /* approved, billable, for clients */
	pending_seconds: number; /* billable, for clients, not approved yet */
}

export interface Waiting {
	rows: number;
	seconds: number;
}

export interface EntryList {
	entries: TimeEntry[];
	next: string | null;
	sums: EntrySums;
	waiting: Waiting;
}

export interface EntryVersion extends TimeEntry {
	known_until: string | null;
}

export interface SumGroup extends EntrySums {
	contract: string | null;
	task: string | null;
	resource: string | null;
	date: string | null;
}

export interface SumTable {
	by: string[];
	groups: SumGroup[];
	total: EntrySums;
	waiting: Waiting;
}

export interface Source {
	name: string;
	facts: string[];
	imports: number;
	last_import: string | null;
	last_at: string | null;
	last_file: string | null;
	newest_day: string | null;
	entries: number;
	seconds: number;
	waiting_rows: number;
	waiting_seconds: number;
}

export interface Resource {
	key: string;
	name: string | null;
	team: string | null;
}

export type Subject = "project" | "client" | "task" | "person";
export type Target = "contract" | "internal" | "leave" | "task" | "resource";

/** Rows that wait for the same reason and name. */
export interface WaitingGroup {
	source: string;
	fact: string | null;
	code: string | null;
	subject: string | null;
	unknown: string | null;
	within: string | null;
	reason: string;
	rows: number;
	seconds: number;
	first_id: string;
}

export interface Suggestion {
	source: string;
	subject: string | null;
	unknown: string | null;
	within: string | null;
	target: Target;
	key: string;
	name: string | null;
	likeness: string; /* "0.82" */
}

export interface Retried {
	tried: number;
	taken: number;
	seconds: number;
	waiting: number;
}

export interface LinkRequest {
	subject: Subject;
	name: string;
	source: string | null;
	within: string | null;
	exact?: boolean;
	from: string | null;
	to: string | null;
	target: Target;
	contract: string | null;
	task: string | null;
	resource: string | null;
}

export interface SourceLink {
	id: string | null; /* null: of a dry run */
	source: string | null;
	subject: Subject;
	name: string;
	pattern: boolean;
	within: string | null;
	from: string | null;
	to: string | null;
	target: Target;
	contract: string | null;
	task: string | null;
	resource: string | null;
	created_at: string;
	created_by: string;
	removed_at: string | null;
	removed_by: string | null;
}

export interface LinkResult {
	link: SourceLink;
	released: Retried;
	dry_run: boolean;
}

export interface DiscrepancySide {
	label: string;
	source: string | null;
	external_id: string | null;
	file: string | null;
	line: number | null;
	seconds?: number | null;
	amount?: string | null;
}

export interface Discrepancy {
	kind: string;
	text: string;
	contract: string | null;
	resource: string | null;
	date: string;
	currency: string | null;
	left: DiscrepancySide;
	right: DiscrepancySide;
	difference: number | string; /* seconds, or an amount */
	entries: number;
}

export interface DiscrepancyList {
	counts: Record<string, number>;
	discrepancies: Discrepancy[];
}

export type Topic = "contract" | "account" | "field" | "setting" | "import" | "fact" | "link";

export interface Change {
	topic: Topic;
	subject: string;
}

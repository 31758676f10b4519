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
export type Granularity = "year" | "fiscal" | "contract-year" | "quarter" | "month" | "week" | "day";

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

export interface Mapping {
	name: string;
	title: string;
	source: string;
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
	contracts: number;
	new_contracts: number;
	rejects: { line: number; column: string | null; reason: string }[];
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
	import: string;
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
}

export interface QuarantineList extends Page {
	rows: QuarantineRow[];
}

export type Topic = "contract" | "account" | "field" | "setting" | "import";

export interface Change {
	topic: Topic;
	subject: string;
}

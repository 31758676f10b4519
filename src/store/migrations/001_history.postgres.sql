-- Contracts and their history.
--
-- Dates are days since 1970-01-01, instants microseconds since 1970-01-01T00:00Z, money
-- minor units of the contract's currency, shares parts per million, numbers millionths.
-- Reference tables: account, custom_field, contract, import, quarantine, setting,
-- recording_clock. Distributed by contract_id: all others.

CREATE TABLE setting (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

-- One row: the newest recorded instant. It only moves forward, also when the system's clock does not.
CREATE TABLE recording_clock (
	id BIGINT NOT NULL PRIMARY KEY,
	recorded_at BIGINT NOT NULL
);
INSERT INTO recording_clock (id, recorded_at) VALUES (1, 0);

CREATE TABLE account (
	id BIGINT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	note TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	created_by TEXT NOT NULL
);

CREATE TABLE custom_field (
	id BIGINT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	type TEXT NOT NULL,
	whole BIGINT NOT NULL, -- 1: a number without decimals
	unit TEXT NOT NULL,
	choices TEXT NOT NULL, -- one a line
	help TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	created_by TEXT NOT NULL
);

CREATE TABLE import (
	id BIGINT NOT NULL PRIMARY KEY,
	source TEXT NOT NULL,
	mapping TEXT NOT NULL,
	file TEXT NOT NULL,
	file_bytes BIGINT NOT NULL,
	file_sha256 TEXT NOT NULL,
	recorded_at BIGINT NOT NULL,
	recorded_by TEXT NOT NULL,
	rows_read BIGINT NOT NULL,
	rows_accepted BIGINT NOT NULL,
	rows_corrected BIGINT NOT NULL,
	rows_unchanged BIGINT NOT NULL,
	rows_quarantined BIGINT NOT NULL,
	warnings TEXT NOT NULL, -- a JSON object: count by warning code
	undone_at BIGINT,
	undone_by TEXT
);

-- Rows that could not be taken, as received.
CREATE TABLE quarantine (
	id BIGINT NOT NULL PRIMARY KEY,
	import_id BIGINT NOT NULL REFERENCES import (id),
	source TEXT NOT NULL,
	file TEXT NOT NULL,
	line BIGINT NOT NULL,
	column_name TEXT NOT NULL, -- '' where the whole row is meant
	reason TEXT NOT NULL,
	row_key TEXT NOT NULL,
	raw BYTEA NOT NULL,
	raw_cut BIGINT NOT NULL, -- 1: raw is only the beginning
	raw_sha256 TEXT NOT NULL,
	resolved_by_import BIGINT -- the import that took the row after all
);
CREATE INDEX quarantine_by_raw ON quarantine (source, raw_sha256);

CREATE TABLE contract (
	id BIGINT NOT NULL PRIMARY KEY,
	key TEXT NOT NULL UNIQUE,
	account_id BIGINT NOT NULL REFERENCES account (id),
	kind TEXT NOT NULL CHECK (kind IN ('customer', 'vendor')),
	name TEXT NOT NULL,
	currency TEXT NOT NULL,
	currency_exponent BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	created_at BIGINT NOT NULL,
	created_by TEXT NOT NULL,
	hash BYTEA NOT NULL -- first link of the contract's audit chain
);
CREATE INDEX contract_by_account ON contract (account_id);

-- Revisions and retractions. Append-only.
CREATE TABLE revision (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	number BIGINT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('revision', 'retraction')),
	target BIGINT, -- number of the revision that a retraction takes back
	effective_on BIGINT,
	known_at BIGINT NOT NULL,
	recorded_at BIGINT NOT NULL,
	order_key TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	signed_on BIGINT,
	reason TEXT NOT NULL,
	change_order TEXT NOT NULL,
	source TEXT NOT NULL,
	source_key TEXT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	hash BYTEA NOT NULL, -- SHA-256 over the hash before and this row
	PRIMARY KEY (contract_id, number)
);
CREATE INDEX revision_by_source ON revision (source, source_key) WHERE source <> '';
CREATE INDEX revision_by_import ON revision (import_id) WHERE import_id <> 0;

-- What a revision sets or adds. Both values NULL: the field is cleared.
CREATE TABLE revision_change (
	contract_id BIGINT NOT NULL,
	number BIGINT NOT NULL,
	place BIGINT NOT NULL,
	field_id BIGINT NOT NULL,
	op TEXT NOT NULL CHECK (op IN ('set', 'add')),
	number_value BIGINT,
	text_value TEXT,
	PRIMARY KEY (contract_id, number, place),
	FOREIGN KEY (contract_id, number) REFERENCES revision (contract_id, number)
);

-- The newest link of each contract's audit chain.
CREATE TABLE chain_head (
	contract_id BIGINT NOT NULL PRIMARY KEY REFERENCES contract (id),
	number BIGINT NOT NULL, -- entries in the chain
	hash BYTEA NOT NULL
);

-- One row per effective date, in the view known = now.
CREATE TABLE snapshot (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	effective_on BIGINT NOT NULL,
	annual_value BIGINT,
	total_value BIGINT,
	value_basis TEXT,
	direct_labor BIGINT,
	starts_on BIGINT,
	ends_on BIGINT,
	committed_hours BIGINT,
	committed_basis TEXT,
	utilization_baseline BIGINT,
	margin_target BIGINT,
	billing_rate BIGINT,
	day_count TEXT,
	pricing TEXT,
	recurring TEXT,
	renews TEXT,
	notice_by BIGINT,
	calendar TEXT,
	status TEXT,
	manager TEXT,
	recognition_days BIGINT,
	first_year_revenue BIGINT, -- NULL: not available, see …_na
	first_year_revenue_na TEXT,
	first_year_profit BIGINT,
	first_year_profit_na TEXT,
	first_year_estimate BIGINT NOT NULL,
	last_year_revenue BIGINT,
	last_year_revenue_na TEXT,
	last_year_profit BIGINT,
	last_year_profit_na TEXT,
	last_year_estimate BIGINT NOT NULL,
	total_revenue BIGINT,
	total_revenue_na TEXT,
	total_profit BIGINT,
	total_profit_na TEXT,
	total_estimate BIGINT NOT NULL,
	PRIMARY KEY (contract_id, effective_on)
);

-- Values of custom fields that are set on a snapshot's day.
CREATE TABLE snapshot_custom (
	contract_id BIGINT NOT NULL,
	effective_on BIGINT NOT NULL,
	field_id BIGINT NOT NULL,
	number_value BIGINT,
	text_value TEXT,
	PRIMARY KEY (contract_id, effective_on, field_id),
	FOREIGN KEY (contract_id, effective_on) REFERENCES snapshot (contract_id, effective_on)
);

-- Names and types of the built-in fields, for the views.
CREATE TABLE built_in_field (
	id BIGINT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	type TEXT NOT NULL
);
INSERT INTO built_in_field (id, name, type) VALUES
	(1, 'annual_value', 'money'),
	(2, 'total_value', 'money'),
	(3, 'value_basis', 'text'),
	(4, 'direct_labor', 'share'),
	(5, 'starts_on', 'date'),
	(6, 'ends_on', 'date'),
	(7, 'committed_hours', 'number'),
	(8, 'committed_basis', 'text'),
	(9, 'utilization_baseline', 'share'),
	(10, 'margin_target', 'share'),
	(11, 'billing_rate', 'money'),
	(12, 'day_count', 'text'),
	(13, 'pricing', 'text'),
	(14, 'recurring', 'text'),
	(15, 'renews', 'text'),
	(16, 'notice_by', 'date'),
	(17, 'calendar', 'text'),
	(18, 'status', 'text'),
	(19, 'manager', 'text'),
	(20, 'recognition_days', 'number');

-- For people and BI tools: dates in ISO 8601, amounts as decimals, shares as fractions of 1.

CREATE VIEW v_snapshot AS
SELECT
	c.key AS contract,
	a.name AS account,
	c.kind,
	c.currency,
	(DATE '1970-01-01' + CAST(s.effective_on AS INTEGER)) AS effective_on,
	ROUND(CAST(s.annual_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS annual_value,
	ROUND(CAST(s.total_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_value,
	s.value_basis,
	TRIM_SCALE(CAST(s.direct_labor AS NUMERIC) / 1000000) AS direct_labor,
	(DATE '1970-01-01' + CAST(s.starts_on AS INTEGER)) AS starts_on,
	(DATE '1970-01-01' + CAST(s.ends_on AS INTEGER)) AS ends_on,
	TRIM_SCALE(CAST(s.committed_hours AS NUMERIC) / 1000000) AS committed_hours,
	s.committed_basis,
	TRIM_SCALE(CAST(s.utilization_baseline AS NUMERIC) / 1000000) AS utilization_baseline,
	TRIM_SCALE(CAST(s.margin_target AS NUMERIC) / 1000000) AS margin_target,
	ROUND(CAST(s.billing_rate AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS billing_rate,
	s.day_count,
	s.pricing,
	s.recurring,
	s.renews,
	(DATE '1970-01-01' + CAST(s.notice_by AS INTEGER)) AS notice_by,
	s.calendar,
	s.status,
	s.manager,
	TRIM_SCALE(CAST(s.recognition_days AS NUMERIC) / 1000000) AS recognition_days,
	ROUND(CAST(s.first_year_revenue AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS first_year_revenue,
	s.first_year_revenue_na,
	ROUND(CAST(s.first_year_profit AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS first_year_profit,
	s.first_year_profit_na,
	ROUND(CAST(s.last_year_revenue AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS last_year_revenue,
	s.last_year_revenue_na,
	ROUND(CAST(s.last_year_profit AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS last_year_profit,
	s.last_year_profit_na,
	ROUND(CAST(s.total_revenue AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_revenue,
	s.total_revenue_na,
	ROUND(CAST(s.total_profit AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_profit,
	s.total_profit_na,
	s.total_estimate AS estimate
FROM snapshot s
JOIN contract c ON c.id = s.contract_id
JOIN account a ON a.id = c.account_id;

-- Each contract with its latest state.
CREATE VIEW v_contract AS
SELECT
	c.key AS contract,
	c.name,
	a.name AS account,
	c.kind,
	c.currency,
	(DATE '1970-01-01' + CAST(s.effective_on AS INTEGER)) AS effective_on,
	ROUND(CAST(s.annual_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS annual_value,
	ROUND(CAST(s.total_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_value,
	s.value_basis,
	TRIM_SCALE(CAST(s.direct_labor AS NUMERIC) / 1000000) AS direct_labor,
	(DATE '1970-01-01' + CAST(s.starts_on AS INTEGER)) AS starts_on,
	(DATE '1970-01-01' + CAST(s.ends_on AS INTEGER)) AS ends_on,
	TRIM_SCALE(CAST(s.committed_hours AS NUMERIC) / 1000000) AS committed_hours,
	s.committed_basis,
	TRIM_SCALE(CAST(s.utilization_baseline AS NUMERIC) / 1000000) AS utilization_baseline,
	TRIM_SCALE(CAST(s.margin_target AS NUMERIC) / 1000000) AS margin_target,
	ROUND(CAST(s.billing_rate AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS billing_rate,
	s.day_count,
	s.pricing,
	s.recurring,
	s.renews,
	(DATE '1970-01-01' + CAST(s.notice_by AS INTEGER)) AS notice_by,
	s.calendar,
	s.status,
	s.manager,
	TRIM_SCALE(CAST(s.recognition_days AS NUMERIC) / 1000000) AS recognition_days,
	ROUND(CAST(s.total_revenue AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_revenue,
	s.total_revenue_na,
	ROUND(CAST(s.total_profit AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS total_profit,
	s.total_profit_na,
	s.total_estimate AS estimate,
	h.number AS entries
FROM contract c
JOIN account a ON a.id = c.account_id
JOIN chain_head h ON h.contract_id = c.id
LEFT JOIN (
	SELECT contract_id, MAX(effective_on) AS effective_on
	FROM snapshot
	GROUP BY contract_id
) l ON l.contract_id = c.id
LEFT JOIN snapshot s ON s.contract_id = l.contract_id AND s.effective_on = l.effective_on;

-- One row per change; a retraction has one row without a change, and the effective date of its target.
CREATE VIEW v_revision AS
SELECT
	c.key AS contract,
	r.number,
	r.kind,
	r.target,
	(DATE '1970-01-01' + CAST(COALESCE(r.effective_on, t.effective_on) AS INTEGER)) AS effective_on,
	TO_CHAR(TIMESTAMP '1970-01-01' + r.known_at * INTERVAL '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS known_at,
	TO_CHAR(TIMESTAMP '1970-01-01' + r.recorded_at * INTERVAL '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at,
	r.recorded_by,
	(DATE '1970-01-01' + CAST(r.signed_on AS INTEGER)) AS signed_on,
	r.reason,
	r.change_order,
	r.order_key,
	r.source,
	r.source_key,
	COALESCE(f.name, b.name) AS field,
	x.op,
	CASE COALESCE(f.type, b.type)
		WHEN 'money' THEN CAST(ROUND(CAST(x.number_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS TEXT)
		WHEN 'share' THEN CAST(TRIM_SCALE(CAST(x.number_value AS NUMERIC) / 1000000) AS TEXT)
		WHEN 'number' THEN CAST(TRIM_SCALE(CAST(x.number_value AS NUMERIC) / 1000000) AS TEXT)
		WHEN 'date' THEN CAST((DATE '1970-01-01' + CAST(x.number_value AS INTEGER)) AS TEXT)
		ELSE x.text_value
	END AS value
FROM revision r
JOIN contract c ON c.id = r.contract_id
LEFT JOIN revision t ON t.contract_id = r.contract_id AND t.number = r.target
LEFT JOIN revision_change x ON x.contract_id = r.contract_id AND x.number = r.number
LEFT JOIN custom_field f ON f.id = x.field_id
LEFT JOIN built_in_field b ON b.id = x.field_id;

-- Custom fields and their values on each snapshot's day.
CREATE VIEW v_custom_field AS
SELECT
	c.key AS contract,
	(DATE '1970-01-01' + CAST(x.effective_on AS INTEGER)) AS effective_on,
	f.name AS field,
	f.type,
	f.unit,
	CASE f.type
		WHEN 'money' THEN CAST(ROUND(CAST(x.number_value AS NUMERIC) / CAST(POWER(10, c.currency_exponent) AS NUMERIC), CAST(c.currency_exponent AS INTEGER)) AS TEXT)
		WHEN 'share' THEN CAST(TRIM_SCALE(CAST(x.number_value AS NUMERIC) / 1000000) AS TEXT)
		WHEN 'number' THEN CAST(TRIM_SCALE(CAST(x.number_value AS NUMERIC) / 1000000) AS TEXT)
		WHEN 'date' THEN CAST((DATE '1970-01-01' + CAST(x.number_value AS INTEGER)) AS TEXT)
		ELSE x.text_value
	END AS value
FROM snapshot_custom x
JOIN contract c ON c.id = x.contract_id
JOIN custom_field f ON f.id = x.field_id;

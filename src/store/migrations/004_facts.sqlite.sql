-- Facts besides time entries, what facts refer to, links, and views for people and BI tools.
--
-- Dates are days since 1970-01-01, months months since 1970-01, instants microseconds since
-- 1970-01-01T00:00Z, money minor units of the row's currency, hours seconds, shares parts per
-- million, exchange rates billionths. NULL: not told.
--
-- Of each fact every version is kept: known from known_at until known_until; the one that holds has
-- 9223372036854775807 there. Sourced facts are told apart by source and identity (the external id),
-- the others by identity alone. Indexes begin with the identity: with few rows PostgreSQL would plan to
-- look for the source only.
-- Reference tables: day, currency, fact_source, resource, link, fact_resource, fact_calendar_day,
-- fact_exchange_rate, fact_period_close, fact_ledger_total. Distributed by contract_id: all others.

-- Where facts come from.
CREATE TABLE fact_source (
	id BIGINT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

CREATE TABLE resource (
	id BIGINT NOT NULL PRIMARY KEY,
	key TEXT NOT NULL UNIQUE,
	declared BIGINT NOT NULL -- 1: by a fact; 0: it is only known from entries that name it
);

CREATE TABLE task (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	id BIGINT NOT NULL,
	key TEXT NOT NULL,
	declared BIGINT NOT NULL, -- as of resource
	PRIMARY KEY (contract_id, id),
	UNIQUE (contract_id, key)
);

-- What names of sources mean here. -- reference table
CREATE TABLE link (
	id BIGINT NOT NULL PRIMARY KEY,
	source TEXT NOT NULL, -- '': of all sources
	subject TEXT NOT NULL, -- project, client, task or person
	glob BIGINT NOT NULL, -- 1: name is a pattern
	name TEXT NOT NULL,
	within_name TEXT NOT NULL, -- of a project: the client; '': of any
	from_date BIGINT, -- first work date for which it holds; NULL: no limit
	to_date BIGINT, -- first day after
	target TEXT NOT NULL, -- contract, internal, leave, task or resource
	contract_id BIGINT REFERENCES contract (id),
	task_id BIGINT,
	resource_id BIGINT REFERENCES resource (id),
	created_at BIGINT NOT NULL,
	created_by TEXT NOT NULL,
	removed_at BIGINT, -- NULL: it holds
	removed_by TEXT
);

-- What waits, by what it waits for.
-- Name of the kind; '': a row of contracts, or of no known kind.
ALTER TABLE quarantine ADD COLUMN fact TEXT NOT NULL DEFAULT '';
-- Why it waits; '': a row of contracts.
ALTER TABLE quarantine ADD COLUMN code TEXT NOT NULL DEFAULT '';
-- What is not known: project, client, task, person, contract or stream; or ''.
ALTER TABLE quarantine ADD COLUMN subject TEXT NOT NULL DEFAULT '';
-- Its name, as the source writes it.
ALTER TABLE quarantine ADD COLUMN unknown_name TEXT NOT NULL DEFAULT '';
-- The client of a project, the contract of a task.
ALTER TABLE quarantine ADD COLUMN within_name TEXT NOT NULL DEFAULT '';
-- Id of the contract; 0: not known.
ALTER TABLE quarantine ADD COLUMN of_contract BIGINT NOT NULL DEFAULT 0;
-- Of a time entry.
ALTER TABLE quarantine ADD COLUMN seconds BIGINT NOT NULL DEFAULT 0;
-- The draft as JSON; '': only raw is there.
ALTER TABLE quarantine ADD COLUMN record TEXT NOT NULL DEFAULT '';
-- NULL: it waits, unless resolved_by_import is set (0: taken by hand).
ALTER TABLE quarantine ADD COLUMN discarded_at BIGINT;
ALTER TABLE quarantine ADD COLUMN discarded_by TEXT;
CREATE INDEX quarantine_by_key ON quarantine (source, row_key);
CREATE INDEX quarantine_waiting ON quarantine (id)
WHERE resolved_by_import IS NULL AND discarded_at IS NULL;

-- Costs of a contract besides hours.
CREATE TABLE fact_cost (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	date BIGINT NOT NULL,
	amount BIGINT NOT NULL, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	kind TEXT NOT NULL,
	note TEXT,
	PRIMARY KEY (contract_id, identity, source, known_at)
);
CREATE INDEX fact_cost_by_identity ON fact_cost (identity, source);

-- Revenue recognised, expected (recognized_on NULL) or taken back.
CREATE TABLE fact_recognition (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	service_from BIGINT,
	service_to BIGINT,
	recognized_on BIGINT,
	amount BIGINT NOT NULL, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	deliverable TEXT,
	invoice TEXT,
	reverses TEXT,
	note TEXT,
	PRIMARY KEY (contract_id, identity, source, known_at)
);
CREATE INDEX fact_recognition_by_identity ON fact_recognition (identity, source);

-- Invoices and credit notes.
CREATE TABLE fact_invoice (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	date BIGINT NOT NULL,
	service_from BIGINT,
	service_to BIGINT,
	amount BIGINT NOT NULL, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	note TEXT,
	PRIMARY KEY (contract_id, identity, source, known_at)
);
CREATE INDEX fact_invoice_by_identity ON fact_invoice (identity, source);

-- What a contract was planned to bring, take and cost in a month.
CREATE TABLE fact_budget (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	month BIGINT NOT NULL, -- months since 1970-01
	revenue BIGINT, -- minor units
	hours BIGINT, -- s
	cost BIGINT, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	exchange_rate BIGINT, -- billionths
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_budget_by_identity ON fact_budget (identity);

-- Parts of a contract's work.
CREATE TABLE fact_task (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	key TEXT NOT NULL,
	name TEXT,
	planned_hours BIGINT, -- s
	deliverable TEXT,
	in_scope BIGINT, -- 1: yes, 0: no
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_task_by_identity ON fact_task (identity);

-- What a contract delivers.
CREATE TABLE fact_deliverable (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	key TEXT NOT NULL,
	name TEXT,
	price_share BIGINT, -- ppm
	budget_cost BIGINT, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	starts_on BIGINT,
	due_on BIGINT,
	accepted_on BIGINT,
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_deliverable_by_identity ON fact_deliverable (identity);

-- How far a deliverable was on a day.
CREATE TABLE fact_progress (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	deliverable TEXT NOT NULL,
	date BIGINT NOT NULL,
	progress BIGINT NOT NULL, -- ppm
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_progress_by_identity ON fact_progress (identity);

-- People and what they are available for; each row holds from its day on.
CREATE TABLE fact_resource (
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	resource_id BIGINT NOT NULL REFERENCES resource (id),
	effective_on BIGINT NOT NULL,
	name TEXT,
	team TEXT,
	roles TEXT,
	monday BIGINT, -- s
	tuesday BIGINT, -- s
	wednesday BIGINT, -- s
	thursday BIGINT, -- s
	friday BIGINT, -- s
	saturday BIGINT, -- s
	sunday BIGINT, -- s
	calendar TEXT,
	cost_rate BIGINT, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	PRIMARY KEY (identity, known_at)
);

-- Rate cards; each row holds from its day on.
CREATE TABLE fact_rate (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	resource_id BIGINT REFERENCES resource (id),
	role TEXT,
	effective_on BIGINT NOT NULL,
	billing_rate BIGINT, -- minor units
	standard_rate BIGINT, -- minor units
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_rate_by_identity ON fact_rate (identity);

-- Who is planned to work for a contract.
CREATE TABLE fact_assignment (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	resource_id BIGINT NOT NULL REFERENCES resource (id),
	from_date BIGINT NOT NULL,
	to_date BIGINT NOT NULL,
	hours_per_week BIGINT NOT NULL, -- s
	PRIMARY KEY (contract_id, identity, known_at)
);
CREATE INDEX fact_assignment_by_identity ON fact_assignment (identity);

-- Holidays, and working days that would be none.
CREATE TABLE fact_calendar_day (
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	calendar TEXT NOT NULL,
	date BIGINT NOT NULL,
	working BIGINT, -- 1: yes, 0: no
	note TEXT,
	PRIMARY KEY (identity, known_at)
);

-- Units of the reporting currency for 1 unit.
CREATE TABLE fact_exchange_rate (
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	date BIGINT NOT NULL,
	rate BIGINT NOT NULL, -- billionths
	PRIMARY KEY (identity, source, known_at)
);

-- Months that finance has closed.
CREATE TABLE fact_period_close (
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	month BIGINT NOT NULL, -- months since 1970-01
	closed_on BIGINT NOT NULL,
	closed_by TEXT,
	note TEXT,
	PRIMARY KEY (identity, known_at)
);

-- Totals of the ledger for a month; contract_id NULL: of all contracts in the currency. -- reference table
CREATE TABLE fact_ledger_total (
	source TEXT NOT NULL,
	identity TEXT NOT NULL,
	known_at BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	fingerprint BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	line BIGINT NOT NULL,
	month BIGINT NOT NULL, -- months since 1970-01
	contract_id BIGINT REFERENCES contract (id),
	currency TEXT NOT NULL, -- '': none
	currency_exponent BIGINT NOT NULL,
	currency_given BIGINT NOT NULL, -- 1: by the source; 0: that of the contract
	recognized BIGINT NOT NULL, -- minor units
	PRIMARY KEY (identity, known_at)
);

-- Decimals of currencies, for the views.
CREATE TABLE currency (
	code TEXT NOT NULL PRIMARY KEY,
	exponent BIGINT NOT NULL
);
INSERT INTO currency (code, exponent) VALUES
	('AED', 2), ('AFN', 2), ('ALL', 2), ('AMD', 2), ('ANG', 2), ('AOA', 2), ('ARS', 2),
	('AUD', 2), ('AWG', 2), ('AZN', 2), ('BAM', 2), ('BBD', 2), ('BDT', 2), ('BGN', 2),
	('BHD', 3), ('BIF', 0), ('BMD', 2), ('BND', 2), ('BOB', 2), ('BRL', 2), ('BSD', 2),
	('BTN', 2), ('BWP', 2), ('BYN', 2), ('BZD', 2), ('CAD', 2), ('CDF', 2), ('CHF', 2),
	('CLF', 4), ('CLP', 0), ('CNY', 2), ('COP', 2), ('CRC', 2), ('CUP', 2), ('CVE', 2),
	('CZK', 2), ('DJF', 0), ('DKK', 2), ('DOP', 2), ('DZD', 2), ('EGP', 2), ('ERN', 2),
	('ETB', 2), ('EUR', 2), ('FJD', 2), ('FKP', 2), ('GBP', 2), ('GEL', 2), ('GHS', 2),
	('GIP', 2), ('GMD', 2), ('GNF', 0), ('GTQ', 2), ('GYD', 2), ('HKD', 2), ('HNL', 2),
	('HTG', 2), ('HUF', 2), ('IDR', 2), ('ILS', 2), ('INR', 2), ('IQD', 3), ('IRR', 2),
	('ISK', 0), ('JMD', 2), ('JOD', 3), ('JPY', 0), ('KES', 2), ('KGS', 2), ('KHR', 2),
	('KMF', 0), ('KPW', 2), ('KRW', 0), ('KWD', 3), ('KYD', 2), ('KZT', 2), ('LAK', 2),
	('LBP', 2), ('LKR', 2), ('LRD', 2), ('LSL', 2), ('LYD', 3), ('MAD', 2), ('MDL', 2),
	('MGA', 2), ('MKD', 2), ('MMK', 2), ('MNT', 2), ('MOP', 2), ('MRU', 2), ('MUR', 2),
	('MVR', 2), ('MWK', 2), ('MXN', 2), ('MYR', 2), ('MZN', 2), ('NAD', 2), ('NGN', 2),
	('NIO', 2), ('NOK', 2), ('NPR', 2), ('NZD', 2), ('OMR', 3), ('PAB', 2), ('PEN', 2),
	('PGK', 2), ('PHP', 2), ('PKR', 2), ('PLN', 2), ('PYG', 0), ('QAR', 2), ('RON', 2),
	('RSD', 2), ('RUB', 2), ('RWF', 0), ('SAR', 2), ('SBD', 2), ('SCR', 2), ('SDG', 2),
	('SEK', 2), ('SGD', 2), ('SHP', 2), ('SLE', 2), ('SOS', 2), ('SRD', 2), ('SSP', 2),
	('STN', 2), ('SVC', 2), ('SYP', 2), ('SZL', 2), ('THB', 2), ('TJS', 2), ('TMT', 2),
	('TND', 3), ('TOP', 2), ('TRY', 2), ('TTD', 2), ('TWD', 2), ('TZS', 2), ('UAH', 2),
	('UGX', 0), ('USD', 2), ('UYU', 2), ('UZS', 2), ('VED', 2), ('VES', 2), ('VND', 0),
	('VUV', 0), ('WST', 2), ('XAF', 0), ('XCD', 2), ('XOF', 0), ('XPF', 0), ('YER', 2),
	('ZAR', 2), ('ZMW', 2), ('ZWG', 2);

-- Days with the tiles of time that hold them, 1990-01-01 to 2060-12-31.
CREATE TABLE day (
	day BIGINT NOT NULL PRIMARY KEY, -- since 1970-01-01
	date TEXT NOT NULL UNIQUE, -- '2026-01-05'
	weekday BIGINT NOT NULL, -- 1: Monday … 7: Sunday
	week TEXT NOT NULL, -- ISO: '2026-W02'
	week_begins TEXT NOT NULL, -- its Monday
	month TEXT NOT NULL, -- '2026-01'
	quarter TEXT NOT NULL, -- '2026-Q1'
	year BIGINT NOT NULL
);
WITH RECURSIVE run (day) AS (
	SELECT 7305
	UNION ALL
	SELECT day + 1
	FROM run
	WHERE day < 33237
), civil AS (
	SELECT day, date(day * 86400, 'unixepoch') AS date, (day + 3) % 7 + 1 AS weekday,
		date((day - (day + 3) % 7) * 86400, 'unixepoch') AS monday,
		date((day - (day + 3) % 7 + 3) * 86400, 'unixepoch') AS thursday
	FROM run
)
INSERT INTO day (day, date, weekday, week, week_begins, month, quarter, year)
SELECT day, date, weekday,
	strftime('%Y', thursday) || printf('-W%02d', (strftime('%j', thursday) - 1) / 7 + 1), monday,
	substr(date, 1, 7),
	substr(date, 1, 4) || '-Q' || ((CAST(substr(date, 6, 2) AS INTEGER) + 2) / 3),
	CAST(substr(date, 1, 4) AS INTEGER)
FROM civil;

-- What holds now, for people and BI tools: dates and months in ISO 8601, amounts, hours and rates
-- as decimals, shares as fractions of 1.

CREATE VIEW v_cost AS
SELECT
	c.key AS contract,
	date(f.date * 86400, 'unixepoch') AS date,
	CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.amount AS TEXT) ELSE CASE WHEN f.amount < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.amount))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), -f.currency_exponent) END AS NUMERIC) AS amount,
	f.currency,
	f.kind,
	f.note,
	f.source,
	f.identity AS external_id,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_cost f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_recognition AS
SELECT
	c.key AS contract,
	date(f.service_from * 86400, 'unixepoch') AS service_from,
	date(f.service_to * 86400, 'unixepoch') AS service_to,
	date(f.recognized_on * 86400, 'unixepoch') AS recognized_on,
	CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.amount AS TEXT) ELSE CASE WHEN f.amount < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.amount))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), -f.currency_exponent) END AS NUMERIC) AS amount,
	f.currency,
	f.deliverable,
	f.invoice,
	f.reverses,
	f.note,
	f.source,
	f.identity AS external_id,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_recognition f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_invoice AS
SELECT
	c.key AS contract,
	date(f.date * 86400, 'unixepoch') AS date,
	date(f.service_from * 86400, 'unixepoch') AS service_from,
	date(f.service_to * 86400, 'unixepoch') AS service_to,
	CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.amount AS TEXT) ELSE CASE WHEN f.amount < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.amount))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.amount)), -f.currency_exponent) END AS NUMERIC) AS amount,
	f.currency,
	f.note,
	f.source,
	f.identity AS external_id,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_invoice f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_budget AS
SELECT
	c.key AS contract,
	printf('%04d-%02d', (f.month + 840) / 12 + 1900, (f.month + 840) % 12 + 1) AS month,
	CASE WHEN f.revenue IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.revenue AS TEXT) ELSE CASE WHEN f.revenue < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.revenue)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.revenue))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.revenue)), -f.currency_exponent) END AS NUMERIC) END AS revenue,
	CASE WHEN f.hours IS NOT NULL THEN CAST(printf('%d.%04d', (f.hours * 50 + 9) / 180000, (f.hours * 50 + 9) / 18 % 10000) AS NUMERIC) END AS hours,
	CASE WHEN f.cost IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.cost AS TEXT) ELSE CASE WHEN f.cost < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.cost)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.cost))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.cost)), -f.currency_exponent) END AS NUMERIC) END AS cost,
	f.currency,
	CASE WHEN f.exchange_rate IS NOT NULL THEN CAST(printf('%d.%09d', f.exchange_rate / 1000000000, f.exchange_rate % 1000000000) AS NUMERIC) END AS exchange_rate,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_budget f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_task AS
SELECT
	c.key AS contract,
	f.key,
	f.name,
	CASE WHEN f.planned_hours IS NOT NULL THEN CAST(printf('%d.%04d', (f.planned_hours * 50 + 9) / 180000, (f.planned_hours * 50 + 9) / 18 % 10000) AS NUMERIC) END AS planned_hours,
	f.deliverable,
	CASE f.in_scope WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS in_scope,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_task f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_deliverable AS
SELECT
	c.key AS contract,
	f.key,
	f.name,
	CASE WHEN f.price_share IS NOT NULL THEN CAST(printf('%d.%06d', f.price_share / 1000000, f.price_share % 1000000) AS NUMERIC) END AS price_share,
	CASE WHEN f.budget_cost IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.budget_cost AS TEXT) ELSE CASE WHEN f.budget_cost < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.budget_cost)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.budget_cost))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.budget_cost)), -f.currency_exponent) END AS NUMERIC) END AS budget_cost,
	f.currency,
	date(f.starts_on * 86400, 'unixepoch') AS starts_on,
	date(f.due_on * 86400, 'unixepoch') AS due_on,
	date(f.accepted_on * 86400, 'unixepoch') AS accepted_on,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_deliverable f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_progress AS
SELECT
	c.key AS contract,
	f.deliverable,
	date(f.date * 86400, 'unixepoch') AS date,
	CAST(printf('%d.%06d', f.progress / 1000000, f.progress % 1000000) AS NUMERIC) AS progress,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_progress f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_resource AS
SELECT
	r.key AS resource,
	date(f.effective_on * 86400, 'unixepoch') AS effective_on,
	f.name,
	f.team,
	f.roles,
	CASE WHEN f.monday IS NOT NULL THEN CAST(printf('%d.%04d', (f.monday * 50 + 9) / 180000, (f.monday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS monday,
	CASE WHEN f.tuesday IS NOT NULL THEN CAST(printf('%d.%04d', (f.tuesday * 50 + 9) / 180000, (f.tuesday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS tuesday,
	CASE WHEN f.wednesday IS NOT NULL THEN CAST(printf('%d.%04d', (f.wednesday * 50 + 9) / 180000, (f.wednesday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS wednesday,
	CASE WHEN f.thursday IS NOT NULL THEN CAST(printf('%d.%04d', (f.thursday * 50 + 9) / 180000, (f.thursday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS thursday,
	CASE WHEN f.friday IS NOT NULL THEN CAST(printf('%d.%04d', (f.friday * 50 + 9) / 180000, (f.friday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS friday,
	CASE WHEN f.saturday IS NOT NULL THEN CAST(printf('%d.%04d', (f.saturday * 50 + 9) / 180000, (f.saturday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS saturday,
	CASE WHEN f.sunday IS NOT NULL THEN CAST(printf('%d.%04d', (f.sunday * 50 + 9) / 180000, (f.sunday * 50 + 9) / 18 % 10000) AS NUMERIC) END AS sunday,
	f.calendar,
	CASE WHEN f.cost_rate IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.cost_rate AS TEXT) ELSE CASE WHEN f.cost_rate < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.cost_rate)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.cost_rate))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.cost_rate)), -f.currency_exponent) END AS NUMERIC) END AS cost_rate,
	f.currency,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_resource f
JOIN resource r ON r.id = f.resource_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_rate AS
SELECT
	c.key AS contract,
	r.key AS resource,
	f.role,
	date(f.effective_on * 86400, 'unixepoch') AS effective_on,
	CASE WHEN f.billing_rate IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.billing_rate AS TEXT) ELSE CASE WHEN f.billing_rate < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.billing_rate)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.billing_rate))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.billing_rate)), -f.currency_exponent) END AS NUMERIC) END AS billing_rate,
	CASE WHEN f.standard_rate IS NOT NULL THEN CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.standard_rate AS TEXT) ELSE CASE WHEN f.standard_rate < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.standard_rate)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.standard_rate))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.standard_rate)), -f.currency_exponent) END AS NUMERIC) END AS standard_rate,
	f.currency,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_rate f
JOIN contract c ON c.id = f.contract_id
LEFT JOIN resource r ON r.id = f.resource_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_assignment AS
SELECT
	c.key AS contract,
	r.key AS resource,
	date(f.from_date * 86400, 'unixepoch') AS from_date,
	date(f.to_date * 86400, 'unixepoch') AS to_date,
	CAST(printf('%d.%04d', (f.hours_per_week * 50 + 9) / 180000, (f.hours_per_week * 50 + 9) / 18 % 10000) AS NUMERIC) AS hours_per_week,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_assignment f
JOIN contract c ON c.id = f.contract_id
JOIN resource r ON r.id = f.resource_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_calendar_day AS
SELECT
	f.calendar,
	date(f.date * 86400, 'unixepoch') AS date,
	CASE f.working WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS working,
	f.note,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_calendar_day f
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_exchange_rate AS
SELECT
	f.currency,
	date(f.date * 86400, 'unixepoch') AS date,
	CAST(printf('%d.%09d', f.rate / 1000000000, f.rate % 1000000000) AS NUMERIC) AS rate,
	f.source,
	f.identity AS external_id,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_exchange_rate f
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_period_close AS
SELECT
	printf('%04d-%02d', (f.month + 840) / 12 + 1900, (f.month + 840) % 12 + 1) AS month,
	date(f.closed_on * 86400, 'unixepoch') AS closed_on,
	f.closed_by,
	f.note,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_period_close f
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

CREATE VIEW v_ledger_total AS
SELECT
	printf('%04d-%02d', (f.month + 840) / 12 + 1900, (f.month + 840) % 12 + 1) AS month,
	c.key AS contract,
	f.currency,
	CAST(CASE WHEN f.currency_exponent = 0 THEN CAST(f.recognized AS TEXT) ELSE CASE WHEN f.recognized < 0 THEN '-' ELSE '' END || substr(printf('%0*d', f.currency_exponent + 1, abs(f.recognized)), 1, length(printf('%0*d', f.currency_exponent + 1, abs(f.recognized))) - f.currency_exponent) || '.' || substr(printf('%0*d', f.currency_exponent + 1, abs(f.recognized)), -f.currency_exponent) END AS NUMERIC) AS recognized,
	f.source,
	i.file,
	f.line,
	strftime('%Y-%m-%dT%H:%M:%S', f.known_at / 1000000, 'unixepoch') || printf('.%06dZ', f.known_at % 1000000) AS known_at
FROM fact_ledger_total f
LEFT JOIN contract c ON c.id = f.contract_id
LEFT JOIN import i ON i.id = f.import_id
WHERE f.known_until = 9223372036854775807;

-- Time entries, one row a part.
CREATE VIEW v_time_entry AS
SELECT
	c.key AS contract,
	t.key AS task,
	r.key AS resource,
	date(e.work_date * 86400, 'unixepoch') AS work_date,
	CAST(printf('%d.%04d', (e.seconds * 50 + 9) / 180000, (e.seconds * 50 + 9) / 18 % 10000) AS NUMERIC) AS hours,
	e.seconds,
	CASE e.time_class / 6 WHEN 0 THEN 'client' WHEN 1 THEN 'internal' ELSE 'leave' END AS category,
	CASE e.time_class / 2 % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' ELSE 'approved' END AS approval,
	CASE e.time_class % 2 WHEN 1 THEN 'yes' ELSE 'no' END AS billable,
	e.role,
	CASE WHEN e.start_second IS NOT NULL THEN printf('%02d:%02d:%02d', e.start_second / 3600, e.start_second / 60 % 60, e.start_second % 60) END AS start,
	CASE WHEN e.cost IS NOT NULL THEN CAST(CASE WHEN COALESCE(x.exponent, c.currency_exponent) = 0 THEN CAST(e.cost AS TEXT) ELSE CASE WHEN e.cost < 0 THEN '-' ELSE '' END || substr(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.cost)), 1, length(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.cost))) - COALESCE(x.exponent, c.currency_exponent)) || '.' || substr(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.cost)), -COALESCE(x.exponent, c.currency_exponent)) END AS NUMERIC) END AS cost,
	CASE WHEN e.bill IS NOT NULL THEN CAST(CASE WHEN COALESCE(x.exponent, c.currency_exponent) = 0 THEN CAST(e.bill AS TEXT) ELSE CASE WHEN e.bill < 0 THEN '-' ELSE '' END || substr(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.bill)), 1, length(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.bill))) - COALESCE(x.exponent, c.currency_exponent)) || '.' || substr(printf('%0*d', COALESCE(x.exponent, c.currency_exponent) + 1, abs(e.bill)), -COALESCE(x.exponent, c.currency_exponent)) END AS NUMERIC) END AS bill_amount,
	CASE WHEN e.currency <> '' THEN e.currency ELSE c.currency END AS currency,
	e.note,
	s.name AS source,
	e.external_id,
	e.part,
	i.file,
	e.line,
	strftime('%Y-%m-%dT%H:%M:%S', e.known_at / 1000000, 'unixepoch') || printf('.%06dZ', e.known_at % 1000000) AS known_at
FROM entry_row e
JOIN resource r ON r.id = e.resource_id
JOIN fact_source s ON s.id = e.source_id
LEFT JOIN contract c ON c.id = e.contract_id
LEFT JOIN task t ON t.contract_id = e.contract_id AND t.id = e.task_id
LEFT JOIN currency x ON x.code = e.currency
LEFT JOIN import i ON i.id = e.import_id;

-- Hours of a contract by month: the roll-up. Amounts are those of entries with amounts of their own in
-- the contract's currency, and beside them the hours of these.
CREATE VIEW v_time_entry_month AS
SELECT
	c.key AS contract,
	printf('%04d-%02d', (m.month + 840) / 12 + 1900, (m.month + 840) % 12 + 1) AS month,
	CASE m.time_class / 6 WHEN 0 THEN 'client' WHEN 1 THEN 'internal' ELSE 'leave' END AS category,
	CASE m.time_class / 2 % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' ELSE 'approved' END AS approval,
	CASE m.time_class % 2 WHEN 1 THEN 'yes' ELSE 'no' END AS billable,
	m.entries,
	CAST(printf('%d.%04d', (m.seconds * 50 + 9) / 180000, (m.seconds * 50 + 9) / 18 % 10000) AS NUMERIC) AS hours,
	CAST(printf('%d.%04d', (m.billed_seconds * 50 + 9) / 180000, (m.billed_seconds * 50 + 9) / 18 % 10000) AS NUMERIC) AS billed_hours,
	CASE WHEN c.currency IS NOT NULL THEN CAST(CASE WHEN c.currency_exponent = 0 THEN CAST(m.bill AS TEXT) ELSE CASE WHEN m.bill < 0 THEN '-' ELSE '' END || substr(printf('%0*d', c.currency_exponent + 1, abs(m.bill)), 1, length(printf('%0*d', c.currency_exponent + 1, abs(m.bill))) - c.currency_exponent) || '.' || substr(printf('%0*d', c.currency_exponent + 1, abs(m.bill)), -c.currency_exponent) END AS NUMERIC) END AS bill_amount,
	CAST(printf('%d.%04d', (m.costed_seconds * 50 + 9) / 180000, (m.costed_seconds * 50 + 9) / 18 % 10000) AS NUMERIC) AS costed_hours,
	CASE WHEN c.currency IS NOT NULL THEN CAST(CASE WHEN c.currency_exponent = 0 THEN CAST(m.cost AS TEXT) ELSE CASE WHEN m.cost < 0 THEN '-' ELSE '' END || substr(printf('%0*d', c.currency_exponent + 1, abs(m.cost)), 1, length(printf('%0*d', c.currency_exponent + 1, abs(m.cost))) - c.currency_exponent) || '.' || substr(printf('%0*d', c.currency_exponent + 1, abs(m.cost)), -c.currency_exponent) END AS NUMERIC) END AS cost,
	c.currency
FROM (
	SELECT s.contract_id,
		COALESCE((SELECT value FROM json_each(g.value, '$[0]')), 0) AS month,
		COALESCE((SELECT value FROM json_each(g.value, '$[1]')), 0) AS time_class,
		COALESCE((SELECT value FROM json_each(g.value, '$[2]')), 0) AS entries,
		COALESCE((SELECT value FROM json_each(g.value, '$[3]')), 0) AS seconds,
		COALESCE((SELECT value FROM json_each(g.value, '$[4]')), 0) AS billed_seconds,
		COALESCE((SELECT value FROM json_each(g.value, '$[5]')), 0) AS bill,
		COALESCE((SELECT value FROM json_each(g.value, '$[6]')), 0) AS costed_seconds,
		COALESCE((SELECT value FROM json_each(g.value, '$[7]')), 0) AS cost
	FROM entry_sum_month s, json_each(s.sums) g
) m
LEFT JOIN contract c ON c.id = m.contract_id;

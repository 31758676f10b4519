-- Time entries, packed: many of them in a row, as JSON that SQL can read. docs/decisions/009 tells why.
--
-- Dates are days since 1970-01-01, months months since 1970-01, weeks weeks since Monday 1969-12-29, instants
-- microseconds since 1970-01-01T00:00Z, money minor units of the entry's currency, spans of time seconds.
-- contract_id 0: of no contract (internal hours, leave). time_class is category · 6 + approval · 2 + billable:
-- categories 0 client, 1 internal, 2 leave; approvals 0 draft, 1 submitted, 2 approved.
-- Reference tables: entry_key. Distributed by contract_id: all others.

-- Entries that hold now: those of one contract in one month, from_day its first day; of no contract in one day.
-- `rows` is {"sources":[id…],"tasks":[id…],"resources":[id…],"writings":[[import id, known at]…],"rows":[[
--   0 work date, 1 place in sources, 2 external id, 3 part, 4 place in tasks, 5 place in resources, 6 seconds,
--   7 time class, 8 place in writings, 9 line, 10 note, 11 start (second of the day), 12 role, 13 cost,
--   14 bill amount, 15 currency, 16 span]…]}, where null stands for what is not there and is left out at the end,
-- and id 0 for none; by work date, source, external id, part. View entry_row reads it.
CREATE TABLE entry_tile (
	contract_id BIGINT NOT NULL,
	from_day BIGINT NOT NULL,
	entries BIGINT NOT NULL, -- in `rows`
	past BIGINT NOT NULL, -- rows of entry_past
	rows TEXT NOT NULL,
	PRIMARY KEY (contract_id, from_day)
);

-- Versions that were replaced or deleted.
CREATE TABLE entry_past (
	contract_id BIGINT NOT NULL,
	from_day BIGINT NOT NULL, -- of the tile that it was in
	work_date BIGINT NOT NULL,
	source_id BIGINT NOT NULL,
	external_id TEXT NOT NULL,
	part BIGINT NOT NULL,
	task_id BIGINT NOT NULL, -- 0: none
	resource_id BIGINT NOT NULL,
	seconds BIGINT NOT NULL,
	time_class BIGINT NOT NULL,
	import_id BIGINT NOT NULL, -- 0: not imported
	line BIGINT NOT NULL,
	note TEXT NOT NULL,
	start_second BIGINT,
	role TEXT NOT NULL,
	cost BIGINT,
	bill BIGINT,
	currency TEXT NOT NULL, -- '': that of the contract
	span BIGINT,
	known_from BIGINT NOT NULL,
	known_until BIGINT NOT NULL,
	until_import BIGINT NOT NULL, -- import that replaced or deleted it; 0: none did
	PRIMARY KEY (contract_id, from_day, source_id, external_id, part, known_from)
);
CREATE INDEX entry_past_by_entry ON entry_past (source_id, external_id);

-- Where the entry of an external id lies. A row has the ids from first_key up to that of the next row of the
-- source, in order; entry_run.h tells what `keys` is made of. -- reference table
CREATE TABLE entry_key (
	source_id BIGINT NOT NULL,
	first_key TEXT NOT NULL,
	keys BLOB NOT NULL,
	PRIMARY KEY (source_id, first_key)
);

-- Sums of a contract by month: [[month, time class, entries, seconds, billed seconds, bill, costed seconds, cost]…]
-- in order, where zeros at the end are left out.
CREATE TABLE entry_sum_month (
	contract_id BIGINT NOT NULL PRIMARY KEY,
	sums TEXT NOT NULL
);

-- Sums of a contract by resource and week: [[resource, [week, time class, … as above]…]…] in order. A row has the
-- 13 weeks from from_week on, which is a multiple of 13; of no contract one week.
CREATE TABLE entry_sum_week (
	contract_id BIGINT NOT NULL,
	from_week BIGINT NOT NULL,
	sums TEXT NOT NULL,
	PRIMARY KEY (contract_id, from_week)
);
CREATE INDEX entry_sum_week_by_week ON entry_sum_week (from_week, contract_id);

-- The entries that hold now, one a row, in numbers; v_time_entry shows them to people. json_extract is not allowed
-- in views where the schema is not trusted, json_each is. The order of the joins makes a tile be parsed five times,
-- not for each of its entries.
CREATE VIEW entry_row AS
SELECT
	t.contract_id,
	(SELECT value FROM json_each(e.value, '$[0]')) AS work_date,
	(SELECT value FROM json_each(s.value, '$[' || (SELECT value FROM json_each(e.value, '$[1]')) || ']')) AS source_id,
	(SELECT value FROM json_each(e.value, '$[2]')) AS external_id,
	(SELECT value FROM json_each(e.value, '$[3]')) AS part,
	(SELECT value FROM json_each(k.value, '$[' || (SELECT value FROM json_each(e.value, '$[4]')) || ']')) AS task_id,
	(SELECT value FROM json_each(r.value, '$[' || (SELECT value FROM json_each(e.value, '$[5]')) || ']')) AS resource_id,
	(SELECT value FROM json_each(e.value, '$[6]')) AS seconds,
	(SELECT value FROM json_each(e.value, '$[7]')) AS time_class,
	(SELECT value FROM json_each(w.value, '$[' || (SELECT value FROM json_each(e.value, '$[8]')) || '][0]')) AS import_id,
	(SELECT value FROM json_each(w.value, '$[' || (SELECT value FROM json_each(e.value, '$[8]')) || '][1]')) AS known_at,
	(SELECT value FROM json_each(e.value, '$[9]')) AS line,
	COALESCE((SELECT value FROM json_each(e.value, '$[10]')), '') AS note,
	(SELECT value FROM json_each(e.value, '$[11]')) AS start_second,
	COALESCE((SELECT value FROM json_each(e.value, '$[12]')), '') AS role,
	(SELECT value FROM json_each(e.value, '$[13]')) AS cost,
	(SELECT value FROM json_each(e.value, '$[14]')) AS bill,
	COALESCE((SELECT value FROM json_each(e.value, '$[15]')), '') AS currency,
	(SELECT value FROM json_each(e.value, '$[16]')) AS span
FROM entry_tile t
CROSS JOIN json_each(t.rows) s
CROSS JOIN json_each(t.rows) k
CROSS JOIN json_each(t.rows) r
CROSS JOIN json_each(t.rows) w
CROSS JOIN json_each(t.rows, '$.rows') e
WHERE s.key = 'sources' AND k.key = 'tasks' AND r.key = 'resources' AND w.key = 'writings';

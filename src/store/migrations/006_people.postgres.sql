-- The sums of time entries by resource, over all contracts and none, beside those of 003: what people worked is
-- asked by person.
--
-- Dates are days since 1970-01-01. time_class as in 003; leave: 12 and above.
-- Distributed by resource_id.

-- A row has a calendar quarter. `leave` has the sums of leave, `sums` all others: [[days since from_day, time class,
-- entries, seconds]…] in order, where a zero at the end is left out. Bit i of `weeks`: there are hours (more than no
-- seconds, of any class) in those days of the quarter that lie in the i-th ISO week from the one of from_day on.
CREATE TABLE entry_sum_resource (
	resource_id BIGINT NOT NULL,
	from_day BIGINT NOT NULL,
	weeks BIGINT NOT NULL,
	leave TEXT NOT NULL,
	sums TEXT NOT NULL,
	PRIMARY KEY (resource_id, from_day)
);
CREATE INDEX entry_sum_resource_by_day ON entry_sum_resource (from_day, resource_id);

-- What there is. Weeks are counted from the Monday of long ago, so that no number is negative.
INSERT INTO entry_sum_resource (resource_id, from_day, weeks, leave, sums)
SELECT
	resource_id,
	from_day,
	bit_or(CASE WHEN seconds > 0
		THEN CAST(1 AS BIGINT) << CAST((work_date + 70003) / 7 - (from_day + 70003) / 7 AS INTEGER)
		ELSE 0 END),
	'[' || COALESCE(string_agg(packed, ',' ORDER BY work_date, time_class) FILTER (WHERE time_class >= 12), '') || ']',
	'[' || COALESCE(string_agg(packed, ',' ORDER BY work_date, time_class) FILTER (WHERE time_class < 12), '') || ']'
FROM (
	SELECT
		resource_id,
		from_day,
		work_date,
		time_class,
		CAST(SUM(seconds) AS BIGINT) AS seconds,
		'[' || (work_date - from_day) || ',' || time_class || ',' || COUNT(*) ||
			CASE WHEN CAST(SUM(seconds) AS BIGINT) = 0 THEN '' ELSE ',' || CAST(SUM(seconds) AS BIGINT) END || ']' AS packed
	FROM (
		SELECT
			resource_id,
			work_date,
			time_class,
			seconds,
			CAST(CAST(date_trunc('quarter', DATE '1970-01-01' + CAST(work_date AS INTEGER)) AS DATE)
				- DATE '1970-01-01' AS BIGINT) AS from_day
		FROM entry_row
	) e
	GROUP BY resource_id, from_day, work_date, time_class
) s
GROUP BY resource_id, from_day;

#include "store/recording_clock.h"

static const char READ_CLOCK[] =
	"SELECT recorded_at\n"
	"FROM recording_clock\n"
	"WHERE id = 1";

static const char SET_CLOCK[] =
	"UPDATE recording_clock\n"
	"SET recorded_at = $1\n"
	"WHERE id = 1";

bool recording_clock_read(Db *db, Instant *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, READ_CLOCK, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	if (!row)
		return fail(err, ERR_CORRUPT, "the recording clock is missing from the store");
	out->us = db_int(stmt, 0);
	db_reset(stmt);
	return true;
}

bool recording_clock_tick(Db *db, Instant now, Instant *out, Err *err)
{
	DbStmt *stmt;
	Instant last;
	if (!recording_clock_read(db, &last, err) || !db_prepare(db, SET_CLOCK, "i", &stmt, err))
		return false;
	if (now.us <= last.us)
		now.us = last.us + 1;
	db_bind_int(stmt, 1, now.us);
	if (!db_run(stmt, err))
		return false;
	*out = now;
	return true;
}

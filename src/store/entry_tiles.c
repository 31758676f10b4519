#include "store/entry_tiles.h"

#define COLUMNS                                               \
	"SELECT contract_id, from_day, entries, past, rows\n" \
	"FROM entry_tile\n"

static const char OF_ALL[] = COLUMNS
	"WHERE (contract_id, from_day) > ($1, $2) AND from_day >= $3 AND from_day <= $4\n"
	"ORDER BY contract_id, from_day\n"
	"LIMIT $5";

static const char OF_ONE[] = COLUMNS
	"WHERE contract_id = $1 AND from_day > $2 AND from_day >= $3 AND from_day <= $4\n"
	"ORDER BY from_day\n"
	"LIMIT $5";

static const char OF_ALL_BACKWARDS[] = COLUMNS
	"WHERE (contract_id, from_day) < ($1, $2) AND from_day >= $3 AND from_day <= $4\n"
	"ORDER BY contract_id DESC, from_day DESC\n"
	"LIMIT $5";

static const char OF_ONE_BACKWARDS[] = COLUMNS
	"WHERE contract_id = $1 AND from_day < $2 AND from_day >= $3 AND from_day <= $4\n"
	"ORDER BY from_day DESC\n"
	"LIMIT $5";

static const char FIND[] = COLUMNS "WHERE contract_id = $1 AND from_day = $2";

int32_t entry_tile_day(int64_t contract_id, Date work_date)
{
	if (contract_id == 0)
		return work_date.day;
	return work_date.day - (date_civil(work_date).day - 1);
}

int32_t entry_tile_end(int64_t contract_id, int32_t from_day)
{
	Civil first = date_civil((Date){from_day});
	return from_day + (contract_id == 0 ? 1 : month_days(first.year, first.month));
}

static void read_tile(DbStmt *stmt, Arena *mem, EntryTile *out)
{
	*out = (EntryTile){
		.contract_id = db_int(stmt, 0),
		.from_day = (int32_t)db_int(stmt, 1),
		.entries = db_int(stmt, 2),
		.past = db_int(stmt, 3),
		.rows = db_text(stmt, 4, mem),
	};
}

bool entry_tiles_read(Db *db, Arena *mem, const TileRange *range, EntryTile *tiles, size_t *count,
		      bool *more, Err *err)
{
	DbStmt *stmt;
	bool row;
	const char *forwards = range->one_contract ? OF_ONE : OF_ALL;
	const char *backwards = range->one_contract ? OF_ONE_BACKWARDS : OF_ALL_BACKWARDS;
	if (!db_prepare(db, range->backwards ? backwards : forwards, "iiiii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, range->contract_id);
	db_bind_int(stmt, 2, range->behind_day);
	db_bind_int(stmt, 3, range->from_day);
	db_bind_int(stmt, 4, range->to_day);
	db_bind_int(stmt, 5, TILES_AT_ONCE);
	if (!db_query(stmt, err))
		return false;
	size_t bytes = 0;
	*count = 0;
	while (db_next(stmt, &row, err)) {
		*more = row ? bytes >= TILE_BYTES_AT_ONCE : *count == TILES_AT_ONCE;
		if (*more)
			db_reset(stmt);
		if (*more || !row)
			return true;
		read_tile(stmt, mem, &tiles[*count]);
		bytes += tiles[(*count)++].rows.len;
	}
	return false;
}

bool entry_tile_find(Db *db, Arena *mem, int64_t contract_id, int32_t from_day, EntryTile *out,
		     bool *found, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, FIND, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, from_day);
	if (!db_query(stmt, err) || !db_next(stmt, found, err))
		return false;
	if (*found)
		read_tile(stmt, mem, out);
	db_reset(stmt);
	return !db_type_failed(stmt) || fail(err, ERR_CORRUPT, "a row of time entries is damaged");
}

#ifndef PACTA_STORE_ENTRY_TILES_H
#define PACTA_STORE_ENTRY_TILES_H

/* The entries themselves, a tile a row: the table entry_tile, and what a batch changes in it. */

#include "store/entry_keys.h"
#include "store/facts.h"

/* First day of the tile that an entry lies in: of its month; of no contract its day. */
int32_t entry_tile_day(int64_t contract_id, Date work_date);

/* The first day behind the tile that begins on `from_day`. */
int32_t entry_tile_end(int64_t contract_id, int32_t from_day);

/*
 * Take out and put in what the keys told, tile by tile in order; keep what was taken out as past; and bring the
 * roll-ups up to date, contract by contract.
 * Errors: those of the store; ERR_RANGE; ERR_CORRUPT what a key tells of is not there
 */
MUST_CHECK bool entry_tiles_apply(Db *db, const EntryBatch *batch, const EntryChanges *changes,
				  Err *err);

/* A tile as it is stored. */
typedef struct EntryTile {
	int64_t contract_id;
	int32_t from_day;
	int64_t entries; /* that it should hold */
	int64_t past;    /* rows of entry_past */
	Str rows;        /* see packed_rows.h */
} EntryTile;

/* Many small ones, few large ones. */
enum { TILES_AT_ONCE = 64, TILE_BYTES_AT_ONCE = 4 << 20 };

/* Which tiles, in order of contract and day. */
typedef struct TileRange {
	bool one_contract;
	bool backwards;      /* in the opposite order: behind is then before */
	int64_t contract_id; /* of one contract; else those behind this one … */
	int64_t behind_day;  /* … and this day of it */
	int64_t from_day;    /* first days from here … */
	int64_t to_day;      /* … to here, inclusive */
} TileRange;

/*
 * The first of the range: at most TILES_AT_ONCE, and no other once they have TILE_BYTES_AT_ONCE. `more`: the range may
 * have others behind them.
 */
MUST_CHECK bool entry_tiles_read(Db *db, Arena *mem, const TileRange *range, EntryTile *tiles,
				 size_t *count, bool *more, Err *err);

/* One tile; not found: `found` is false. */
MUST_CHECK bool entry_tile_find(Db *db, Arena *mem, int64_t contract_id, int32_t from_day,
				EntryTile *out, bool *found, Err *err);

#endif

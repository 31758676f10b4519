#include "store/sqlite_mark.h"

#include <stdatomic.h>
#include <string.h>

/*
 * The memory that all connections to a file in WAL mode share begins with two copies of a header that
 * every commit rewrites, with a counter and checksums in it (sqlite.org/walformat.html). SQLite itself
 * takes its cache for valid while the copies are equal and as they were; so does whoever compares marks.
 */
enum { REGION = 32768 };

bool sqlite_mark_read(sqlite3 *handle, DbMark *out)
{
	sqlite3_file *file = NULL;
	void volatile *shared = NULL;
	DbMark copy;
	if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
	    !file->pMethods || file->pMethods->iVersion < 2)
		return false;
	/* 0: never make it longer. The region stays where it is while the handle is open. */
	if (file->pMethods->xShmMap(file, 0, REGION, 0, &shared) != SQLITE_OK || !shared)
		return false;
	const volatile unsigned char *bytes = shared;
	for (size_t i = 0; i < sizeof copy.bytes; i++)
		out->bytes[i] = bytes[i];
	atomic_thread_fence(memory_order_acquire);
	for (size_t i = 0; i < sizeof copy.bytes; i++)
		copy.bytes[i] = bytes[sizeof copy.bytes + i];
	return memcmp(out->bytes, copy.bytes, sizeof copy.bytes) == 0;
}

#include "unsynced_vfs.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 512, MAX_FILES = 8 };

typedef struct Image {
	unsigned char *bytes;
	size_t len;
} Image;

/* A write, or with `bytes` NULL a truncation to `at`. */
typedef struct Change {
	size_t at;
	size_t len;
	unsigned char *bytes;
} Change;

typedef struct Disk {
	char *path;
	Image synced;
	Change *changes; /* since the last sync */
	size_t len;
	size_t cap;
	bool there;        /* now */
	bool surely_there; /* in the folder as it was last synced */
} Disk;

struct Unsynced {
	sqlite3_vfs vfs;
	sqlite3_vfs *usual;
	Disk files[MAX_FILES];
	size_t count;
	int64_t operations;
	int64_t crash_at;
	bool dead;
};

typedef struct UnsyncedFile {
	sqlite3_file base;
	Unsynced *power;
	Disk *disk;        /* NULL: a temporary file */
	bool syncs_folder; /* with its next sync */
	sqlite3_file *usual;
} UnsyncedFile;

uint64_t unsynced_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static void *grow(void *at, size_t size)
{
	void *grown = realloc(at, size > 0 ? size : 1);
	assert(grown);
	return grown;
}

static void image_resize(Image *image, size_t len)
{
	image->bytes = grow(image->bytes, len);
	if (len > image->len)
		memset(image->bytes + image->len, 0, len - image->len);
	image->len = len;
}

static void image_write(Image *image, size_t at, const unsigned char *bytes, size_t len)
{
	if (at + len > image->len)
		image_resize(image, at + len);
	memcpy(image->bytes + at, bytes, len);
}

static void image_load(Image *image, const char *path)
{
	FILE *file = fopen(path, "rb");
	assert(file);
	unsigned char chunk[4096];
	size_t got;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		image_write(image, image->len, chunk, got);
	(void)fclose(file);
}

static void image_store(const Image *image, const char *path)
{
	FILE *file = fopen(path, "wb");
	assert(file);
	size_t put = image->len > 0 ? fwrite(image->bytes, 1, image->len, file) : 0;
	assert(put == image->len);
	(void)fclose(file);
}

static void add_change(Disk *disk, size_t at, const void *bytes, size_t len)
{
	if (disk->len == disk->cap) {
		disk->cap = disk->cap > 0 ? disk->cap * 2 : 16;
		disk->changes = grow(disk->changes, disk->cap * sizeof *disk->changes);
	}
	Change change = {.at = at, .len = len};
	if (bytes) {
		change.bytes = grow(NULL, len);
		memcpy(change.bytes, bytes, len);
	}
	disk->changes[disk->len++] = change;
}

/* `keep` out of 256 pieces reach the disk. */
static void apply_changes(Disk *disk, uint64_t *random, unsigned keep)
{
	for (size_t i = 0; i < disk->len; i++) {
		Change *change = &disk->changes[i];
		size_t end = change->at + change->len;
		if (!change->bytes && (unsynced_random(random) & 255) < keep)
			image_resize(&disk->synced, change->at);
		for (size_t at = change->at; change->bytes && at < end;) {
			size_t next = (at / PIECE + 1) * PIECE;
			if (next > end)
				next = end;
			if ((unsynced_random(random) & 255) < keep)
				image_write(&disk->synced, at, change->bytes + (at - change->at),
					    next - at);
			at = next;
		}
		free(change->bytes);
	}
	disk->len = 0;
}

static void sync_folder(Unsynced *power)
{
	for (size_t i = 0; i < power->count; i++)
		power->files[i].surely_there = power->files[i].there;
}

/* Counts one operation; false when there is no power. */
static bool step(Unsynced *power)
{
	if (power->dead)
		return false;
	power->operations++;
	power->dead = power->crash_at > 0 && power->operations >= power->crash_at;
	return true;
}

static Disk *find_disk(Unsynced *power, const char *path)
{
	for (size_t i = 0; i < power->count; i++) {
		if (strcmp(power->files[i].path, path) == 0)
			return &power->files[i];
	}
	return NULL;
}

/* What is on the disk before the first use is safe there, but a new empty file's name is not. */
static Disk *add_disk(Unsynced *power, const char *path)
{
	Disk *disk = find_disk(power, path);
	if (disk) {
		if (!disk->there)
			add_change(disk, 0, NULL, 0);
		disk->there = true;
		return disk;
	}
	assert(power->count < MAX_FILES);
	disk = &power->files[power->count++];
	*disk = (Disk){.path = grow(NULL, strlen(path) + 1), .there = true};
	memcpy(disk->path, path, strlen(path) + 1);
	image_load(&disk->synced, path);
	disk->surely_there = disk->synced.len > 0;
	return disk;
}

void unsynced_lose_power(Unsynced *power, uint64_t seed)
{
	static const unsigned kept[] = {0, 128, 250}; /* nothing, half, nearly all */
	uint64_t random = seed;
	unsigned keep = kept[unsynced_random(&random) % 3];
	for (size_t i = 0; i < power->count; i++) {
		Disk *disk = &power->files[i];
		char shm[4096];
		apply_changes(disk, &random, keep);
		bool there =
			(unsynced_random(&random) & 255) < keep ? disk->there : disk->surely_there;
		if (there)
			image_store(&disk->synced, disk->path);
		else
			(void)unlink(disk->path);
		(void)snprintf(shm, sizeof shm, "%s-shm", disk->path);
		(void)unlink(shm);
		free(disk->changes);
		free(disk->synced.bytes);
		free(disk->path);
	}
	power->count = 0;
	power->dead = false;
	power->operations = 0;
	power->crash_at = 0;
}

void unsynced_crash_at(Unsynced *power, int64_t operation)
{
	power->operations = 0;
	power->crash_at = operation;
}

int64_t unsynced_operations(const Unsynced *power)
{
	return power->operations;
}

static UnsyncedFile *file_of(sqlite3_file *file)
{
	return (UnsyncedFile *)file;
}

static sqlite3_file *usual_of(sqlite3_file *file)
{
	return file_of(file)->usual;
}

static int file_close(sqlite3_file *file)
{
	return usual_of(file)->pMethods->xClose(usual_of(file));
}

static int file_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 at)
{
	if (file_of(file)->power->dead)
		return SQLITE_IOERR_READ;
	return usual_of(file)->pMethods->xRead(usual_of(file), bytes, len, at);
}

static int file_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
	if (!step(file_of(file)->power))
		return SQLITE_IOERR_WRITE;
	if (file_of(file)->disk)
		add_change(file_of(file)->disk, (size_t)at, bytes, (size_t)len);
	return usual_of(file)->pMethods->xWrite(usual_of(file), bytes, len, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (!step(file_of(file)->power))
		return SQLITE_IOERR_TRUNCATE;
	if (file_of(file)->disk)
		add_change(file_of(file)->disk, (size_t)size, NULL, 0);
	return usual_of(file)->pMethods->xTruncate(usual_of(file), size);
}

/* The usual sync is spared: the power of this machine stays on. */
static int file_sync(sqlite3_file *file, int flags)
{
	UnsyncedFile *own = file_of(file);
	uint64_t unused = 0;
	(void)flags;
	if (!step(own->power))
		return SQLITE_IOERR_FSYNC;
	if (own->disk)
		apply_changes(own->disk, &unused, 256);
	if (own->syncs_folder)
		sync_folder(own->power);
	own->syncs_folder = false;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return usual_of(file)->pMethods->xFileSize(usual_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
	return usual_of(file)->pMethods->xLock(usual_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
	return usual_of(file)->pMethods->xUnlock(usual_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *reserved)
{
	return usual_of(file)->pMethods->xCheckReservedLock(usual_of(file), reserved);
}

static int file_control(sqlite3_file *file, int operation, void *value)
{
	return usual_of(file)->pMethods->xFileControl(usual_of(file), operation, value);
}

static int file_sector_size(sqlite3_file *file)
{
	return usual_of(file)->pMethods->xSectorSize(usual_of(file));
}

static int file_characteristics(sqlite3_file *file)
{
	return usual_of(file)->pMethods->xDeviceCharacteristics(usual_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	return usual_of(file)->pMethods->xShmMap(usual_of(file), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
	return usual_of(file)->pMethods->xShmLock(usual_of(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
	usual_of(file)->pMethods->xShmBarrier(usual_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int delete)
{
	return usual_of(file)->pMethods->xShmUnmap(usual_of(file), delete);
}

static const sqlite3_io_methods METHODS = {
	.iVersion = 2, /* without memory-mapped reading */
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector_size,
	.xDeviceCharacteristics = file_characteristics,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
};

static Unsynced *power_of(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
		    int *out_flags)
{
	Unsynced *power = power_of(vfs);
	UnsyncedFile *own = file_of(file);
	own->base.pMethods = NULL;
	own->power = power;
	own->usual = (sqlite3_file *)(own + 1);
	if (power->dead)
		return SQLITE_CANTOPEN;
	int code = power->usual->xOpen(power->usual, path, own->usual, flags, out_flags);
	if (code != SQLITE_OK)
		return code;
	bool journal = flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL);
	bool kept = path && (journal || flags & SQLITE_OPEN_MAIN_DB);
	own->disk = kept ? add_disk(power, path) : NULL;
	own->syncs_folder = journal && flags & SQLITE_OPEN_CREATE;
	own->base.pMethods = &METHODS;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
	Unsynced *power = power_of(vfs);
	if (!step(power))
		return SQLITE_IOERR_DELETE;
	Disk *disk = find_disk(power, path);
	if (disk)
		disk->there = false;
	if (sync)
		sync_folder(power);
	return power->usual->xDelete(power->usual, path, 0);
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
	return power_of(vfs)->usual->xAccess(power_of(vfs)->usual, path, flags, out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
	return power_of(vfs)->usual->xFullPathname(power_of(vfs)->usual, path, size, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *out)
{
	return power_of(vfs)->usual->xRandomness(power_of(vfs)->usual, size, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
	return power_of(vfs)->usual->xSleep(power_of(vfs)->usual, microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *out)
{
	return power_of(vfs)->usual->xCurrentTime(power_of(vfs)->usual, out);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	return power_of(vfs)->usual->xGetLastError(power_of(vfs)->usual, size, out);
}

Unsynced *unsynced_open(const char *name)
{
	Unsynced *power = calloc(1, sizeof *power);
	assert(power);
	power->usual = sqlite3_vfs_find(NULL);
	assert(power->usual);
	power->vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = (int)sizeof(UnsyncedFile) + power->usual->szOsFile,
		.mxPathname = power->usual->mxPathname,
		.zName = name,
		.pAppData = power,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xRandomness = vfs_randomness,
		.xSleep = vfs_sleep,
		.xCurrentTime = vfs_time,
		.xGetLastError = vfs_last_error,
	};
	int code = sqlite3_vfs_register(&power->vfs, 0);
	assert(code == SQLITE_OK);
	(void)code;
	return power;
}

void unsynced_close(Unsynced *power)
{
	assert(power->count == 0);
	(void)sqlite3_vfs_unregister(&power->vfs);
	free(power);
}

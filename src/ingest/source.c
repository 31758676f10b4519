#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_SIZE = 128 * 1024, BEGINNING_SIZE = 64 * 1024 };

static bool fail_errno(const char *name, int number, Err *err)
{
	ErrCode code = number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
	return fail(err, code, "%s: %s", name, strerror(number));
}

bool source_open(Arena *mem, const char *path, SourceFile *out, Err *err)
{
	struct stat about;
	bool standard = strcmp(path, "-") == 0;
	SourceFile file = {.name = standard ? "standard input" : path};
	file.fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (file.fd < 0)
		return fail_errno(path, errno, err);
	if (fstat(file.fd, &about) == 0 && S_ISDIR(about.st_mode)) {
		if (!standard)
			(void)close(file.fd);
		return fail(err, ERR_INPUT, "%s: is a directory; name a file", file.name);
	}
	file.room = arena_alloc(mem, CHUNK_SIZE);
	sha256_init(&file.hash);
	*out = file;
	return true;
}

void source_close(SourceFile *file)
{
	if (file->fd > STDIN_FILENO)
		(void)close(file->fd);
}

static bool read_chunk(SourceFile *file, Str *chunk, Err *err)
{
	ssize_t got;
	do
		got = read(file->fd, file->room, CHUNK_SIZE);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail_errno(file->name, errno, err);
	if (got == 0 && file->bytes == 0)
		return fail(err, ERR_INPUT, "%s: the file is empty", file->name);
	*chunk = (Str){file->room, (size_t)got};
	file->at_end = got == 0;
	sha256_update(&file->hash, *chunk);
	file->bytes += (uint64_t)got;
	return true;
}

static bool next_chunk(void *context, Str *chunk, bool *last, Err *err)
{
	SourceFile *file = context;
	if (file->head.len > 0) {
		*chunk = buf_str(&file->head);
		file->head.len = 0;
	} else if (file->at_end) {
		*chunk = (Str){file->room, 0};
	} else if (!read_chunk(file, chunk, err)) {
		return false;
	}
	*last = file->at_end;
	if (file->progress)
		file->progress(file->progress_context, file->bytes);
	return true;
}

Source source_of_file(SourceFile *file)
{
	return (Source){file->name, file, next_chunk};
}

bool source_read_rest(SourceFile *file, size_t longest, Buf *out, Err *err)
{
	Str chunk;
	for (bool last = false; !last;) {
		if (!next_chunk(file, &chunk, &last, err))
			return false;
		if (chunk.len > longest - out->len)
			return fail(err, ERR_TOO_LARGE, "%s: is longer than %zu bytes", file->name,
				    longest);
		buf_add(out, chunk);
	}
	return true;
}

bool source_read_all(const char *path, size_t longest, Buf *out, Err *err)
{
	SourceFile file;
	if (!source_open(out->mem, path, &file, err))
		return false;
	bool ok = source_read_rest(&file, longest, out, err);
	source_close(&file);
	if (!ok && err->code == ERR_TOO_LARGE)
		err->code = ERR_RANGE;
	return ok;
}

bool source_peek(SourceFile *file, Arena *mem, Str *out, Err *err)
{
	Str chunk;
	file->head.mem = mem;
	while (!file->at_end && file->head.len < BEGINNING_SIZE) {
		if (!read_chunk(file, &chunk, err))
			return false;
		buf_add(&file->head, chunk);
	}
	*out = str_slice(buf_str(&file->head), 0, BEGINNING_SIZE);
	return true;
}

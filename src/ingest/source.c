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

static bool next_chunk(void *context, Str *chunk, bool *last, Err *err)
{
	SourceFile *file = context;
	ssize_t got;
	do
		got = read(file->fd, file->room, CHUNK_SIZE);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail_errno(file->name, errno, err);
	if (got == 0 && file->bytes == 0)
		return fail(err, ERR_INPUT, "%s: the file is empty", file->name);
	*chunk = (Str){file->room, (size_t)got};
	*last = got == 0;
	sha256_update(&file->hash, *chunk);
	file->bytes += (uint64_t)got;
	if (file->progress)
		file->progress(file->progress_context, file->bytes);
	return true;
}

Source source_of_file(SourceFile *file)
{
	return (Source){file->name, file, next_chunk};
}

bool source_read_all(const char *path, size_t longest, Buf *out, Err *err)
{
	SourceFile file;
	if (!source_open(out->mem, path, &file, err))
		return false;
	Str chunk;
	bool last = false;
	bool ok = true;
	while (ok && !last) {
		ok = next_chunk(&file, &chunk, &last, err);
		if (ok && chunk.len > longest - out->len)
			ok = fail(err, ERR_RANGE, "%s: is longer than %zu bytes", path, longest);
		if (ok)
			buf_add(out, chunk);
	}
	source_close(&file);
	return ok;
}

bool source_read_beginning(Arena *mem, const char *path, Str *out, Err *err)
{
	SourceFile file;
	if (!source_open(mem, path, &file, err))
		return false;
	Buf beginning = {.mem = mem};
	Str chunk;
	bool last = false;
	bool ok = true;
	while (ok && !last && beginning.len < BEGINNING_SIZE) {
		ok = next_chunk(&file, &chunk, &last, err);
		if (ok)
			buf_add(&beginning, str_slice(chunk, 0, BEGINNING_SIZE - beginning.len));
	}
	source_close(&file);
	if (ok)
		*out = buf_str(&beginning);
	return ok;
}

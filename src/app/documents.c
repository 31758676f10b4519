#include "app/documents.h"

#include "app/lookup.h"
#include "app/settings.h"
#include "base/utf8.h"
#include "store/recording_clock.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 255, TYPE_MAX_BYTES = 100, REASON_MAX_BYTES = 10000 };

static const Str UNKNOWN_TYPE = {"application/octet-stream", 24};

/* As many bytes of the chunk at `offset` as there are. */
static MUST_CHECK bool read_chunk(int file, uint64_t offset, char *chunk, size_t *len, Err *err)
{
	size_t have = 0;
	while (have < DOCUMENT_CHUNK_BYTES) {
		ssize_t got = pread(file, chunk + have, DOCUMENT_CHUNK_BYTES - have,
				    (off_t)(offset + have));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, ERR_IO, "the file cannot be read: %s", strerror(errno));
		if (got == 0)
			break;
		have += (size_t)got;
	}
	*len = have;
	return true;
}

static MUST_CHECK bool measure(int file, char *chunk, uint64_t *bytes, Digest *sha256, Err *err)
{
	Sha256 hash;
	uint64_t total = 0;
	size_t len;
	sha256_init(&hash);
	do {
		if (!read_chunk(file, total, chunk, &len, err))
			return false;
		sha256_update(&hash, (Str){chunk, len});
		total += len;
	} while (len > 0);
	*bytes = total;
	*sha256 = sha256_final(&hash);
	return true;
}

bool documents_measure(int file, uint64_t *bytes, Digest *sha256, Err *err)
{
	struct stat status;
	Arena mem;
	if (fstat(file, &status) != 0)
		return fail(err, ERR_IO, "the file cannot be read: %s", strerror(errno));
	if (!S_ISREG(status.st_mode))
		return fail(err, ERR_INPUT, "it is not a file, so it cannot be a document");
	if (status.st_size > (off_t)DOCUMENT_LIMIT_MIB_MAX << 20)
		return fail(err, ERR_TOO_LARGE,
			    "the file has %lld MiB, a document never has more than %d",
			    (long long)(status.st_size >> 20), DOCUMENT_LIMIT_MIB_MAX);
	arena_init(&mem);
	bool ok = measure(file, arena_alloc(&mem, DOCUMENT_CHUNK_BYTES), bytes, sha256, err);
	arena_deinit(&mem);
	return ok;
}

/* Names are shown, and given to whoever saves the document. */
static MUST_CHECK bool check_name(Str name, Err *err)
{
	if (str_trim(name).len == 0)
		return fail(err, ERR_INPUT, "a document needs a name");
	if (name.len > NAME_MAX_BYTES)
		return fail(err, ERR_INPUT,
			    "the name of a document has at most %d bytes, this has %zu",
			    NAME_MAX_BYTES, name.len);
	if (!utf8_valid(name))
		return fail(err, ERR_INPUT, "the name of a document is text in UTF-8");
	if (!utf8_is_plain(name))
		return fail(err, ERR_INPUT,
			    "the name of a document holds no control characters, and no marks that "
			    "change the direction of text");
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '/' || name.ptr[i] == '\\')
			return fail(err, ERR_INPUT, "the name of a document holds no / and no \\");
	}
	if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
		return fail(err, ERR_INPUT, "the name of a document is not that of a folder");
	return true;
}

static bool is_token(Str text)
{
	static const char marks[] = "!#$&-^_.+";
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && !(c >= '0' && c <= '9') && (c == '\0' || !strchr(marks, c)))
			return false;
	}
	return text.len > 0;
}

static Str plain_type(Arena *mem, Str type)
{
	size_t end = type.len;
	size_t slash;
	Buf plain = {.mem = mem};
	(void)str_find(type, STR(";"), &end);
	type = str_trim(str_slice(type, 0, end));
	if (type.len > TYPE_MAX_BYTES || !str_find(type, STR("/"), &slash) ||
	    !is_token(str_slice(type, 0, slash)) || !is_token(str_slice(type, slash + 1, type.len)))
		return UNKNOWN_TYPE;
	utf8_fold(&plain, type);
	return buf_str(&plain);
}

static MUST_CHECK bool list(App *app, Str key, DocumentList *out, Err *err)
{
	Contract contract;
	return lookup_contract(app, key, &contract, err) &&
	       document_list(app->db, app->mem, contract.id, out, err);
}

bool documents_list(App *app, Str key, DocumentList *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = list(app, key, out, err);
	app_end(app);
	return ok;
}

static MUST_CHECK bool check_size(App *app, uint64_t bytes, Err *err)
{
	uint64_t limit;
	if (!settings_document_limit(app, &limit, err))
		return false;
	if (bytes == 0)
		return fail(err, ERR_INPUT, "the file is empty, so it is no document");
	if (bytes <= limit)
		return true;
	Str has = decimal_text(app->mem, (int64_t)((bytes * 10 + ((1 << 20) - 1)) >> 20), 1);
	return fail(err, ERR_TOO_LARGE,
		    "the file has %.*s MiB, a document at most %llu MiB: make it smaller, or raise "
		    "the setting document_limit_mib",
		    STR_ARG(has), (unsigned long long)(limit >> 20));
}

static bool fail_changed(Err *err)
{
	return fail(err, ERR_IO, "the file was changed while it was read; try again");
}

/* Stores the file, which must be what was announced. */
static MUST_CHECK bool store_chunks(App *app, const Document *document, int file, char *chunk,
				    Err *err)
{
	Sha256 hash;
	uint64_t bytes = (uint64_t)document->bytes;
	uint64_t at = 0;
	size_t len;
	sha256_init(&hash);
	for (int64_t place = 0;; place++) {
		if (!read_chunk(file, at, chunk, &len, err))
			return false;
		at += len;
		if (len == 0)
			break;
		if (at > bytes)
			return fail_changed(err);
		sha256_update(&hash, (Str){chunk, len});
		if (!document_add_chunk(app->db, document, place, (Str){chunk, len}, err))
			return false;
	}
	return (at == bytes && digest_eq(sha256_final(&hash), document->sha256)) ||
	       fail_changed(err);
}

static MUST_CHECK bool add(App *app, Str key, const NewDocument *new, char *chunk, Document *out,
			   Err *err)
{
	Contract contract;
	Document document = {
		.name = new->name,
		.type = plain_type(app->mem, new->type),
		.bytes = (int64_t) new->bytes,
		.sha256 = new->sha256,
		.created_by = app->user,
	};
	if (!check_size(app, new->bytes, err) || !lookup_contract(app, key, &contract, err) ||
	    !recording_clock_tick(app->db, app->now, &document.created_at, err))
		return false;
	document.contract_id = contract.id;
	document.id = id_next(&app->ids, app->now);
	app_tell(app, TOPIC_CONTRACT, contract.key);
	*out = document;
	return document_insert(app->db, &document, err) &&
	       store_chunks(app, &document, new->file, chunk, err);
}

bool documents_add(App *app, Str key, const NewDocument *document, Document *out, Err *err)
{
	Arena mem;
	Document added;
	if (!check_name(document->name, err))
		return fail_at(err, "name");
	if (!app_begin_write(app, err))
		return false;
	arena_init(&mem);
	bool ok = add(app, key, document, arena_alloc(&mem, DOCUMENT_CHUNK_BYTES), &added, err);
	arena_deinit(&mem);
	if (!ok) {
		app_end(app);
		return false;
	}
	*out = added;
	return app_commit(app, err);
}

/* One that was not removed. */
static MUST_CHECK bool find(App *app, Str key, int64_t id, Document *out, Err *err)
{
	Contract contract;
	bool found;
	if (!lookup_contract(app, key, &contract, err) ||
	    !document_find(app->db, app->mem, contract.id, id, out, &found, err))
		return false;
	if (!found)
		return fail(err, ERR_NOT_FOUND, "contract '%.*s' has no document %lld",
			    STR_ARG(str_slice(contract.key, 0, 300)), (long long)id);
	if (!out->removed)
		return true;
	Str day = date_text(app->mem, instant_date(out->removed_at));
	return fail(err, ERR_CONFLICT, "document %lld was removed by %.*s on %.*s: %.*s",
		    (long long)id, STR_ARG(out->removed_by), STR_ARG(day),
		    STR_ARG(str_slice(out->reason, 0, 300)));
}

static bool write_chunk(void *context, Str bytes, Err *err)
{
	const int *file = context;
	while (bytes.len > 0) {
		ssize_t written = write(*file, bytes.ptr, bytes.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail(err, ERR_IO, "the document cannot be written: %s",
				    strerror(errno));
		bytes = str_slice(bytes, (size_t)written, bytes.len);
	}
	return true;
}

bool documents_fetch(App *app, Str key, int64_t id, int file, Document *out, Err *err)
{
	Document document;
	if (!app_begin_read(app, err))
		return false;
	bool ok = find(app, key, id, &document, err) &&
		  (file < 0 || document_read(app->db, &document, write_chunk, &file, err));
	app_end(app);
	if (ok)
		*out = document;
	return ok;
}

static MUST_CHECK bool remove_document(App *app, Str key, int64_t id, Str reason, Document *out,
				       Err *err)
{
	Document document;
	if (!find(app, key, id, &document, err) ||
	    !recording_clock_tick(app->db, app->now, &document.removed_at, err))
		return false;
	document.removed = true;
	document.removed_by = app->user;
	document.reason = reason;
	app_tell(app, TOPIC_CONTRACT, key);
	*out = document;
	return document_remove(app->db, &document, err);
}

static MUST_CHECK bool check_reason(Str reason, Err *err)
{
	if (str_trim(reason).len == 0)
		return fail(err, ERR_INPUT, "removing a document needs a reason");
	if (reason.len > REASON_MAX_BYTES)
		return fail(err, ERR_INPUT, "a reason has at most %d bytes", REASON_MAX_BYTES);
	return true;
}

bool documents_remove(App *app, Str key, int64_t id, Str reason, Document *out, Err *err)
{
	Document removed;
	if (!check_reason(reason, err))
		return fail_at(err, "reason");
	if (!app_begin_write(app, err))
		return false;
	if (!remove_document(app, key, id, reason, &removed, err)) {
		app_end(app);
		return false;
	}
	*out = removed;
	return app_commit(app, err);
}

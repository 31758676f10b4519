#ifndef PACTA_STORE_DOCUMENT_H
#define PACTA_STORE_DOCUMENT_H

/*
 * Documents of contracts: what is known of each, and its bytes in chunks.
 *
 * A document is written once. Removing it deletes its chunks; its row stays as a tombstone.
 */

#include "base/date.h"
#include "base/hash.h"
#include "store/db.h"

enum { DOCUMENT_CHUNK_BYTES = 256 * 1024 };

typedef struct Document {
	int64_t contract_id;
	int64_t id;
	Str name; /* of the file */
	Str type; /* media type */
	int64_t bytes;
	Digest sha256;
	Instant created_at;
	Str created_by;
	bool removed; /* its bytes are gone; the rest tells of that */
	Instant removed_at;
	Str removed_by;
	Str reason;
} Document;

typedef struct DocumentList {
	Document *at;
	size_t len;
} DocumentList;

/* Its chunks follow in the same transaction. */
MUST_CHECK bool document_insert(Db *db, const Document *document, Err *err);

/* `place` counts from 0; each chunk has DOCUMENT_CHUNK_BYTES, the last one may have less, none is empty. */
MUST_CHECK bool document_add_chunk(Db *db, const Document *document, int64_t place, Str content,
				   Err *err);

/* Marks it as removed, as its members tell, and deletes its chunks. */
MUST_CHECK bool document_remove(Db *db, const Document *document, Err *err);

MUST_CHECK bool document_find(Db *db, Arena *mem, int64_t contract_id, int64_t id, Document *out,
			      bool *found, Err *err);

/* Of one contract, newest first; `contract_id` 0: of all contracts, by contract. */
MUST_CHECK bool document_list(Db *db, Arena *mem, int64_t contract_id, DocumentList *out, Err *err);

/* Takes the bytes of one chunk, which live until it returns. */
typedef bool (*DocumentSink)(void *context, Str bytes, Err *err);

/*
 * Give the bytes of a document to `sink` (NULL: only verify), one chunk after the other; the memory needed is
 * that of a chunk. What is given is proved only when this returns true.
 * Errors: ERR_CORRUPT size or SHA-256 are not those of its row, or a removed one has bytes; those of `sink`
 */
MUST_CHECK bool document_read(Db *db, const Document *document, DocumentSink sink, void *context,
			      Err *err);

#endif

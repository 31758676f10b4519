#ifndef PACTA_APP_DOCUMENTS_H
#define PACTA_APP_DOCUMENTS_H

/* Documents that belong to contracts: offers, signed copies, letters. */

#include "app/app.h"
#include "store/document.h"

/* Newest first; those that were removed too. Errors: ERR_NOT_FOUND no such contract */
MUST_CHECK bool documents_list(App *app, Str key, DocumentList *out, Err *err);

typedef struct NewDocument {
	Str name; /* 1 … 255 bytes of UTF-8 without control characters, "/" and "\" */
	Str type; /* a media type; its parameters are dropped, and what is none means application/octet-stream */
	int file; /* descriptor of a regular file; read from its first byte, wherever it stands */
	uint64_t bytes;
	Digest sha256;
} NewDocument;

/* Size and SHA-256 of an open regular file, for NewDocument. Errors: ERR_IO; ERR_INPUT it is no such file;
 * ERR_TOO_LARGE over what the setting document_limit_mib can be */
MUST_CHECK bool documents_measure(int file, uint64_t *bytes, Digest *sha256, Err *err);

/*
 * Store a file with a contract. It is read in chunks, and must have the size and the hash that were told.
 * Errors: ERR_NOT_FOUND no such contract; ERR_INPUT a name that is none, or an empty file; ERR_TOO_LARGE over the
 *         setting document_limit_mib; ERR_IO the file cannot be read, or has changed
 */
MUST_CHECK bool documents_add(App *app, Str key, const NewDocument *document, Document *out,
			      Err *err);

/*
 * Find a document and write its bytes to the descriptor `file` (-1: only find it). They are proved when this
 * returns true; after a failure `file` may hold some of them.
 * Errors: ERR_NOT_FOUND no such contract or document; ERR_CONFLICT it was removed; ERR_IO `file` cannot be
 *         written; ERR_CORRUPT the stored bytes are not what was stored
 */
MUST_CHECK bool documents_fetch(App *app, Str key, int64_t id, int file, Document *out, Err *err);

/*
 * Remove a document's bytes; a tombstone stays that tells who did it, when and why.
 * Errors: ERR_NOT_FOUND; ERR_CONFLICT it was removed already; ERR_INPUT no reason
 */
MUST_CHECK bool documents_remove(App *app, Str key, int64_t id, Str reason, Document *out,
				 Err *err);

#endif

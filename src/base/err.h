#ifndef PACTA_BASE_ERR_H
#define PACTA_BASE_ERR_H

/*
 * Errors as values of the caller.
 *
 * A fallible function returns MUST_CHECK bool and takes `Err *err` last. On
 * failure it fills `err` and leaves its outputs untouched. Text is written for
 * a person: what was wrong, where, and what to do. Context is added on the way
 * up, so that it reads from the outside in: "a.csv: row 7: bad date '31.2.24'".
 */

#include <stdbool.h>

#define MUST_CHECK __attribute__((warn_unused_result))

typedef enum ErrCode {
	ERR_NONE,
	ERR_USAGE,       /* the command or request is put wrongly */
	ERR_INPUT,       /* a value is not what its field takes */
	ERR_RANGE,       /* a value or a sum is outside what can be held */
	ERR_NOT_FOUND,   /* the named thing does not exist */
	ERR_CONFLICT,    /* it contradicts what is already recorded */
	ERR_IO,          /* reading or writing outside the store failed */
	ERR_UNAVAILABLE, /* the store cannot be reached or is busy; try again */
	ERR_CORRUPT,     /* what is stored is not what was written */
	ERR_CHANGED,     /* it was changed since the asker looked */
	ERR_TOO_LARGE,   /* a file or request is over its limit */
} ErrCode;

enum { ERR_TEXT_SIZE = 1024, ERR_FIELD_SIZE = 64 };

typedef struct Err {
	ErrCode code;
	const char *kind; /* what is unknown, as a word: "contract", "account"; NULL: see text. A
				     * face tells where all of the kind are listed */
	char field[ERR_FIELD_SIZE]; /* the member of the request that is wrong, or "" */
	char text[ERR_TEXT_SIZE];   /* UTF-8, cut with "…" where it is too long */
} Err;

/* How a face shows a code: the HTTP status and the process's exit code. */
typedef struct ErrFace {
	const char *name; /* stable word, for machines */
	int http_status;
	int exit_code;
} ErrFace;

const ErrFace *err_face(ErrCode code);

/* Fill `err` and return false, so that a failure reads `return fail(…)`. */
bool fail(Err *err, ErrCode code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* As fail with ERR_NOT_FOUND, where `kind` (a literal) tells what there is none of. */
bool fail_no_such(Err *err, const char *kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Name the member of the request that is wrong, unless one is named already, and return false. */
bool fail_at(Err *err, const char *field);

/* Put "context: " before the text of `err` and return false. */
bool fail_in(Err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

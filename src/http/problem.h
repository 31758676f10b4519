#ifndef PACTA_HTTP_PROBLEM_H
#define PACTA_HTTP_PROBLEM_H

/* Errors as problem details (RFC 9457), with the member at fault and what to do. */

#include "http/dispatch.h"

extern const Shape PROBLEM_SHAPE;

typedef struct Problem {
	int status;
	const char *code; /* stable word, for machines */
	Str detail;
	Str field;       /* or empty */
	Str remedy;      /* or empty */
	int32_t entries; /* newest number of the contract's history, where somebody was faster; else 0 */
} Problem;

/* The problem that an error is, with the remedy that its code or kind has. */
Problem problem_of(Arena *mem, const Err *err);

/* What only HTTP has, by its status; the remedy and code follow from it. */
Problem problem_of_status(int status, Str detail);

/* Make `reply` tell of it; whatever it held is gone. */
void reply_tell_problem(Reply *reply, const Request *request, const Problem *problem);

/* "Not found" */
const char *status_title(int status);

#endif

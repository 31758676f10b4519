#ifndef PACTA_TESTS_HTTP_DESK_H
#define PACTA_TESTS_HTTP_DESK_H

/*
 * Asks routes on a store in a temporary folder, without sockets. Every answer is checked against what its
 * route tells of it; failures end the test.
 */

#include "http/dispatch.h"
#include "http/kept_lists.h"

typedef struct Desk {
	Arena mem; /* of everything, until desk_close */
	App app;
	KeptLists *lists;
	Instant now;
	char folder[64];
	size_t files;
	bool *answered; /* one per route: it gave its answer */
} Desk;

/* What is sent; NULL: without. */
typedef struct Ask {
	Method method;
	const char *target; /* path and query as they are sent */
	const char *body;
	const char *file; /* bytes of a file, in place of a body */
	const char *type; /* Content-Type; NULL: application/json with a body */
	const char *key;  /* Idempotency-Key */
	const char *if_match;
	const char *if_none_match;
} Ask;

typedef struct Told {
	const Route *route; /* NULL: there is none */
	Reply reply;
	Str text;              /* the body, or the bytes of the file */
	const JsonValue *json; /* NULL: it is no JSON */
} Told;

void desk_open(Desk *desk);
void desk_close(Desk *desk);

Told desk_ask(Desk *desk, Ask ask);

/* The same, and the status must be `status`. */
Told desk_get(Desk *desk, const char *target, int status);
Told desk_post(Desk *desk, const char *target, const char *body, int status);

/* The text of a value that a JSON Pointer names: of strings and numbers, "true", "null" … */
Str told_at(const Told *told, const char *pointer);
size_t told_count(const Told *told, const char *pointer); /* of a list's items */

/* A header's value, or empty. */
Str told_header(const Told *told, const char *name);

/* The status and the code of a problem. */
void check_problem(const char *label, const Told *told, int status, const char *code);

/* An account "Harbour" and contracts with the keys; annual value 100000 USD from 2009-03-01 to 2011-03-01. */
void desk_add_contract(Desk *desk, const char *key);

#endif

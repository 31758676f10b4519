#ifndef PACTA_HTTP_ROUTE_H
#define PACTA_HTTP_ROUTE_H

/*
 * The registry of routes. Dispatch, the checking of requests, the OpenAPI document and the tests of
 * both all come from its one table (route_table.c).
 */

#include "answer/shape.h"
#include "app/app.h"
#include "http/call.h"

typedef enum ParamPlace { IN_PATH, IN_QUERY } ParamPlace;

typedef enum ParamKind {
	PARAM_TEXT,         /* at most `maximum` bytes, where that is not 0 */
	PARAM_ID,           /* a 64-bit id */
	PARAM_NUMBER,       /* within minimum … maximum */
	PARAM_DATE,         /* "2009-03-01" */
	PARAM_READ_INSTANT, /* an instant; a date includes that whole UTC day */
	PARAM_CHOICE,
	PARAM_BOOL, /* "1" or "true", "0" or "false" */
} ParamKind;

typedef struct Param {
	const char *name;
	ParamPlace place;
	ParamKind kind;
	bool required;                       /* in a path always */
	const char *const *choices;          /* PARAM_CHOICE: ends with NULL; or */
	const char *(*choice)(size_t place); /* NULL behind the last one */
	int64_t minimum, maximum;
	const char *help; /* a phrase; no full stop */
} Param;

enum { ROUTE_PARAMS_MAX = 16, ROUTE_SEGMENTS_MAX = 8 };

/* A parameter as it was given. */
typedef struct Given {
	Str text;        /* decoded */
	int64_t number;  /* id, number; choice: its place; bool: 0 or 1 */
	Instant instant; /* INSTANT_MAX where not given */
	Date date;       /* DATE_NONE where not given */
	bool given;
} Given;

typedef enum Lane {
	LANE_READ,   /* on a reader's connection, beside others */
	LANE_WRITE,  /* one after the other */
	LANE_LONG,   /* as LANE_READ, for what may take seconds; few at a time */
	LANE_EVENTS, /* a stream: the server's own */
	LANE_STATUS, /* health and metrics: the server's own, without the store */
} Lane;

typedef enum BodyKind { BODY_NONE, BODY_JSON, BODY_FILE } BodyKind;

/* What whoever asks must be allowed to do. Nobody may use a route whose row does not tell. */
typedef enum Permission {
	PERMISSION_UNTOLD,
	PERMISSION_READ,
	PERMISSION_WRITE,
	PERMISSION_ADMINISTER,
} Permission;

typedef struct Call Call;

typedef struct Route {
	const char *path;        /* "/api/v1/contracts/{key}/revisions" */
	const char *operation;   /* operationId: "amendContract" */
	const char *tag;         /* one of route_tags */
	const char *summary;     /* a phrase that begins with a verb */
	const char *description; /* or NULL */
	const Param *params;     /* those of the path in its order, then those of the query */
	size_t param_count;
	Method method;
	Permission permission;
	Lane lane;
	BodyKind body;
	const Shape *request; /* BODY_JSON */
	const Shape *answer;  /* application/json */
	const char *media;    /* of the answer; "*" for both parts: of many kinds */
	int status;           /* of success */
	int failing_status;   /* of the same answer when the server is not well; 0: none */
	int dry_run_status;   /* with dry_run=1; 0: the route has no dry run */
	bool tries_by_writing; /* a dry run does it all and takes it back, which needs the writer's lock */
	bool if_match; /* takes If-Match with the newest entry number of the contract {key} */
	bool by_day;   /* the answer also depends on the day (UTC) */
	bool unkept;   /* the answer may differ while the store does not */
	bool unstored; /* the answer does not come from the store */
	const char
		*location; /* of what was made: "/api/v1/accounts/{name}", filled from the answer's
			       * members, then the path; or NULL */
	const char *lists; /* Err's kind of what it lists, or NULL */
	bool (*run)(Call *call, Err *err);    /* calls one use case; sets call->result */
	bool (*render)(Call *call, Err *err); /* writes call->result into the reply; a write's
					       * inside its transaction */
} Route;

typedef struct RouteTag {
	const char *name;
	const char *help; /* a sentence */
} RouteTag;

struct Call {
	Arena *mem;
	App *app;
	const Request *request;
	const Route *route;
	const Given *given;    /* one per param of the route */
	const JsonValue *body; /* checked against route->request; NULL: none */
	void *result;
	JsonWriter json; /* writes into reply->body; dispatch ends it */
	Reply *reply;
	int64_t version; /* state of the store (store_state_read), as the last transaction saw it; -1: none did */
	int problem_status; /* where a failure has another status than its code; 0: it has not */
	Str remedy;         /* of a failure: what to do; empty: as its code tells */
	KeptList *list;     /* given back at the end; or NULL */
};

const Route *route_list(size_t *count);
const RouteTag *route_tags(size_t *count);

const char *method_name(Method method); /* "GET" */

/* The word at `place` of a choice; NULL behind the last one. */
const char *route_param_choice(const Param *param, size_t place);

/* The value of the route's parameter `name` (asserted to be one). */
const Given *call_given(const Call *call, const char *name);

/* The moment that the parameters as_of, known_at and recorded_at ask for; a route has all of them. */
Moment call_moment(const Call *call);

/* The text of a member of the body; empty where it is missing or null. */
Str call_text(const Call *call, const char *member);

/*
 * A text that is the same for all requests that ask the same: the route and its parameters, those of
 * paging included where `paged`.
 */
Str call_identity(const Call *call, bool paged);

#endif

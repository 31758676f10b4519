#ifndef PACTA_ANSWER_SHAPE_H
#define PACTA_ANSWER_SHAPE_H

/*
 * What requests and answers hold, as data: names, types, units and meanings of members.
 *
 * A shape stands beside the code that writes it as JSON. From shapes come the schemas of the OpenAPI
 * document, the check of requests and the tests of answers. Shapes are constant tables and hold no
 * circles. Pure.
 */

#include "base/err.h"
#include "base/json_tree.h"
#include "base/json_write.h"

typedef enum ShapeKind {
	SHAPE_TEXT,    /* any text */
	SHAPE_ID,      /* a 64-bit id, as a text of digits */
	SHAPE_DATE,    /* "2009-03-01" */
	SHAPE_INSTANT, /* "2009-03-01T10:30:00.123456Z", UTC */
	SHAPE_DECIMAL, /* a decimal number as text: "83835.62", "0.7" */
	SHAPE_INTEGER, /* a JSON number without decimals */
	SHAPE_BOOL,
	SHAPE_NULL,   /* nothing else; for SHAPE_EITHER */
	SHAPE_ANY,    /* any JSON */
	SHAPE_CHOICE, /* a text: one of `choices`, or of what `choice` names */
	SHAPE_OBJECT, /* `members`; where `tracked`, tracked fields; where `items`, any others of its shape */
	SHAPE_LIST,   /* of `items` */
	SHAPE_EITHER, /* one of `options` */
} ShapeKind;

typedef struct Shape Shape;

typedef enum Presence {
	ALWAYS,   /* there, and never null */
	NULLABLE, /* there, perhaps null: what `null` means is told in the help */
	OPTIONAL, /* may be missing; never null */
	OPTIONAL_NULLABLE,
} Presence;

typedef struct Member {
	const char *name;
	const Shape *shape;
	Presence presence;
	const char *help; /* meaning and unit, a phrase */
} Member;

struct Shape {
	const char *name; /* of the schema in the document: "Contract"; NULL: written in place */
	ShapeKind kind;
	const char *help; /* or NULL */
	const Member *members;
	size_t member_count;
	/*
	 * The object holds tracked fields by their names: built-in ones (history/field.h), which may be
	 * missing, and custom ones, which are of the shape `items`.
	 */
	bool tracked;
	const Shape *items;
	const char *const *choices;          /* ends with NULL */
	const char *(*choice)(size_t place); /* NULL behind the last one */
	const Shape *const *options;         /* ends with NULL */
	int64_t minimum;     /* SHAPE_INTEGER; SHAPE_TEXT: least number of characters */
	int64_t maximum;     /* SHAPE_INTEGER; SHAPE_TEXT: largest number of characters; 0: none */
	const char *example; /* of a text, or NULL */
};

/* In an initialiser of a shape. */
#define SHAPE_MEMBERS(...)                        \
	.members = (const Member[]){__VA_ARGS__}, \
	.member_count = sizeof((const Member[]){__VA_ARGS__}) / sizeof(Member)
#define SHAPE_OPTIONS(...)                \
	.options = (const Shape *const[]) \
	{                                 \
		__VA_ARGS__, NULL         \
	}
#define SHAPE_CHOICES(...)               \
	.choices = (const char *const[]) \
	{                                \
		__VA_ARGS__, NULL        \
	}

extern const Shape SHAPE_OF_TEXT, SHAPE_OF_ID, SHAPE_OF_DATE, SHAPE_OF_INSTANT, SHAPE_OF_DECIMAL,
	SHAPE_OF_INTEGER, SHAPE_OF_BOOL, SHAPE_OF_NULL, SHAPE_OF_ANY, SHAPE_OF_TEXTS;

/* The word at `place` of a choice; NULL behind the last one. */
const char *shape_choice(const Shape *shape, size_t place);

/*
 * Whether a value has this shape. Members that the shape does not know are refused. Deep values cost
 * nothing: it goes no deeper than the shape does.
 * Errors: ERR_INPUT names the member at fault, in the text ("changes[0].value: …") and as err->field
 */
MUST_CHECK bool shape_check(const Shape *shape, const JsonValue *value, Err *err);

#endif

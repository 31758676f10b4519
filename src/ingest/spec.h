#ifndef PACTA_INGEST_SPEC_H
#define PACTA_INGEST_SPEC_H

/*
 * What a mapping file says, checked and ready to be followed. Private to ingest.
 *
 * Built by mapping_parse, constant afterwards. docs/mappings.md has the meaning of each part.
 */

#include "history/value.h"
#include "ingest/mapping.h"
#include "ingest/number_text.h"

typedef enum RefKind {
	REF_NONE, /* the mapping does not say; reads as blank */
	REF_CONSTANT,
	REF_COLUMN,
	REF_ROW,    /* JSON pointer from the row */
	REF_RECORD, /* JSON pointer from the record around the row */
	REF_FIRST_OF,
	REF_JOIN,
} RefKind;

typedef struct Translation {
	Str from;
	Str to;
} Translation;

typedef struct Ref Ref;

typedef struct RefList {
	const Ref *at;
	size_t len;
} RefList;

/* Where a text comes from. */
struct Ref {
	RefKind kind;
	Str text;  /* constant, column, pointer, or what stands between joined parts */
	Str label; /* as the mapping writes it, for messages; of a list: that of its first part */
	size_t column; /* REF_COLUMN: place in Mapping.columns */
	bool optional; /* column: the file may lack it; part of a join: it may be blank */
	RefList parts; /* REF_FIRST_OF, REF_JOIN */
	const Translation *values; /* if any: the only texts allowed, and what they mean */
	size_t value_count;
};

/* A column that some Ref names. */
typedef struct Column {
	Str name;    /* as the mapping writes it */
	bool needed; /* a file without it is not of this kind */
} Column;

typedef struct FieldRule {
	Str field;
	ChangeOp op;
	Ref from;
	bool end_inclusive; /* the source's date is the last day: one is added */
	bool required;      /* blank: the row is rejected */
	uint64_t line;      /* in the mapping file; 0: made from a column of the data */
} FieldRule;

struct Mapping {
	MappingInfo info;
	Str file; /* name for messages */
	bool json;
	char delimiter; /* CSV; 0: found in the data */
	NumberRules numbers;
	const Str *dates; /* patterns of date_parse_as, tried in order */
	size_t date_count;
	const Str *records; /* JSON: patterns of the records, best first */
	size_t record_count;
	Str row; /* JSON: pattern of the rows inside a record; empty: the record is the row */
	const Column *columns;
	size_t column_count;
	RefList key;
	RefList order;
	Ref contract;
	Ref account;
	Ref name;
	Ref currency;
	Ref kind;
	Ref effective_on;
	Ref known_at;
	Ref signed_on;
	Ref reason;
	Ref change_order;
	const FieldRule *fields;
	size_t field_count;
	bool columns_are_fields;
	bool has_first;
};

/* The first `record:` pointer of the key, by which a record is known as one; NULL: none. */
const Ref *mapping_record_ref(const Mapping *mapping);

/* The built-in mappings, by name. */
const Mapping *const *mapping_builtin(Arena *mem, size_t *count);

#endif

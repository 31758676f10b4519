#ifndef PACTA_INGEST_SPEC_H
#define PACTA_INGEST_SPEC_H

/*
 * What a mapping file says, checked and ready to be followed. Private to ingest.
 *
 * Built by mapping_parse, constant afterwards. docs/mappings.md has the meaning of each part.
 */

#include "history/value.h"
#include "ingest/duration_text.h"
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
	REF_IN_NAME, /* what stands for the star in the name of the column */
	REF_SOURCE,  /* the name of the source */
} RefKind;

typedef struct Translation {
	Str from; /* in mappings of facts "*" stands for any text … */
	Str to;   /* … and "*" alone for the text as it is */
	bool pattern;
} Translation;

/* What of an amount and its commodity, as in "12.50 EUR", is taken. */
typedef enum RefTake { TAKE_ALL, TAKE_QUANTITY, TAKE_COMMODITY } RefTake;

/* What is done to a text before it is read; of mappings of facts only. */
typedef struct RefTwist {
	Str tag;      /* of "tag:text, other:text" the text of this tag; empty: none */
	char split;   /* cut at this sign, … */
	int32_t part; /* … this part of it, from 0; −1: the last. split 0: none */
	RefTake take;
	bool zero_is_blank; /* a number that is 0 says nothing */
	bool negate;        /* of numbers */
	bool end_inclusive; /* of dates: the source's is the last day: one is added */
} RefTwist;

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
	const RefTwist *twist; /* NULL: none */
};

/* A column that some Ref names; of JSON a key, by which files are recognised. */
typedef struct Column {
	Str name;         /* as the mapping writes it; of several the first */
	const Str *names; /* all of them; a file has one. One "*" in a name stands for any text */
	size_t name_count;
	bool counts; /* of facts: a time, day or amount is read from it, so that it may come but once */
	bool needed; /* a file without it is not of this kind … */
	bool of_contract; /* … unless the whole file is of one contract, which only this column tells */
} Column;

typedef struct FieldRule {
	Str field;
	ChangeOp op;
	Ref from;
	bool end_inclusive; /* the source's date is the last day: one is added */
	bool required;      /* blank: the row is rejected */
	uint64_t line;      /* in the mapping file; 0: made from a column of the data */
} FieldRule;

/* What a mapping of facts fills besides the fields of the fact. */
typedef enum FactExtra {
	EXTRA_EMAIL,
	EXTRA_PROJECT_CODE,
	EXTRA_SERVICE_MONTH, /* fills service_from and service_to */
	EXTRA_DURATION,      /* these are of time entries: the time worked, in any form, … */
	EXTRA_HOURS,
	EXTRA_MINUTES,
	EXTRA_BREAK, /* … what is not worked between start and end … */
	EXTRA_START_DATE,
	EXTRA_START_TIME,
	EXTRA_END, /* … and when it was */
	EXTRA_END_DATE,
	EXTRA_END_TIME,
	FACT_EXTRAS,
} FactExtra;

const char *fact_extra_name(FactExtra extra);

/* Of a row: does the text fit one of the patterns, in which "*" stands for any text? */
typedef struct FactCondition {
	Ref from;
	const Str *patterns;
	size_t count;
	bool unless; /* it must fit none */
} FactCondition;

/* A part of what tells rows without an id apart: a field of the fact, or a reference. */
typedef struct IdentityPart {
	bool is_field;
	size_t field;
	Ref from;
} IdentityPart;

/* What a row is that meets the conditions. */
typedef struct FactCase {
	FactKind kind;
	const FactCondition *where;
	size_t where_count;
	const Ref *fields; /* one for each of the kind */
	Ref extras[FACT_EXTRAS];
	const IdentityPart *identity;
	size_t identity_count;
} FactCase;

typedef enum MappingFormat { FORMAT_CSV, FORMAT_JSON, FORMAT_TIMECLOCK } MappingFormat;

struct Mapping {
	MappingInfo info;
	Str file; /* name for messages */
	MappingFormat format;
	bool json;
	char delimiter; /* CSV; 0: found in the data */
	NumberRules numbers;
	const Str *
		dates; /* patterns of date_parse_as, tried in order; of facts none: found in the file */
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
	/* Of facts. A row is of the first case that it meets; one that meets none is passed over. */
	const FactCase *cases;
	size_t case_count;
	DurationRules durations;
	const Str *header; /* of files without one */
	size_t header_count;
	const size_t
		*one_of; /* places in `columns`: a file must have one of them, if there are any */
	size_t one_of_count;
	const Column *keys; /* JSON: those that the references end with */
	size_t key_count;
	const Mapping *as_json; /* of a template of our own: the same for JSON; else NULL */
};

/* The first `record:` pointer of the key, by which a record is known as one; NULL: none. */
const Ref *mapping_record_ref(const Mapping *mapping);

/* The built-in mappings, by name. */
const Mapping *const *mapping_builtin(Arena *mem, size_t *count);

#endif

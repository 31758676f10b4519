#ifndef PACTA_INGEST_FACT_DRAFTING_H
#define PACTA_INGEST_FACT_DRAFTING_H

/*
 * From a row of data to the draft of a fact, by the rules of a mapping. Pure. Private to ingest.
 */

#include "ingest/columns.h"
#include "ingest/fact_file.h"
#include "ingest/moment_text.h"
#include "ingest/repeats.h"

/* A field and where it comes from. */
typedef struct PlannedValue {
	size_t field; /* of the kind */
	FactType type;
	bool free_text; /* may hold line ends */
	const Ref *from;
} PlannedValue;

/* Where a time entry's time comes from; NULL: the file does not tell. */
typedef struct WorkPlan {
	const Ref *work_date;
	const Ref *start;
	const Ref *seconds;
	const Ref *extras[FACT_EXTRAS];
	bool has_end; /* one of the references to an end is there */
} WorkPlan;

typedef struct CasePlan {
	const FactCase *rules;
	const FactSpec *spec;
	PlannedValue *values;
	size_t value_count;
	WorkPlan work; /* of time entries */
	bool dated;    /* it has a date by which rows of totals can be told */
	bool composes; /* its kind has external ids */
} CasePlan;

/* A column whose name is a pattern that several columns of the file fit. */
typedef struct Choice {
	size_t column; /* of the mapping */
	const ptrdiff_t *places;
	const Str *stars;
	size_t count;
} Choice;

/* What is the same for all rows of a file. */
typedef struct FactDrafter {
	const Mapping *mapping;
	const FactReading *reading;
	NumberRules numbers; /* those of the mapping, completed by the file */
	DayRules days;
	Header header;     /* CSV and XLSX only */
	ptrdiff_t *places; /* of the mapping's columns in it, … */
	Str *stars;
	Choice *choices; /* … some of which are chosen anew for each row */
	size_t choice_count;
	Str source;
	CasePlan *cases;
	size_t case_count;
	Repeats repeats;
	bool alone; /* it makes one row only, which nothing can be alike */
	size_t commas; /* numbers seen at the beginning whose comma, or point, must be the decimal sign */
	size_t points;
	FactValue values[FACT_FIELDS_MAX]; /* of the row */
	Currency currency;                 /* of the row before, which mostly is that of the next */
	Str currency_text;
	char currency_room[32];
	Buf number;  /* room of numbers, which is emptied with the memory of rows */
	Date id_day; /* whose text begins `id` */
	char id[48];
} FactDrafter;

/*
 * Prepares for a file with this header (JSON, timeclock: none). Must be closed.
 *
 * delimiter  of the file, by which numbers are understood; for JSON and XLSX a comma
 * out        lives in `mem`; refers to the mapping, the reading and the header
 * Errors: ERR_INPUT a column is missing or comes twice; the pattern of dates is malformed
 */
MUST_CHECK bool fact_drafter_init(FactDrafter *out, const Mapping *mapping,
				  const FactReading *reading, Header header, char delimiter,
				  Arena *mem, Err *err);
void fact_drafter_close(FactDrafter *drafter);

/* Learns from a row of the file's beginning which part of its dates is the day, and what its commas mean. */
void fact_drafter_observe(FactDrafter *drafter, const RowView *view, Arena *mem);

/* To be called once, after all that is observed and before the first row is made. */
void fact_drafter_decide(FactDrafter *drafter);

/*
 * Of each pattern that several columns fit, chooses the one that counts in a row of `count` cells: the first that is
 * neither blank nor 0, else the first. To be called before anything is asked of the row.
 */
void fact_drafter_choose(FactDrafter *drafter, const Str *cells, size_t count);

/* The id of a row that cannot be read as a whole; empty: it tells none. */
Str fact_drafter_key(const FactDrafter *drafter, const RowView *view, Arena *mem);

/* Whether the row, which may be cut short, is one of totals. */
bool fact_drafter_is_total(const FactDrafter *drafter, const RowView *view, size_t cells);

typedef enum DraftResult { DRAFT_MADE, DRAFT_PASSED, DRAFT_REJECTED } DraftResult;

/*
 * The draft of one row of `cells` cells (JSON: 0), without its line and raw text.
 *
 * out      texts refer to the row, the mapping or `mem`; values are valid until the next call
 * pass     why it is no fact, if it is passed over
 * reject   if it is rejected: column and, if it could be read, row_key; `err` tells why
 */
DraftResult fact_drafter_make(FactDrafter *drafter, const RowView *view, size_t cells, Arena *mem,
			      FactDraft *out, FactPass *pass, Reject *reject, Err *err);

/* --- Of its parts --- */

/* A row that is being read. */
typedef struct FactRow {
	FactDrafter *drafter;
	const CasePlan *plan;
	const RowView *view;
	Arena *mem;
	const Ref *from;          /* what was read last: to blame for a failure */
	const Currency *currency; /* of the row; NULL: it names none */
	uint32_t warnings;
} FactRow;

/* The trimmed text of a reference; NULL reads as blank. Errors: those of ref_read */
MUST_CHECK bool fact_row_text(FactRow *row, const Ref *ref, Cell *out, Err *err);

/* Reads all but the time worked into the values. Errors: ERR_INPUT, ERR_RANGE */
MUST_CHECK bool fact_row_values(FactRow *row, Err *err);

/* Reads when and how long into the values of a time entry; `*running`: it goes on. Errors: ERR_INPUT, ERR_RANGE */
MUST_CHECK bool fact_row_work(FactRow *row, bool *running, Err *err);

#endif

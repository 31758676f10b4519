#ifndef PACTA_FACTS_FACT_H
#define PACTA_FACTS_FACT_H

/*
 * The registry of facts: what was done, recognised, invoiced, planned and is available. Pure.
 *
 * One row a kind, one row a field (fact_specs.c). Templates, mappings, requests and answers of the
 * API, the command line, the store's columns and what waits in quarantine all follow it. Source:
 * domain.md §5.
 */

#include "base/date.h"
#include "base/money.h"
#include "base/period.h"
#include "base/str.h"

typedef enum FactKind {
	FACT_TIME_ENTRY,
	FACT_COST,
	FACT_RECOGNITION,
	FACT_INVOICE,
	FACT_BUDGET,
	FACT_TASK,
	FACT_DELIVERABLE,
	FACT_PROGRESS,
	FACT_RESOURCE,
	FACT_RATE,
	FACT_ASSIGNMENT,
	FACT_CALENDAR_DAY,
	FACT_EXCHANGE_RATE,
	FACT_PERIOD_CLOSE,
	FACT_LEDGER_TOTAL,
	FACT_KINDS,
} FactKind;

/* What a field holds, and the unit of FactValue.number. */
typedef enum FactType {
	FACT_TEXT,     /* text only */
	FACT_DATE,     /* days since 1970-01-01 */
	FACT_MONTH,    /* months since 1970-01; "2026-03" */
	FACT_MONEY,    /* minor units of the fact's currency; may be negative */
	FACT_SECONDS,  /* whole seconds, not negative */
	FACT_HOURS,    /* whole seconds, written as decimal hours; not negative */
	FACT_SHARE,    /* parts per million, 0 … 1,000,000; "0.6" or "60%" */
	FACT_DECIMAL,  /* billionths, above 0 */
	FACT_FLAG,     /* 0 or 1; "yes", "no", "true", "false", "1", "0" */
	FACT_CHOICE,   /* place in the field's choices */
	FACT_TIME,     /* second of the local day, 0 … 86,399; "22:40:17" */
	FACT_CURRENCY, /* text: code of ISO 4217 */
	FACT_CONTRACT, /* text: its key; number: its id once it is known. So do the next two */
	FACT_TASK_NAME,
	FACT_RESOURCE_NAME,
} FactType;

typedef struct FactField {
	const char *name; /* "recognized_on" */
	FactType type;
	bool required;
	bool identity;              /* one of those that tell facts of this kind apart */
	const char *const *choices; /* FACT_CHOICE: ends with NULL */
	const char *help;           /* a phrase; no full stop */
} FactField;

enum { FACT_FIELDS_MAX = 20 };

typedef struct FactSpec {
	const char *name;   /* "time_entry" */
	const char *plural; /* "time entries" */
	const char *help;   /* a sentence */
	/*
	 * Told apart by source and external id (without such a field: by source and the fields marked
	 * `identity`). Else by those fields, whatever the source: then the newest word counts, from
	 * wherever it comes.
	 */
	bool sourced;
	bool of_contract; /* belongs to a contract */
	const FactField *fields;
	size_t field_count;
} FactSpec;

const FactSpec *fact_spec(FactKind kind);

/* By its name. Errors: ERR_NOT_FOUND, kind "fact" */
MUST_CHECK bool fact_kind_parse(Str name, FactKind *out, Err *err);

/* Whether the sources give its identity: then its first field is the external id. */
bool fact_has_external_id(FactKind kind);

/* The place of a field in the kind's fields; asserted to be one. */
size_t fact_field(FactKind kind, const char *name);

/* The same for input: false where there is none. */
bool fact_field_find(FactKind kind, Str name, size_t *place);

/*
 * A value. In a draft, text of money is a plain decimal ("-12.50") whose number is known once the
 * currency is; names of contracts, tasks and resources are the source's own.
 */
typedef struct FactValue {
	bool set;
	int64_t number;
	Str text; /* FACT_TEXT, FACT_CURRENCY, names; money of a draft */
} FactValue;

/* Whether it names a contract, task or resource. */
bool fact_type_is_name(FactType type);

/*
 * Reads a value as the API and our own files write it; an empty text is the unset value. Money stays
 * text, checked to be a decimal number. Hours have up to 9 decimals and are rounded half-even to
 * seconds. Text refers to `text`.
 * Errors: ERR_INPUT, ERR_RANGE; field is the field's name
 */
MUST_CHECK bool fact_value_parse(const FactField *field, Str text, FactValue *out, Err *err);

/*
 * Gives money its number in place of its text.
 * Errors: ERR_INPUT more decimals than the currency has; ERR_RANGE; field is the field's name
 */
MUST_CHECK bool fact_value_price(const FactField *field, Currency currency, FactValue *value,
				 Err *err);

/*
 * The value as fact_value_parse reads it; "" where unset. Hours with up to 4 decimals, which tell
 * seconds apart. Money without a currency (of a draft) as its text.
 */
Str fact_value_text(Arena *mem, const FactField *field, Currency currency, FactValue value);

/* "2026-03" from months since 1970-01, and back: 1900-01 … 2199-12. Errors: ERR_INPUT, ERR_RANGE */
Str month_text(Arena *mem, int64_t month);
MUST_CHECK bool month_parse(Str text, int64_t *month, Err *err);
int64_t month_of(Date day);
Date month_first(int64_t month);
Period month_period(int64_t month);

/* A fact whose names are known. */
typedef struct Fact {
	FactKind kind;
	int64_t contract_id; /* 0: its kind is not of a contract (then one may be among its values) */
	Currency currency;   /* of its money */
	const FactValue *values; /* one per field of its kind */
	Str source;
	Str identity;        /* external id, or the identity fields joined; see fact_identity */
	int64_t import_id;   /* 0: not imported */
	int64_t line;        /* in the import's file */
	Instant known_at;    /* since when this version is known */
	Instant known_until; /* when it was replaced or deleted; INSTANT_MAX: it holds */
	int64_t fingerprint; /* see fact_fingerprint */
} Fact;

typedef struct FactList {
	Fact *at;
	size_t len;
} FactList;

/*
 * The identity of a fact without external id: its identity fields as text, joined by tabs; contracts,
 * tasks and resources by their ids; an empty currency as that of the fact. Tabs inside texts become
 * \t, and \ is doubled.
 */
Str fact_identity(Arena *mem, const Fact *fact);

/* What its source tells it apart by; empty where its kind has no external id: then the identity holds ids of ours. */
Str fact_external_id(const Fact *fact);

/* 64 bits of SipHash over kind, contract, currency and values: equal for facts that say the same. */
int64_t fact_fingerprint(const Fact *fact);

#endif

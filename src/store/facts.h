#ifndef PACTA_STORE_FACTS_H
#define PACTA_STORE_FACTS_H

/*
 * The narrow waist of the facts: apply a batch, sum, list. Everything above sees only this.
 *
 * Time entries lie packed: one row holds a month of a contract as JSON that SQL can read (view v_time_entry),
 * and one row a run of external ids, by which an entry is found again. The other facts have a table each, a row
 * a version. Roll-ups (contract × month, contract × resource × week, resource × day) change in the same transaction as the
 * entries. Replaced and deleted versions are kept, so all can be read as known at an earlier instant.
 * What is written runs inside a write transaction of the caller. docs/decisions/009 tells why.
 */

#include "base/map.h"
#include "facts/time_entry.h"
#include "store/db.h"

/* What becomes of an entry or fact of a batch. */
typedef enum FactOutcome {
	FACT_ADDED,
	FACT_UNCHANGED, /* it is there already, alike */
	FACT_REPLACED,  /* its older version is kept as past */
	FACT_MOVED,     /* replaced, and it left another contract */
	FACT_DELETED,
	FACT_ABSENT,   /* to be deleted, but not there */
	FACT_REPEATED, /* the same import has written it otherwise already: this one is not applied */
	FACT_OUTCOMES,
} FactOutcome;

enum { ENTRY_EXTERNAL_ID_MAX = 1000 }; /* bytes */

/* An entry that is to go. */
typedef struct EntryId {
	int64_t source_id;
	Str external_id;
} EntryId;

typedef struct EntryBatch {
	/*
	 * In any order, fastest by source and external id; all parts of an external id together stand for it: parts
	 * that it had and that are not here go. No (source, external id, part) twice. Each is kept with its own
	 * import_id and line, and with `known_at` below.
	 */
	const TimeEntry *entries;
	size_t entry_count;
	const EntryId *deletions; /* none of them among the entries */
	size_t deletion_count;
	/*
	 * From recording_clock_tick: not before anything that is recorded. A version that is replaced at the
	 * instant at which it was written could be seen by nobody, and is not kept.
	 */
	Instant known_at;
	/*
	 * The import that applies it; 0: none. Entries with parts that it wrote itself are not replaced by it: parts
	 * that differ or are new are FACT_REPEATED, and none go.
	 */
	int64_t import_id;
	bool replaces_own; /* …but here they are: the newest word counts, as in a stream */
} EntryBatch;

/*
 * Apply a batch. Outcomes, one per entry and one per deletion; of several parts each has its own. Parts that go
 * are told only where all others of their entry are alike: then the first of these is not FACT_UNCHANGED. Memory: about 100 bytes an entry of the batch and the months that it touches one by one.
 * Errors: those of the store; ERR_RANGE a sum beyond 64 bits
 *         ERR_INPUT an entry is there twice; an external id is longer than ENTRY_EXTERNAL_ID_MAX
 */
MUST_CHECK bool entries_apply(Db *db, const EntryBatch *batch, uint8_t *entry_outcomes,
			      uint8_t *deletion_outcomes, Err *err);

/* Which entries. Zeroed: all, as known now; see entry_filter_all. */
typedef struct EntryFilter {
	int64_t contract_id;      /* 0: of all, also of none */
	bool without_contract;    /* only those of none */
	int64_t task_id;          /* 0: of all */
	int64_t resource_id;      /* 0: of all */
	const int64_t *resources; /* ascending: of these; NULL: of all */
	size_t resource_count;
	int64_t source_id; /* 0: of all */
	Period days;       /* work dates; from DATE_NONE, to DATE_NONE: no limit on that side */
	uint32_t classes;  /* bit 1 << time class; 0: of all */
	Instant known;     /* as known at; INSTANT_MAX: now */
} EntryFilter;

EntryFilter entry_filter_all(void);

/* What entries are summed up to. */
typedef struct EntrySums {
	int64_t entries; /* parts, that is: days of an entry */
	int64_t seconds;
	int64_t counting_seconds; /* approved, billable, for clients */
	int64_t pending_seconds;  /* billable, for clients, not approved yet */
	int64_t billed_seconds; /* of entries with a bill amount of their own in the contract's currency */
	int64_t bill;           /* minor units of the contract's currency */
	int64_t costed_seconds; /* of entries with a cost of their own in the contract's currency */
	int64_t cost;
} EntrySums;

/* By what entries are grouped; bits. Of day, week and month at most one. */
enum {
	SUM_BY_CONTRACT = 1,
	SUM_BY_TASK = 2, /* brings the contract with it */
	SUM_BY_RESOURCE = 4,
	SUM_BY_DAY = 8,
	SUM_BY_WEEK = 16, /* ISO, from Monday */
	SUM_BY_MONTH = 32,
	SUM_BY_CLASS = 64,
};

typedef struct EntryGroup {
	int64_t contract_id; /* 0: of none, or not grouped by it */
	int64_t task_id;
	int64_t resource_id;
	Date date; /* first day of the day, week or month; DATE_NONE: not grouped by it */
	int32_t time_class;
	EntrySums sums;
} EntryGroup;

typedef struct EntryGroups {
	EntryGroup *at; /* by date, contract, task, resource, class */
	size_t len;
} EntryGroups;

/*
 * Sum by `by` (SUM_BY_…). Answered by the roll-ups where they can, which shows in the time only; groups
 * without entries do not appear. Money of entries of no contract is left out.
 * Errors: those of the store; ERR_RANGE a sum beyond 64 bits
 */
MUST_CHECK bool entries_sum(Db *db, Arena *mem, const EntryFilter *filter, unsigned by,
			    EntryGroups *out, Err *err);

/* Groups in the blocks in which they were made. */
enum { GROUPS_IN_BLOCK = 1024 };
typedef struct GroupBlocks {
	EntryGroup *const *at;
	size_t len; /* groups */
} GroupBlocks;

static inline const EntryGroup *group_in_blocks(GroupBlocks groups, size_t number)
{
	const EntryGroup *block = groups.at[number / GROUPS_IN_BLOCK];
	return &block[number % GROUPS_IN_BLOCK];
}

/* The same in no certain order: for whom orders them by names, and there may be many. */
MUST_CHECK bool entries_sum_unordered(Db *db, Arena *mem, const EntryFilter *filter, unsigned by,
				      GroupBlocks *out, Err *err);

/* A resource with entries of a contract. */
typedef struct Worker {
	int64_t contract_id; /* 0: of none */
	int64_t resource_id;
} Worker;
typedef bool (*WorkerTake)(void *context, const Worker *worker, Err *err);

/*
 * Hands over who has entries of the filter, whose days are whole weeks, of which contract: each at least once, in no
 * certain order. Errors: those of the store; those of `take`
 */
MUST_CHECK bool entries_each_worker(Db *db, const EntryFilter *filter, WorkerTake take,
				    void *context, Err *err);

/* Hours of a contract in a month, of one time class; as known now. */
typedef struct MonthSum {
	int64_t contract_id;
	int64_t month; /* since 1970-01 */
	int32_t time_class;
	int64_t entries;
	int64_t seconds;
} MonthSum;
typedef bool (*MonthTake)(void *context, const MonthSum *sum, Err *err);

/*
 * Hands over the hours of one contract (0: of all, but not of none) in the months from `from_month` up to, but not
 * including, `to_month`: contract by contract in no certain order, of each months ascending, then by class. Reads the roll-up alone: for whom adds
 * them up himself, and there may be many. Errors: those of the store; those of `take`
 */
MUST_CHECK bool entries_each_month(Db *db, int64_t contract_id, int64_t from_month,
				   int64_t to_month, MonthTake take, void *context, Err *err);

/* Hours of a person on a day, of one time class, over all contracts and none; as known now. */
typedef struct PersonDay {
	int64_t resource_id;
	Date day;
	int32_t time_class;
	int64_t entries;
	int64_t seconds;
} PersonDay;

/* In which weeks a person has hours: bit i the days in the i-th ISO week from `monday` on that lie in one quarter. */
typedef struct PersonWeeks {
	int64_t resource_id;
	Date monday; /* of the week that the quarter begins in; it may lie before the quarter */
	uint64_t weeks;
} PersonWeeks;

typedef struct PeopleTake {
	void *context;
	bool (*day)(void *context, const PersonDay *day, Err *err); /* NULL: not wanted */
	bool (*weeks)(void *context, const PersonWeeks *weeks,
		      Err *err); /* NULL: not wanted; else `day` gets only leave */
} PeopleTake;

/*
 * Hands over the hours of `count` resources, ascending (NULL: of all), on `days`, both ends set: quarter by quarter of a person in
 * no certain order; of each its weeks, then its hours by day and class. Weeks are those of all calendar
 * quarters that touch `days`: a week that two quarters part is told by each of them. Reads the roll-up by resource alone.
 * Errors: those of the store; those of `take`
 */
MUST_CHECK bool entries_each_person(Db *db, Period days, const int64_t *resources, size_t count,
				    const PeopleTake *take, Err *err);

/* A place in the order of entries_list, to go on behind it. */
typedef struct EntryPlace {
	bool set;
	int64_t contract_id;
	Date work_date;
	int64_t source_id;
	Str external_id;
	int32_t part;
} EntryPlace;

typedef struct TimeEntryList {
	TimeEntry *at; /* by contract, work date, source, external id, part */
	size_t len;
	bool more; /* there are others behind the last */
} TimeEntryList;

/* At most `limit` entries behind `after`. As known at an earlier instant known_at tells since when. */
MUST_CHECK bool entries_list(Db *db, Arena *mem, const EntryFilter *filter, const EntryPlace *after,
			     size_t limit, TimeEntryList *out, Err *err);

/* The same in the opposite order, the newest of a contract first; behind is then before. */
MUST_CHECK bool entries_list_backwards(Db *db, Arena *mem, const EntryFilter *filter,
				       const EntryPlace *after, size_t limit, TimeEntryList *out,
				       Err *err);

/* Hand every entry of the filter to `take`, contract by contract, month by month: constant memory. */
typedef bool (*EntryTake)(void *context, const TimeEntry *entry, Err *err);
MUST_CHECK bool entries_each(Db *db, const EntryFilter *filter, EntryTake take, void *context,
			     Err *err);

/* One version of an entry's part. */
typedef struct EntryVersion {
	TimeEntry entry;
	Instant known_until;  /* INSTANT_MAX: it holds */
	int64_t until_import; /* import that replaced or deleted it; 0: none did */
} EntryVersion;

typedef struct EntryVersions {
	EntryVersion *at; /* by part, then known_at */
	size_t len;
} EntryVersions;

/* All versions of what a source calls one entry, in whatever contracts they were; empty: there was none. */
MUST_CHECK bool entry_versions(Db *db, Arena *mem, int64_t source_id, Str external_id,
			       EntryVersions *out, Err *err);

/*
 * Versions of the filter's entries (its `known` is not looked at) that became known, or ceased to hold, after an
 * instant and up to another. By contract, source, external id, part, known_at. Cost: looks at all entries of the filter.
 */
MUST_CHECK bool entries_changed(Db *db, Arena *mem, const EntryFilter *filter, Instant after,
				Instant until, EntryVersions *out, Err *err);

/* Imports that count as never done. */
typedef struct UndoneImports {
	const int64_t *ids; /* ascending */
	size_t len;
	const int64_t *undoings; /* ascending instants at which imports were undone */
	size_t undoing_count;
} UndoneImports;

typedef struct EntryIds {
	EntryId *at; /* by source, external id */
	size_t len;
} EntryIds;

/* The entries that an import wrote or ended at any time. Cost: looks at all entries, and all past ones. */
MUST_CHECK bool entries_of_import(Db *db, Arena *mem, int64_t import_id, EntryIds *out, Err *err);

/*
 * How entries are to be without some imports. Where that is not how they are, what holds of them is deleted
 * (`gone`) and then, in a batch of its own at the same instant, written as it was (`restored`: with the import
 * and line of its own). Undoing import I asks with I and all that were undone before, and deletes as I
 * (EntryBatch.import_id), so that it is told apart from a deletion by hand. standing.h has the rule.
 */
typedef struct EntriesWithout {
	EntryIds gone;
	TimeEntry *restored; /* by source, external id, part */
	size_t restored_count;
	size_t restored_ids; /* entries that these are parts of */
} EntriesWithout;

/* Cost: as entries_of_import. Memory: all versions of the ids. */
MUST_CHECK bool entries_without(Db *db, Arena *mem, EntryIds ids, UndoneImports undone,
				EntriesWithout *out, Err *err);

/*
 * Whether roll-ups, keys and the counts of months equal what the entries make; `*faults` counts and `first` tells
 * the first. Errors: those of the store; ERR_CORRUPT packed rows that cannot be read
 */
MUST_CHECK bool entries_check(Db *db, Arena *mem, uint64_t *entries, uint64_t *faults, Str *first,
			      Err *err);

/*
 * The other facts (every kind but FACT_TIME_ENTRY). A fact's identity is (source, identity) where its kind is
 * sourced, else the identity alone. `known_until` and `fingerprint` of what is given are set by the store.
 * Outcomes as for entries; `import_id` of each fact as in EntryBatch.
 */
typedef struct FactBatch {
	const Fact
		*facts; /* in their order: of two alike in identity the second replaces the first */
	size_t fact_count;
	const Fact *deletions; /* kind, contract, source and identity count */
	size_t deletion_count;
	Instant known_at;
	bool replaces_own;
} FactBatch;
MUST_CHECK bool facts_apply(Db *db, const FactBatch *batch, uint8_t *fact_outcomes,
			    uint8_t *deletion_outcomes, Err *err);

typedef struct FactFilter {
	FactKind kind;
	int64_t contract_id; /* 0: of all */
	int64_t resource_id; /* 0: of all; only for FACT_RESOURCE */
	Str source;          /* empty: of all */
	Str identity;        /* empty: of all */
	bool versions;       /* also what no longer holds; `known` is then not looked at */
	Instant known;       /* INSTANT_MAX: now */
} FactFilter;

/* By contract, identity, source, known_at. Contract, task and resource values carry id and, as text, their key. */
MUST_CHECK bool facts_list(Db *db, Arena *mem, const FactFilter *filter, FactList *out, Err *err);

/*
 * The same of the facts that an import wrote or ended: `gone` to delete, with the import as that of each, `restored`
 * to apply then, in a batch of its own.
 */
typedef struct FactsWithout {
	FactList gone;
	FactList restored;
} FactsWithout;

/* `import_id` is one of `undone`. */
MUST_CHECK bool facts_without(Db *db, Arena *mem, int64_t import_id, UndoneImports undone,
			      FactsWithout *out, Err *err);

#endif

/* Drafts of time entries: resolved, split at midnight, gathered and written. */

#include "app/fact_import_parts.h"
#include "base/int128.h"

#include <string.h>

/* Seconds by which a clock is set at most, and more. */
enum { CLOCK_CHANGE_MAX = 3 * 3600 };

static const FactField *time_field(TimeField place)
{
	return &fact_spec(FACT_TIME_ENTRY)->fields[place];
}

/* Amounts of an entry, in its own currency or the contract's. */
static MUST_CHECK bool price(FactIntake *in, const FactDraft *draft, const KnownContract *contract,
			     TimeEntry *entry, Err *why)
{
	const FactValue *values = draft->values;
	FactValue cost = values[TIME_COST];
	FactValue bill = values[TIME_BILL_AMOUNT];
	Currency currency = contract ? contract->contract.currency : (Currency){0};
	if (!cost.set && !bill.set)
		return true;
	if (values[TIME_CURRENCY].set) {
		if (!currency_find(values[TIME_CURRENCY].text, &currency, why))
			return fail_at(why, "currency");
		entry->currency = currency;
	} else if (!contract) {
		return fail(why, ERR_INPUT,
			    "an amount needs a currency where there is no contract") ||
		       fail_at(why, "currency");
	}
	if (cost.set && !fact_value_price(time_field(TIME_COST), currency, &cost, why))
		return false;
	if (bill.set && !fact_value_price(time_field(TIME_BILL_AMOUNT), currency, &bill, why))
		return false;
	entry->has_cost = cost.set;
	entry->cost = cost.number;
	entry->has_bill = bill.set;
	entry->bill = bill.number;
	if (cost.number < 0 || bill.number < 0)
		intake_warn(in, FACT_WARNING_NEGATIVE);
	return true;
}

/* Category, contract, task and person; `gap` says what is not known. */
static MUST_CHECK bool resolve(FactIntake *in, const FactDraft *draft, TimeEntry *entry,
			       KnownContract **contract, NameGap *gap, Err *err)
{
	const FactValue *values = draft->values;
	Date on = entry->work_date;
	uint64_t made = 0;
	ContractMeaning meaning;
	ContractWords words = {values[TIME_CONTRACT].text, values[TIME_PROJECT].text,
			       draft->project_code, values[TIME_CLIENT].text};
	if (!intake_contract(in, &words, on, &meaning, gap, err))
		return false;
	entry->category = values[TIME_CATEGORY].set ? (Category)values[TIME_CATEGORY].number
						    : CATEGORY_CLIENT;
	if (meaning.is_category && entry->category == CATEGORY_CLIENT)
		entry->category = meaning.category;
	if (gap->code && entry->category != CATEGORY_CLIENT && words.contract.len == 0)
		*gap = (NameGap){0}; /* internal hours and leave need none */
	if (gap->code)
		return true;
	*contract = meaning.contract;
	entry->contract_id = meaning.contract ? meaning.contract->contract.id : 0;
	if (meaning.contract &&
	    !resolver_task(in->resolver, meaning.contract, values[TIME_TASK].text, on,
			   &entry->task_id, &made, gap, err))
		return false;
	if (!gap->code && !resolver_resource(in->resolver, values[TIME_RESOURCE].text, draft->email,
					     on, &entry->resource_id, &made, gap, err))
		return false;
	in->counts.warnings[FACT_WARNING_NEW_NAME] += made;
	return true;
}

/* What needs no names. Texts are the draft's. */
static TimeEntry entry_from(const FactIntake *in, const FactDraft *draft)
{
	const FactValue *values = draft->values;
	return (TimeEntry){
		.source_id = resolver_source_id(in->resolver),
		.external_id = values[TIME_EXTERNAL_ID].text,
		.work_date = {(int32_t)values[TIME_WORK_DATE].number},
		.seconds = values[TIME_SECONDS].number,
		.start =
			values[TIME_START].set ? (int32_t)values[TIME_START].number : TIME_NO_START,
		.span = values[TIME_SPAN].set ? values[TIME_SPAN].number : TIME_NO_SPAN,
		.approval = values[TIME_APPROVAL].set ? (Approval)values[TIME_APPROVAL].number
						      : APPROVAL_APPROVED,
		.role = values[TIME_ROLE].text,
		.note = values[TIME_NOTE].text,
		.import_id = in->origin.import_id,
		.line = (int64_t)draft->line,
	};
}

/* The days of an entry; without a time of day it is one, whatever it lasts. */
static MUST_CHECK bool split(const Zone *zone, const TimeEntry *entry,
			     DayPart parts[ENTRY_PARTS_MAX], size_t *count, Err *why)
{
	/* No clock is set by more: an entry that ends so early is one of a single day. */
	int64_t safe = DAY_SECONDS - (zone ? CLOCK_CHANGE_MAX : 0);
	if (entry->start == TIME_NO_START || entry->start + entry->seconds <= safe) {
		parts[0] = (DayPart){entry->work_date, entry->start, entry->seconds};
		*count = 1;
		return true;
	}
	return time_split(entry->work_date, entry->start, entry->seconds, zone, parts,
			  ENTRY_PARTS_MAX, count, why) ||
	       fail_at(why, "seconds");
}

/* Amounts of the whole entry, shared out by time so that the parts add up to it. */
static void share_amounts(TimeEntry *part, const TimeEntry *whole, int64_t before)
{
	if (whole->seconds == 0)
		return;
	int128 from = before;
	int128 to = before + part->seconds;
	part->cost = (int64_t)(whole->cost * to / whole->seconds) -
		     (int64_t)(whole->cost * from / whole->seconds);
	part->bill = (int64_t)(whole->bill * to / whole->seconds) -
		     (int64_t)(whole->bill * from / whole->seconds);
}

/* Room for one more row: a little at first, then for as many as are ever gathered. Pages that are not used cost nothing. */
static void make_room(FactIntake *in)
{
	enum { FEW = 256 };
	size_t most = INTAKE_ROWS_MAX + ENTRY_PARTS_MAX;
	if (in->entries.cap >= in->entries.len + ENTRY_PARTS_MAX)
		return;
	size_t cap = in->entries.cap == 0 ? FEW : most;
	TimeEntry *entries = ARENA_ARRAY(in->mem, TimeEntry, cap);
	IntakeRow *rows = ARENA_ARRAY(in->mem, IntakeRow, cap);
	if (in->entries.len > 0) {
		memcpy(entries, in->entries.at, in->entries.len * sizeof *entries);
		memcpy(rows, in->entry_rows.at, in->entry_rows.len * sizeof *rows);
	}
	in->entries.at = entries;
	in->entries.cap = cap;
	in->entry_rows.at = rows;
	in->entry_rows.cap = cap;
}

static IntakeRow gather(FactIntake *in, const FactDraft *draft, const TimeEntry *entry,
			const DayPart *parts, size_t count)
{
	IntakeRow row = {.first = (uint32_t)in->entries.len,
			 .parts = (uint32_t)count,
			 .line = draft->line};
	int64_t before = 0;
	for (size_t i = 0; i < count; i++) {
		TimeEntry *part = &in->entries.at[in->entries.len++];
		*part = *entry;
		part->part = (int32_t)i;
		part->work_date = parts[i].day;
		part->seconds = parts[i].seconds;
		part->start = parts[i].start;
		part->span = i == 0 ? entry->span : TIME_NO_SPAN;
		if (count > 1)
			share_amounts(part, entry, before);
		before += parts[i].seconds;
	}
	return row;
}

static bool same_entries(const FactIntake *in, const IntakeRow *a, const IntakeRow *b)
{
	bool same = a->parts == b->parts;
	for (uint32_t i = 0; same && i < a->parts; i++)
		same = time_fingerprint(&in->entries.at[a->first + i]) ==
		       time_fingerprint(&in->entries.at[b->first + i]);
	return same;
}

static int64_t seconds_of(const FactIntake *in, const IntakeRow *row)
{
	int64_t sum = 0;
	for (uint32_t i = 0; i < row->parts; i++)
		sum += in->entries.at[row->first + i].seconds;
	return sum;
}

/* A second row of one id: alike it is none; of a stream the newer word counts; of a file it waits. */
static MUST_CHECK bool meet_again(FactIntake *in, IntakeRow *other, const IntakeRow *row, Err *err)
{
	if (same_entries(in, other, row)) {
		in->entries.len = row->first;
		in->counts.seconds += seconds_of(in, other);
		return intake_taken(in, row, FACT_UNCHANGED, err);
	}
	if (in->origin.replaces_own) {
		*other = *row;
		in->entries_left_out = true;
		in->counts.unchanged++;
		return true;
	}
	in->entries.len = row->first;
	Str id = in->entries.at[row->first].external_id;
	return intake_wait_repeated(in, FACT_TIME_ENTRY, row, id, other->line, seconds_of(in, row),
				    err);
}

static Str entry_id_at(void *context, uint32_t place)
{
	const FactIntake *in = context;
	return in->entries.at[in->entry_rows.at[place].first].external_id;
}

/* A text of the draft, which often is a part of what was received and then needs no copy of its own. */
static Str keep_text(FactIntake *in, const FactDraft *draft, Str raw, Str text)
{
	uintptr_t begin = (uintptr_t)draft->raw.ptr;
	uintptr_t at = (uintptr_t)text.ptr;
	if (text.len == 0)
		return (Str){0};
	if (raw.len == draft->raw.len && at >= begin && at + text.len <= begin + raw.len)
		return (Str){raw.ptr + (at - begin), text.len};
	return str_copy(&in->texts, text);
}

/* Texts that outlive the draft. */
static void keep_texts(FactIntake *in, const FactDraft *draft, IntakeRow *row)
{
	TimeEntry *first = &in->entries.at[row->first];
	Str raw = row->waits ? (Str){0} : str_copy(&in->texts, draft->raw);
	Str id = keep_text(in, draft, raw, first->external_id);
	Str role = keep_text(in, draft, raw, first->role);
	Str note = keep_text(in, draft, raw, first->note);
	for (uint32_t i = 0; i < row->parts; i++) {
		first[i].external_id = id;
		first[i].role = role;
		first[i].note = note;
	}
	row->raw = row->waits ? row->waits->raw : raw;
}

/*
 * Whether a row of this id was gathered before. As long as ids come in ascending order, as most tools write them, none
 * was, and none needs to be looked up.
 */
static bool was_met(FactIntake *in, Str id, uint32_t *met)
{
	uint32_t place = (uint32_t)in->entry_rows.len;
	if (in->entry_ids.len == 0) {
		if (place == 0 || str_cmp(entry_id_at(in, place - 1), id) < 0)
			return false;
		for (uint32_t i = 0; i < place; i++)
			(void)id_table_meet(&in->entry_ids, entry_id_at(in, i), i, entry_id_at, in,
					    met);
	}
	return id_table_meet(&in->entry_ids, id, place, entry_id_at, in, met);
}

static MUST_CHECK bool add_row(FactIntake *in, const FactDraft *draft, IntakeRow row, Err *err)
{
	uint32_t met;
	keep_texts(in, draft, &row);
	if (was_met(in, in->entries.at[row.first].external_id, &met))
		return meet_again(in, &in->entry_rows.at[met], &row, err);
	in->entry_rows.at[in->entry_rows.len++] = row;
	return true;
}

static void warn(FactIntake *in, const TimeEntry *entry, const KnownContract *contract,
		 size_t parts)
{
	intake_warn_of_day(in, contract, entry->work_date);
	if (parts == 1 && entry->seconds > DAY_SECONDS)
		intake_warn(in, FACT_WARNING_LONG_DAY);
}

static MUST_CHECK bool check_required(const FactDraft *draft, Err *why)
{
	static const TimeField REQUIRED[] = {TIME_EXTERNAL_ID, TIME_WORK_DATE, TIME_SECONDS};
	for (size_t i = 0; i < sizeof REQUIRED / sizeof *REQUIRED; i++) {
		const char *name = time_field(REQUIRED[i])->name;
		if (!draft->values[REQUIRED[i]].set)
			return fail(why, ERR_INPUT, "%s is missing", name) || fail_at(why, name);
	}
	return intake_check_texts(draft, why);
}

bool intake_take_entry(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits, Err *err)
{
	NameGap gap = {0};
	KnownContract *contract = NULL;
	DayPart parts[ENTRY_PARTS_MAX];
	size_t count;
	Err why;
	if (!check_required(draft, &why))
		return intake_wait_value(in, draft, waits, &why, err);
	TimeEntry entry = entry_from(in, draft);
	if (!resolve(in, draft, &entry, &contract, &gap, err))
		return false;
	if (gap.code)
		return intake_wait_gap(in, draft, waits, &gap, err);
	entry.billable = draft->values[TIME_BILLABLE].set ? draft->values[TIME_BILLABLE].number != 0
							  : entry.category == CATEGORY_CLIENT;
	if (!price(in, draft, contract, &entry, &why) ||
	    !split(in->zone, &entry, parts, &count, &why))
		return intake_wait_value(in, draft, waits, &why, err);
	warn(in, &entry, contract, count);
	intake_note_last_day(in, parts[count - 1].day);
	make_room(in);
	IntakeRow row = gather(in, draft, &entry, parts, count);
	row.waits = waits;
	row.told = in->told;
	if (!add_row(in, draft, row, err))
		return false;
	if (!waits)
		intake_come_again(in, draft);
	return in->entries.len < INTAKE_ROWS_MAX || intake_write(in, err);
}

/* Entries that newer words of a stream have replaced are left out. */
static void leave_out(FactIntake *in)
{
	TimeEntry *kept = ARENA_ARRAY(&in->texts, TimeEntry, in->entries.len);
	size_t len = 0;
	for (size_t i = 0; i < in->entry_rows.len; i++) {
		IntakeRow *row = &in->entry_rows.at[i];
		memcpy(&kept[len], &in->entries.at[row->first], row->parts * sizeof *kept);
		row->first = (uint32_t)len;
		len += row->parts;
	}
	memcpy(in->entries.at, kept, len * sizeof *kept);
	in->entries.len = len;
	in->entries_left_out = false;
}

/* What became of a row, by what became of its parts. */
static FactOutcome outcome_of(const uint8_t *outcomes, const IntakeRow *row)
{
	FactOutcome first = (FactOutcome)outcomes[row->first];
	for (uint32_t i = 0; i < row->parts; i++) {
		FactOutcome outcome = (FactOutcome)outcomes[row->first + i];
		if (outcome == FACT_REPEATED || outcome == FACT_MOVED)
			return outcome;
		if (outcome != first)
			first = FACT_REPLACED;
	}
	return first;
}

static MUST_CHECK bool settle(FactIntake *in, const IntakeRow *row, FactOutcome outcome, Err *err)
{
	const TimeEntry *entry = &in->entries.at[row->first];
	int64_t seconds = seconds_of(in, row);
	if (outcome == FACT_REPEATED)
		return intake_wait_repeated(in, FACT_TIME_ENTRY, row, entry->external_id, 0,
					    seconds, err);
	in->counts.seconds += seconds;
	if (outcome != FACT_UNCHANGED && intake_is_closed(in, entry->work_date))
		in->counts.warnings[FACT_WARNING_CLOSED]++;
	return intake_taken(in, row, outcome, err);
}

bool intake_write_entries(FactIntake *in, Err *err)
{
	size_t deletions = in->entry_deletions.len;
	if (in->entries.len + deletions == 0)
		return true;
	if (in->entries_left_out)
		leave_out(in);
	uint8_t *outcomes = ARENA_ARRAY(&in->texts, uint8_t, in->entries.len + deletions);
	EntryBatch batch = {
		.entries = in->entries.at,
		.entry_count = in->entries.len,
		.deletions = in->entry_deletions.at,
		.deletion_count = deletions,
		.known_at = in->known_at,
		.import_id = in->origin.import_id,
		.replaces_own = in->origin.replaces_own,
	};
	if (!entries_apply(in->app->db, &batch, outcomes, outcomes + in->entries.len, err))
		return false;
	for (size_t i = 0; i < in->entry_rows.len; i++) {
		const IntakeRow *row = &in->entry_rows.at[i];
		if (!settle(in, row, outcome_of(outcomes, row), err))
			return false;
	}
	for (size_t i = 0; i < deletions; i++)
		intake_deleted(in, in->entry_deletions_told.at[i],
			       (FactOutcome)outcomes[in->entries.len + i]);
	in->entries.len = 0;
	in->entry_rows.len = 0;
	in->entry_deletions.len = 0;
	in->entry_deletions_told.len = 0;
	id_table_clear(&in->entry_ids);
	return true;
}

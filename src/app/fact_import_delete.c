/* Deletions: what a source takes back, and what a file that is complete lacks. */

#include "app/fact_import_parts.h"

/* A fact's kind stands before its id, since ids of several kinds may be alike. */
static Str seen_key(FactIntake *in, FactKind kind, Str id)
{
	Buf buf = {.mem = &in->scratch};
	arena_trim(&in->scratch, SCRATCH_KEPT);
	buf_add_byte(&buf, (char)('A' + (int)kind));
	buf_add(&buf, id);
	return buf_str(&buf);
}

void intake_remember(FactIntake *in, FactKind kind, Str id)
{
	id_set_add(&in->seen, seen_key(in, kind, id));
}

void fact_intake_remember(FactIntake *in)
{
	in->remembers = true;
}

void intake_deleted(FactIntake *in, uint8_t *told, FactOutcome outcome)
{
	if (told)
		*told = (uint8_t)outcome;
	in->counts.deleted += outcome == FACT_DELETED;
	in->changed |= outcome == FACT_DELETED;
}

static MUST_CHECK bool write_before_deletion(FactIntake *in, Err *err)
{
	bool gathered = in->entries.len + in->facts.len + in->held.len > 0;
	return !gathered || intake_settle(in, err);
}

static MUST_CHECK bool write_if_full(FactIntake *in, Err *err)
{
	return in->entry_deletions.len + in->fact_deletions.len < INTAKE_ROWS_MAX ||
	       intake_write(in, err);
}

static MUST_CHECK bool delete_entry(FactIntake *in, Str external_id, Err *err)
{
	*vec_push(in->mem, &in->entry_deletions) =
		(EntryId){resolver_source_id(in->resolver), str_copy(&in->texts, external_id)};
	*vec_push(in->mem, &in->entry_deletions_told) = in->told;
	return write_if_full(in, err);
}

bool intake_delete_fact(FactIntake *in, const Fact *fact, Err *err)
{
	*vec_push(in->mem, &in->fact_deletions) = (Fact){
		.kind = fact->kind,
		.contract_id = fact->contract_id,
		.source = in->origin.source,
		.identity = str_copy(&in->texts, fact->identity),
		.import_id = in->origin.import_id,
	};
	*vec_push(in->mem, &in->fact_deletions_told) = in->told;
	return write_if_full(in, err);
}

bool fact_intake_delete(FactIntake *in, FactKind kind, Str external_id, Err *err)
{
	Fact fact = {.kind = kind, .identity = external_id};
	if (!write_before_deletion(in, err) || !intake_discard_waiting(in, kind, external_id, err))
		return false;
	return kind == FACT_TIME_ENTRY ? delete_entry(in, external_id, err)
				       : intake_delete_fact(in, &fact, err);
}

/* Whether a draft or reject stood for this one. */
static bool was_seen(FactIntake *in, FactKind kind, Str id)
{
	return id_set_holds(&in->seen, seen_key(in, kind, id));
}

/* An entry that crosses midnight belongs to its first day. */
static bool gather_other(void *context, const TimeEntry *entry, Err *err)
{
	FactIntake *in = context;
	(void)err;
	if (entry->part == 0 && !was_seen(in, FACT_TIME_ENTRY, entry->external_id))
		*vec_push(in->mem, &in->others) = str_copy(in->mem, entry->external_id);
	return true;
}

static MUST_CHECK bool delete_other_entries(FactIntake *in, Err *err)
{
	EntryFilter filter = entry_filter_all();
	filter.source_id = resolver_source_id(in->resolver);
	filter.contract_id = in->only ? in->only->contract.id : 0;
	filter.days = in->counts.begins;
	if (!entries_each(in->app->db, &filter, gather_other, in, err))
		return false;
	for (size_t i = 0; i < in->others.len; i++) {
		if (!delete_entry(in, in->others.at[i], err))
			return false;
	}
	in->others.len = 0;
	return true;
}

static MUST_CHECK bool delete_other_facts(FactIntake *in, FactKind kind, Err *err)
{
	FactFilter filter = {.kind = kind,
			     .contract_id = in->only ? in->only->contract.id : 0,
			     .source = in->origin.source,
			     .known = INSTANT_MAX};
	FactList list;
	Period days = in->counts.begins;
	if (!facts_list(in->app->db, in->mem, &filter, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++) {
		const Fact *fact = &list.at[i];
		Date day = fact_day(kind, fact->values);
		bool covered =
			date_is_set(day) && day.day >= days.from.day && day.day < days.to.day;
		if (covered && !was_seen(in, kind, fact->identity) &&
		    !intake_delete_fact(in, fact, err))
			return false;
	}
	return true;
}

bool fact_intake_delete_others(FactIntake *in, FactKind kind, Err *err)
{
	if (!date_is_set(in->counts.begins.from))
		return true;
	in->told = NULL;
	return (kind == FACT_TIME_ENTRY ? delete_other_entries(in, err)
					: delete_other_facts(in, kind, err)) &&
	       intake_write(in, err);
}

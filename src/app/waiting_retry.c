#include "app/waiting_retry.h"

#include "app/fact_import_parts.h"
#include "base/json_tree.h"

/* Rows are read in pages, but many are written together: a month of a contract is rewritten once for all of them. */
enum { PAGE_ROWS = 4096, GATHERED_MAX = 128 * 1024, ROWS_BYTES = 256 * 1024 * 1024 };

static MUST_CHECK bool take_member(FactDraft *draft, FactValue *values, const JsonValue *member,
				   Err *err)
{
	const FactSpec *spec = fact_spec(draft->kind);
	size_t place;
	if (str_eq_c(member->key, "email")) {
		draft->email = member->text;
		return true;
	}
	if (str_eq_c(member->key, "project_code")) {
		draft->project_code = member->text;
		return true;
	}
	if (!fact_field_find(draft->kind, member->key, &place))
		return fail(err, ERR_CORRUPT, "there is no field '%.*s'", STR_ARG(member->key));
	return fact_value_parse(&spec->fields[place], member->text, &values[place], err);
}

bool draft_of_row(Arena *mem, const QuarantineRow *row, FactDraft *out, Str *time_zone, Err *err)
{
	const JsonValue *record;
	FactKind kind;
	if (!fact_kind_parse(row->fact, &kind, err) ||
	    !json_parse(mem, row->record, &record, err)) {
		err->code = ERR_CORRUPT;
		return fail_in(err, "waiting row %lld", (long long)row->id);
	}
	FactValue *values = ARENA_ARRAY(mem, FactValue, fact_spec(kind)->field_count);
	FactDraft draft = {.kind = kind,
			   .line = (uint64_t)row->line,
			   .raw = row->raw,
			   .values = values};
	Str zone = {0};
	for (size_t i = 0; i < record->len; i++) {
		if (str_eq_c(record->at[i].key, "time_zone")) {
			zone = record->at[i].text;
		} else if (!take_member(&draft, values, &record->at[i], err)) {
			err->code = ERR_CORRUPT;
			return fail_in(err, "waiting row %lld", (long long)row->id);
		}
	}
	*out = draft;
	*time_zone = zone;
	return true;
}

/* Rows go on with the lineage of the import that left them. */
static MUST_CHECK bool prepare(Retrying *r, const QuarantineRow *row, Str time_zone, Err *err)
{
	if (r->intake && r->origin.import_id == row->import_id &&
	    str_eq(r->origin.source, row->source) && str_eq(r->origin.time_zone, time_zone))
		return true;
	r->origin = (FactOrigin){.source = str_copy(r->mem, row->source),
				 .import_id = row->import_id,
				 .file = str_copy(r->mem, row->file),
				 .time_zone = str_copy(r->mem, time_zone)};
	return r->intake
		       ? fact_intake_switch(r->intake, &r->origin, err)
		       : fact_intake_open(r->app, r->mem, r->known_at, &r->origin, &r->intake, err);
}

bool retry_row(Retrying *r, const QuarantineRow *row, Err *err)
{
	FactDraft draft;
	Str time_zone;
	Arena mem;
	if (row->record.len == 0)
		return true;
	arena_init(&mem);
	bool ok = draft_of_row(&mem, row, &draft, &time_zone, err) &&
		  prepare(r, row, time_zone, err) && fact_intake_retry(r->intake, row, &draft, err);
	arena_deinit(&mem);
	return ok;
}

/* Writes what is gathered, after which its rows can go. */
static MUST_CHECK bool write_gathered(Retrying *r, Err *err)
{
	if (r->intake && !fact_intake_flush(r->intake, err))
		return false;
	arena_deinit(&r->rows);
	r->gathered = 0;
	return true;
}

static MUST_CHECK bool retry_page(Retrying *r, const QuarantineList *page, RetryFilter filter,
				  Err *err)
{
	for (size_t i = 0; i < page->len; i++) {
		const QuarantineRow *row = &page->at[i];
		if (filter.wants && !filter.wants(filter.context, row))
			continue;
		r->gathered++;
		if (!retry_row(r, row, err))
			return false;
	}
	bool enough = r->gathered == 0 || r->gathered >= GATHERED_MAX || r->rows.total > ROWS_BYTES;
	return !enough || write_gathered(r, err);
}

bool retry_rows(Retrying *r, const QuarantineQuery *query, RetryFilter filter, Err *err)
{
	QuarantineQuery part = *query;
	QuarantineList page = {0};
	part.after = 0;
	part.limit = PAGE_ROWS;
	do {
		if (!quarantine_list(r->app->db, &r->rows, &part, &page, err))
			return false;
		if (page.len > 0)
			part.after = page.at[page.len - 1].id;
		bool last = page.len < PAGE_ROWS;
		if (!retry_page(r, &page, filter, err))
			return false;
		if (last)
			return true;
	} while (true);
}

bool retry_finish(Retrying *r, Err *err)
{
	if (!r->intake)
		return true;
	if (!fact_intake_flush(r->intake, err))
		return false;
	const FactCounts *counts = fact_intake_counts(r->intake);
	r->summary = (RetrySummary){
		.tried = counts->read,
		.taken = counts->read - counts->quarantined,
		.seconds = (uint64_t)counts->seconds,
		.waiting = counts->quarantined,
	};
	return true;
}

void retry_close(Retrying *r)
{
	if (r->intake)
		fact_intake_close(r->intake);
	r->intake = NULL;
	arena_deinit(&r->rows);
}

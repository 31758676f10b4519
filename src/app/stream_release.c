/* Letting rows out of quarantine that waited for a mapping of their stream. */

#include "app/stream_intake.h"

enum { PAGE_ROWS = 1000, PAGE_MEMORY = 1 << 20 };

/* Of whose source a row's facts become. */
static Str source_of(const QuarantineRow *row, const MappingInfo *info)
{
	return str_eq_c(row->source, STREAM_SOURCE) ? info->source : row->source;
}

static MUST_CHECK bool release_row(StreamIntake *streams, const Mapping *mapping,
				   const QuarantineRow *row, Err *err)
{
	Str source = source_of(row, mapping_info(mapping));
	bool same = streams->intake && row->import_id == streams->origin.import_id &&
		    str_eq(source, streams->origin.source);
	/* The row's texts live as long as its page. */
	FactOrigin origin = {
		.source = same ? source : str_copy(streams->mem, source),
		.import_id = row->import_id,
		.file = same ? row->file : str_copy(streams->mem, row->file),
		.replaces_own = true,
	};
	StreamRecord record = {row->unknown, row->row_key, row->raw, (uint64_t)row->line};
	/* What cannot be taken waits anew, under the same key; so the row itself goes first. */
	return (same || stream_intake_from(streams, &origin, err)) &&
	       quarantine_take(streams->app->db, row->id, 0, err) &&
	       stream_intake_take(streams, mapping, &record, err);
}

static MUST_CHECK bool release_page(StreamIntake *streams, const Mapping *mapping,
				    const QuarantineList *page, Err *err)
{
	for (size_t i = 0; i < page->len; i++) {
		const QuarantineRow *row = &page->at[i];
		if (!row->raw_cut && !release_row(streams, mapping, row, err))
			return fail_in(err, "waiting row %lld", (long long)row->id);
	}
	return true;
}

/* Rows that are put back get new ids, behind the last one that waited when this began. */
static MUST_CHECK bool release_all(StreamIntake *streams, const Mapping *mapping, Str source,
				   int64_t until, RetrySummary *out, Arena *mem, Err *err)
{
	QuarantineQuery query = {
		.source = source,
		.subject = STR("stream"),
		.unknown = mapping_info(mapping)->stream,
		.limit = PAGE_ROWS,
	};
	bool more = true;
	while (more) {
		QuarantineList page;
		arena_trim(mem, PAGE_MEMORY);
		if (!quarantine_list(streams->app->db, mem, &query, &page, err))
			return false;
		while (page.len > 0 && page.at[page.len - 1].id >= until)
			page.len--;
		if (!release_page(streams, mapping, &page, err))
			return false;
		out->tried += page.len;
		more = page.len == PAGE_ROWS;
		if (more)
			query.after = page.at[page.len - 1].id;
	}
	return stream_intake_flush(streams, err);
}

bool stream_release(App *app, const Mapping *mapping, Str source, RetrySummary *out, Err *err)
{
	StreamIntake streams;
	RetrySummary summary = {0};
	Arena page_mem;
	int64_t until = id_next(&app->ids, app->now);
	if (!stream_intake_open(app, app->mem, &streams, err))
		return false;
	arena_init(&page_mem);
	bool ok = release_all(&streams, mapping, source, until, &summary, &page_mem, err);
	arena_deinit(&page_mem);
	if (ok) {
		FactCounts counts = stream_intake_counts(&streams);
		summary.taken = counts.accepted + counts.corrected + counts.unchanged;
		summary.seconds = (uint64_t)counts.seconds;
		summary.waiting = counts.quarantined;
		*out = summary;
		if (summary.tried > 0)
			app_tell(app, TOPIC_FACT,
				 str_from_c(fact_spec(mapping_info(mapping)->fact)->name));
	}
	stream_intake_close(&streams);
	return ok;
}

#include "app/waiting.h"

#include "app/waiting_retry.h"
#include "store/recording_clock.h"

enum { PAGE_ROWS = 4096 };

bool waiting_groups(App *app, QuarantineGroups *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = quarantine_groups(app->db, app->mem, out, err);
	app_end(app);
	return ok;
}

static MUST_CHECK bool find_row(App *app, int64_t id, QuarantineRow *out, Err *err)
{
	bool found;
	if (!quarantine_find(app->db, app->mem, id, out, &found, err))
		return false;
	if (!found)
		return fail_no_such(err, "quarantine", "there is no row %lld in quarantine",
				    (long long)id);
	if (!out->waits)
		return fail_no_such(err, "quarantine", "row %lld no longer waits", (long long)id);
	return true;
}

/* The subject of a change that concerns many rows: none is named. */
static void tell_rows(App *app)
{
	app_tell(app, TOPIC_IMPORT, (Str){0});
}

static MUST_CHECK bool retry(Retrying *r, const QuarantineQuery *query, int64_t id, Err *err)
{
	QuarantineRow row;
	if (!recording_clock_tick(r->app->db, r->app->now, &r->known_at, err))
		return false;
	if (id == 0)
		return retry_rows(r, query, (RetryFilter){0}, err) && retry_finish(r, err);
	return find_row(r->app, id, &row, err) && retry_row(r, &row, err) && retry_finish(r, err);
}

bool waiting_retry(App *app, const QuarantineQuery *query, int64_t id, RetrySummary *out, Err *err)
{
	Retrying retrying = {.app = app, .mem = app->mem};
	if (!app_begin_write(app, err))
		return false;
	bool ok = retry(&retrying, query, id, err);
	bool changed = ok && retrying.intake && fact_intake_changed(retrying.intake);
	retry_close(&retrying);
	if (!ok) {
		app_end(app);
		return false;
	}
	*out = retrying.summary;
	if (!changed) {
		app_end(app);
		return app_begin_write(app, err) && app_commit_unchanged(app, err);
	}
	tell_rows(app);
	return app_commit(app, err);
}

static MUST_CHECK bool discard_rows(App *app, const QuarantineQuery *query, uint64_t *discarded,
				    Err *err)
{
	QuarantineQuery part = *query;
	bool more = true;
	part.after = 0;
	part.limit = PAGE_ROWS;
	while (more) {
		QuarantineList page = {0};
		Arena mem;
		arena_init(&mem);
		bool ok = quarantine_list(app->db, &mem, &part, &page, err);
		for (size_t i = 0; ok && i < page.len; i++) {
			part.after = page.at[i].id;
			ok = quarantine_discard(app->db, page.at[i].id, app->now, app->user, err);
		}
		*discarded += page.len;
		more = page.len == PAGE_ROWS;
		arena_deinit(&mem);
		if (!ok)
			return false;
	}
	return true;
}

static MUST_CHECK bool discard(App *app, const QuarantineQuery *query, int64_t id,
			       uint64_t *discarded, Err *err)
{
	QuarantineRow row;
	if (id == 0)
		return discard_rows(app, query, discarded, err);
	*discarded = 1;
	return find_row(app, id, &row, err) &&
	       quarantine_discard(app->db, id, app->now, app->user, err);
}

bool waiting_discard(App *app, const QuarantineQuery *query, int64_t id, uint64_t *discarded,
		     Err *err)
{
	uint64_t count = 0;
	if (!app_begin_write(app, err))
		return false;
	if (!discard(app, query, id, &count, err)) {
		app_end(app);
		return false;
	}
	*discarded = count;
	if (count == 0)
		return app_commit_unchanged(app, err);
	tell_rows(app);
	return app_commit(app, err);
}

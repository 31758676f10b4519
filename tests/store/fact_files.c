#include "fact_files.h"

#include "app/facts.h"
#include "app/waiting.h"

#include <stdio.h>
#include <unistd.h>

ImportSummary import_text(App *app, const char *name, const char *text, ImportRequest request)
{
	char path[FRESH_URL_SIZE];
	Err err;
	ImportSummary summary;
	fresh_path(path, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	request.path = path;
	request.file_name = str_from_c(name);
	MUST(imports_run(app, &request, &summary, &err));
	(void)unlink(path);
	assert_int_equal(summary.read, summary.accepted + summary.corrected + summary.unchanged +
					       summary.quarantined);
	return summary;
}

ImportSummary import_times(App *app, const char *source, const char *rows)
{
	Str text = str_format(app->mem, "%s%s", TIME_HEADER, rows);
	return import_text(app, "times.csv", text.ptr,
			   (ImportRequest){.source = str_from_c(source)});
}

ImportSummary import_books(App *app, const char *text)
{
	return import_text(app, "books.csv", text, (ImportRequest){.source = STR("books")});
}

static void expect_text(const char *label, Str got, const char *wanted)
{
	if (!str_eq_c(got, wanted))
		fail_msg("%s:\n got  %.*s\n want %s", label, STR_ARG(got), wanted);
}

void expect_counts(const char *label, const ImportSummary *s, const char *wanted)
{
	Arena mem;
	arena_init(&mem);
	Str got = str_format(
		&mem,
		"read %llu: %llu accepted, %llu corrected, %llu unchanged, %llu waiting, %llu deleted",
		(unsigned long long)s->read, (unsigned long long)s->accepted,
		(unsigned long long)s->corrected, (unsigned long long)s->unchanged,
		(unsigned long long)s->quarantined, (unsigned long long)s->deleted);
	expect_text(label, got, wanted);
	arena_deinit(&mem);
}

static void add_entry(Buf *buf, const ShownEntry *shown)
{
	static const char *const CATEGORIES[] = {"client", "internal", "leave"};
	const TimeEntry *entry = &shown->entry;
	const Str names[] = {shown->contract, shown->task, shown->resource};
	buf_add_format(buf, "%.*s/%.*s.%d", STR_ARG(shown->source), STR_ARG(entry->external_id),
		       (int)entry->part);
	for (size_t i = 0; i < 3; i++)
		buf_add_format(buf, " %.*s", STR_ARG(names[i].len > 0 ? names[i] : STR("-")));
	buf_add_format(buf, " %.*s %lld", STR_ARG(date_text(buf->mem, entry->work_date)),
		       (long long)entry->seconds);
	if (entry->start != TIME_NO_START)
		buf_add_format(buf, "@%d", (int)entry->start);
	buf_add_format(buf, " %s%s %.*s; ", CATEGORIES[entry->category],
		       entry->billable ? "" : " unbilled",
		       STR_ARG(entry->note.len > 0 ? entry->note : STR("-")));
}

Str entries_text(App *app)
{
	EntriesPage page;
	Err err;
	Buf buf = {.mem = app->mem};
	EntriesQuery query = {.from = DATE_NONE,
			      .to = DATE_NONE,
			      .moment = MOMENT_NOW,
			      .limit = 10000};
	MUST(entries_page(app, &query, &page, &err));
	for (size_t i = 0; i < page.len; i++)
		add_entry(&buf, &page.at[i]);
	return buf_str(&buf);
}

void expect_entries(App *app, const char *label, const char *wanted)
{
	expect_text(label, entries_text(app), wanted);
}

void expect_waiting(App *app, const char *label, const char *wanted)
{
	QuarantineGroups groups;
	Err err;
	Buf buf = {.mem = app->mem};
	MUST(waiting_groups(app, &groups, &err));
	for (size_t i = 0; i < groups.len; i++) {
		const QuarantineGroup *group = &groups.at[i];
		buf_add_format(&buf, "%.*s %.*s %.*s '%.*s' in '%.*s': %lld (%lld); ",
			       STR_ARG(group->source), STR_ARG(group->code),
			       STR_ARG(group->subject), STR_ARG(group->unknown),
			       STR_ARG(group->within), (long long)group->rows,
			       (long long)group->seconds);
	}
	expect_text(label, buf_str(&buf), wanted);
}

size_t import_count(App *app)
{
	ImportList list;
	Err err;
	MUST(imports_list(app, &list, &err));
	return list.len;
}

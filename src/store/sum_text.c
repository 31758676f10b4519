#include "store/sum_text.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 8 }; /* of a row */

SumText sum_text_of(Str text, Rollup rollup)
{
	return (SumText){.text = entry_text_of(text), .rollup = rollup};
}

SumText sum_text_wanted(Str text, Rollup rollup, const SumWanted *wanted)
{
	return (SumText){.text = entry_text_of(text), .rollup = rollup, .wanted = wanted};
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool wants_resource(const SumWanted *wanted, int64_t resource_id)
{
	if (!wanted)
		return true;
	if (wanted->resource_id != 0 && wanted->resource_id != resource_id)
		return false;
	return !wanted->resources ||
	       (wanted->resource_count > 0 &&
		bsearch(&resource_id, wanted->resources, wanted->resource_count,
			sizeof *wanted->resources, compare_ids));
}

static bool wants_row(const SumWanted *wanted, int64_t at, int64_t time_class)
{
	return !wanted || (at >= wanted->from && at < wanted->to &&
			   (wanted->classes == 0 || (wanted->classes >> time_class & 1) != 0));
}

/* Steps behind the next such byte. */
static void step_behind(EntryText *text, char byte)
{
	const char *found =
		text->bad ? NULL : memchr(text->at, byte, (size_t)(text->end - text->at));
	text->bad = !found;
	text->at = found ? found + 1 : text->at;
}

/* Steps behind the weeks of a resource, from within them. */
static void step_over_weeks(EntryText *text)
{
	do
		step_behind(text, ']');
	while (!text->bad && !entry_text_next(text, ']'));
	entry_text_expect(text, ']');
}

/* False: it is not wanted, and stepped over. */
static bool read_row(SumText *sums, SumRow *row)
{
	EntryText *text = &sums->text;
	int64_t numbers[NUMBERS] = {0};
	size_t i = 0;
	entry_text_expect(text, '[');
	while (i < NUMBERS && !text->bad) {
		numbers[i++] = entry_text_int(text);
		if (i == 2 && (numbers[0] < INT32_MIN || numbers[0] > INT32_MAX || numbers[1] < 0 ||
			       numbers[1] >= TIME_CLASSES))
			text->bad = true;
		if (i == 2 && !text->bad && !wants_row(sums->wanted, numbers[0], numbers[1])) {
			step_behind(text, ']');
			return false;
		}
		if (!entry_text_skip(text, ','))
			break;
	}
	entry_text_expect(text, ']');
	text->bad |= i < 2;
	*row = (SumRow){sums->resource_id,
			(int32_t)numbers[0],
			(int32_t)numbers[1],
			{numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]}};
	return true;
}

/* Steps to the next resource that is wanted. False: there is none. */
static bool find_resource(SumText *sums)
{
	EntryText *text = &sums->text;
	for (;;) {
		if (text->bad || entry_text_next(text, ']')) {
			entry_text_expect(text, ']');
			return false;
		}
		entry_text_expect(text, '[');
		sums->resource_id = entry_text_int(text);
		entry_text_expect(text, ',');
		sums->inside = true;
		if (text->bad || wants_resource(sums->wanted, sums->resource_id))
			return !text->bad;
		step_over_weeks(text);
		sums->inside = false;
		(void)entry_text_skip(text, ',');
	}
}

/* Steps to the next row of months, or of weeks of whatever resource. */
static bool find_row(SumText *sums)
{
	EntryText *text = &sums->text;
	if (!sums->begun) {
		entry_text_expect(text, '[');
		sums->begun = true;
	} else if (entry_text_skip(text, ',')) {
		return !text->bad;
	} else if (sums->inside) {
		entry_text_expect(text, ']');
		sums->inside = false;
		(void)entry_text_skip(text, ',');
	}
	if (sums->rollup == ROLLUP_WEEKS)
		return find_resource(sums);
	if (text->bad || entry_text_next(text, ']')) {
		entry_text_expect(text, ']');
		return false;
	}
	return true;
}

/* Steps behind a resource, from behind one of its weeks. */
static void leave_resource(SumText *sums)
{
	if (entry_text_skip(&sums->text, ','))
		step_over_weeks(&sums->text);
	else
		entry_text_expect(&sums->text, ']');
	sums->inside = false;
	(void)entry_text_skip(&sums->text, ',');
}

bool sum_text_next(SumText *sums, SumRow *out, bool *row, Err *err)
{
	SumRow next;
	bool found;
	do
		found = find_row(sums);
	while (found && !read_row(sums, &next) && !sums->text.bad);
	if (found && sums->inside && sums->wanted && sums->wanted->once)
		leave_resource(sums);
	if (sums->text.bad || (!found && sums->text.at != sums->text.end))
		return fail(err, ERR_CORRUPT, "packed sums of time entries cannot be read");
	if (found)
		*out = next;
	*row = found;
	return true;
}

void sum_writer_add(SumWriter *writer, const SumRow *row)
{
	const Measures *sums = &row->sums;
	const int64_t numbers[NUMBERS] = {
		row->at,
		row->time_class,
		(int64_t)sums->entries,
		(int64_t)sums->seconds,
		(int64_t)sums->billed_seconds,
		(int64_t)sums->bill,
		(int64_t)sums->costed_seconds,
		(int64_t)sums->cost,
	};
	size_t count = NUMBERS;
	while (count > 0 && numbers[count - 1] == 0)
		count--;
	char *at = buf_room(&writer->text, (NUMBERS + 1) * (ENTRY_INT_SIZE + 1) + 8);
	bool weeks = writer->rollup == ROLLUP_WEEKS;
	bool begins = weeks && (!writer->filled || row->resource_id != writer->resource_id);
	if (begins && writer->filled)
		*at++ = ']';
	*at++ = writer->filled ? ',' : '[';
	if (begins) {
		*at++ = '[';
		at = entry_put_int(at, row->resource_id);
		*at++ = ',';
	}
	for (size_t i = 0; i < count; i++) {
		*at++ = i == 0 ? '[' : ',';
		at = entry_put_int(at, numbers[i]);
	}
	*at++ = ']';
	writer->filled = true;
	writer->resource_id = row->resource_id;
	writer->text.len = (size_t)(at - writer->text.ptr);
}

Str sum_writer_end(SumWriter *writer)
{
	if (writer->filled)
		buf_add(&writer->text, writer->rollup == ROLLUP_WEEKS ? STR("]]") : STR("]"));
	return buf_str(&writer->text);
}

#include "analytics/book.h"

const ResourceTerms *resource_terms_on(const Resource *resource, Date day)
{
	size_t low = 0;
	size_t high = resource->term_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (resource->terms[middle].effective_on.day <= day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &resource->terms[low - 1] : NULL;
}

const Resource *firm_resource(const Firm *firm, int64_t id)
{
	size_t low = 0;
	size_t high = firm->resource_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (firm->resources[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < firm->resource_count && firm->resources[low].id == id ? &firm->resources[low]
									   : NULL;
}

const WorkCalendar *firm_calendar(const Firm *firm, Str name)
{
	size_t low = 0;
	size_t high = firm->calendar_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(firm->calendars[middle].name, name);
		if (order == 0)
			return &firm->calendars[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return firm->weekdays;
}

const Task *book_task(const Book *book, int64_t id)
{
	size_t low = 0;
	size_t high = book->task_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->tasks[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < book->task_count && book->tasks[low].id == id ? &book->tasks[low] : NULL;
}

Value book_value_on(const Book *book, BuiltinField field, Date day)
{
	const FoldRow *row = fold_row_on(book->fold, day);
	return row ? row->values[field] : (Value){0};
}

Period book_term(const Book *book)
{
	const Fold *fold = book->fold;
	if (fold->len == 0)
		return (Period){DATE_NONE, DATE_NONE};
	Terms last = terms_of(&fold->rows[fold->len - 1]);
	Date start = date_is_set(last.starts) ? last.starts : fold->rows[0].effective_on;
	return (Period){start, terms_term(&last).to};
}

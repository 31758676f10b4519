#include "analytics/recognized.h"

#include "analytics/spread.h"

static const Period NO_DAYS = {{DAY_NONE}, {DAY_NONE}};

/*
 * The recognition at the head of the chain of reversals, or NULL where the chain leaves what is seen or runs in a circle. `*from`
 * is the latest recognized_on on the way; DATE_NONE where one is expected.
 */
static const Recognition *chain_head(const Book *book, size_t place, Date *from)
{
	const Recognition *it = &book->recognitions[place];
	*from = it->recognized_on;
	for (size_t steps = 0; it->reverses != RECOGNITION_NO_REVERSAL; steps++) {
		if (it->reverses < 0 || (size_t)it->reverses >= book->recognition_count ||
		    steps == book->recognition_count)
			return NULL;
		it = &book->recognitions[it->reverses];
		bool known = date_is_set(*from) && date_is_set(it->recognized_on);
		*from = known ? date_later(*from, it->recognized_on) : DATE_NONE;
	}
	return it;
}

static Period service_of_head(const Recognition *head)
{
	if (date_is_set(head->service.from) && period_days(head->service) > 0)
		return head->service;
	if (date_is_set(head->recognized_on))
		return (Period){head->recognized_on, date_add(head->recognized_on, 1)};
	return NO_DAYS;
}

Date recognition_counts_from(const Book *book, size_t place)
{
	Date from;
	return chain_head(book, place, &from) ? from : DATE_NONE;
}

bool recognition_counts(const Book *book, size_t place, Date as_of)
{
	Date from = recognition_counts_from(book, place);
	return date_is_set(from) && from.day <= as_of.day;
}

Period recognition_service(const Book *book, size_t place)
{
	Date from;
	const Recognition *head = chain_head(book, place, &from);
	return head ? service_of_head(head) : NO_DAYS;
}

int64_t recognized_in(const Book *book, size_t place, Period days, Date as_of)
{
	Date from;
	const Recognition *head = chain_head(book, place, &from);
	if (!head || !date_is_set(from) || from.day > as_of.day)
		return 0;
	return spread_in(book->recognitions[place].amount.minor, service_of_head(head), days);
}

#include "facts/time_entry.h"

#include <assert.h>
#include <sodium/crypto_shorthash.h>
#include <string.h>

int32_t time_class_of(Category category, Approval approval, bool billable)
{
	return (int32_t)category * 6 + (int32_t)approval * 2 + (billable ? 1 : 0);
}

int32_t time_class(const TimeEntry *entry)
{
	return time_class_of(entry->category, entry->approval, entry->billable);
}

void time_class_set(TimeEntry *entry, int32_t time_class)
{
	assert(time_class >= 0 && time_class < TIME_CLASSES);
	entry->category = (Category)(time_class / 6);
	entry->approval = (Approval)(time_class % 6 / 2);
	entry->billable = time_class % 2 == 1;
}

bool time_class_counts(int32_t time_class)
{
	return time_class == time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true);
}

bool time_class_pends(int32_t time_class)
{
	return time_class == time_class_of(CATEGORY_CLIENT, APPROVAL_DRAFT, true) ||
	       time_class == time_class_of(CATEGORY_CLIENT, APPROVAL_SUBMITTED, true);
}

bool time_class_is_leave(int32_t time_class)
{
	return time_class >= time_class_of(CATEGORY_LEAVE, APPROVAL_DRAFT, false);
}

enum {
	PRINT_TEXT_MAX = 96, /* a longer text stands by its length and its own hash */
	PRINT_NUMBERS = 15,
	PRINT_TEXTS = 3,
	PRINT_SIZE = 8 * (PRINT_NUMBERS + PRINT_TEXTS) + PRINT_TEXTS * PRINT_TEXT_MAX,
};

/* Not a secret: nothing is defended by it, and it must be the same in every process. */
static const unsigned char PRINT_KEY[crypto_shorthash_KEYBYTES] = "pacta time entry";

static int64_t short_hash(const unsigned char *bytes, size_t len)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t hash = 0;
	(void)crypto_shorthash(out, bytes, len, PRINT_KEY);
	for (size_t i = 0; i < sizeof out; i++)
		hash |= (uint64_t)out[i] << (8 * i);
	return (int64_t)hash;
}

static unsigned char *print_number(unsigned char *at, int64_t number)
{
	for (size_t i = 0; i < 8; i++)
		at[i] = (unsigned char)((uint64_t)number >> (8 * i));
	return at + 8;
}

/* The length goes first, so that no text can pass for the next. */
static unsigned char *print_text(unsigned char *at, Str text)
{
	at = print_number(at, (int64_t)text.len);
	if (text.len > PRINT_TEXT_MAX)
		return print_number(at, short_hash((const unsigned char *)text.ptr, text.len));
	if (text.len > 0)
		memcpy(at, text.ptr, text.len);
	return at + text.len;
}

static int64_t currency_number(Currency currency)
{
	int64_t number = 0;
	for (size_t i = 0; i < 3 && currency.code[i]; i++)
		number = number << 8 | (unsigned char)currency.code[i];
	return number;
}

/* What most entries lack is left out; what is there is told by a bit each. */
static unsigned char *print_extras(unsigned char *at, const TimeEntry *entry)
{
	bool given = entry->currency.code[0] != 0;
	int64_t bits = (entry->start != TIME_NO_START) | (entry->span != TIME_NO_SPAN) << 1 |
		       entry->has_cost << 2 | entry->has_bill << 3 | given << 4 |
		       (entry->role.len > 0) << 5 | (entry->note.len > 0) << 6;
	at = print_number(at, bits);
	if (entry->start != TIME_NO_START)
		at = print_number(at, entry->start);
	if (entry->span != TIME_NO_SPAN)
		at = print_number(at, entry->span);
	if (entry->has_cost)
		at = print_number(at, entry->cost);
	if (entry->has_bill)
		at = print_number(at, entry->bill);
	if (given)
		at = print_number(at, currency_number(entry->currency));
	if (entry->role.len > 0)
		at = print_text(at, entry->role);
	return entry->note.len > 0 ? print_text(at, entry->note) : at;
}

int64_t time_fingerprint(const TimeEntry *entry)
{
	unsigned char bytes[PRINT_SIZE];
	unsigned char *at = bytes;
	at = print_number(at, entry->contract_id);
	at = print_number(at, entry->task_id);
	at = print_number(at, entry->resource_id);
	at = print_number(at, entry->source_id);
	at = print_number(at, (int64_t)entry->part << 32 | (uint32_t)entry->work_date.day);
	at = print_number(at, entry->seconds);
	at = print_number(at, time_class(entry));
	at = print_text(at, entry->external_id);
	at = print_extras(at, entry);
	return short_hash(bytes, (size_t)(at - bytes));
}

/* From this second of the day to the next midnight. */
static int64_t day_room(const Zone *zone, Date day, int32_t start)
{
	if (!zone)
		return DAY_SECONDS - start;
	int64_t midnight = zone_instant(zone, date_add(day, 1), 0).us;
	return (midnight - zone_instant(zone, day, start).us) / 1000000;
}

bool time_split(Date day, int32_t start, int64_t seconds, const Zone *zone, DayPart *parts,
		size_t most, size_t *count, Err *err)
{
	size_t used = 0;
	int64_t left = seconds;
	do {
		if (used == most)
			return fail(err, ERR_RANGE, "it lasts longer than %zu days", most);
		if (day.day > DAY_MAX)
			return fail(err, ERR_RANGE, "it lasts beyond 2199-12-31");
		int64_t room = day_room(zone, day, start);
		int64_t taken = left < room ? left : room;
		parts[used++] = (DayPart){day, start, taken};
		left -= taken;
		day = date_add(day, 1);
		start = 0;
	} while (left > 0);
	*count = used;
	return true;
}

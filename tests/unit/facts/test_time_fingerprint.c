/* What a fingerprint tells apart. */

#include "check.h"
#include "facts/time_entry.h"

static TimeEntry plain(void)
{
	return (TimeEntry){
		.contract_id = 1,
		.task_id = 2,
		.resource_id = 3,
		.source_id = 4,
		.external_id = STR("a"),
		.work_date = {19783},
		.seconds = 1800,
		.start = TIME_NO_START,
		.span = TIME_NO_SPAN,
		.billable = true,
		.approval = APPROVAL_APPROVED,
		.role = STR("r"),
		.note = STR("n"),
	};
}

/* One change of `plain`. */
static TimeEntry changed(size_t number)
{
	static char text[400];
	TimeEntry entry = plain();
	memset(text, 'x', sizeof text);
	switch (number) {
	case 0:
		return entry;
	case 1:
		entry.contract_id = 9;
		break;
	case 2:
		entry.task_id = 9;
		break;
	case 3:
		entry.resource_id = 9;
		break;
	case 4:
		entry.source_id = 9;
		break;
	case 5:
		entry.external_id = STR("b");
		break;
	case 6:
		entry.part = 1;
		break;
	case 7:
		entry.work_date.day++;
		break;
	case 8:
		entry.seconds++;
		break;
	case 9:
		entry.start = 0;
		break;
	case 10:
		entry.span = 0;
		break;
	case 11:
		entry.billable = false;
		break;
	case 12:
		entry.approval = APPROVAL_DRAFT;
		break;
	case 13:
		entry.category = CATEGORY_LEAVE;
		break;
	case 14:
		entry.role = STR("s");
		break;
	case 15:
		entry.has_cost = true;
		break;
	case 16:
		entry.has_bill = true;
		break;
	case 17:
		entry.currency = (Currency){"USD", 2};
		break;
	case 18:
		entry.currency = (Currency){"EUR", 2};
		break;
	case 19:
		entry.note = STR("m");
		break;
	case 20:
		entry.role = STR("");
		break;
	case 21:
		entry.note = STR("");
		break;
	/* The same letters, otherwise divided. */
	case 22:
		entry.role = STR("rn");
		entry.note = STR("");
		break;
	case 23:
		entry.role = STR("");
		entry.note = STR("rn");
		break;
	case 24:
		entry.external_id = STR("ar");
		entry.role = STR("");
		break;
	/* The same number in another place. */
	case 25:
		entry.has_cost = true;
		entry.cost = 7;
		break;
	case 26:
		entry.has_bill = true;
		entry.bill = 7;
		break;
	case 27:
		entry.start = 7;
		break;
	case 28:
		entry.span = 7;
		break;
	/* Long texts stand by their hash. */
	case 29:
		entry.note = (Str){text, 200};
		break;
	case 30:
		entry.note = (Str){text, 201};
		break;
	case 31:
		text[150] = 'y';
		entry.note = (Str){text, 200};
		break;
	case 32:
		entry.external_id = (Str){text, 399};
		entry.role = (Str){text, 399};
		entry.note = (Str){text, 399};
		break;
	default:
		entry.seconds = -1;
		break;
	}
	return entry;
}

enum { CHANGES = 34 };

static void whatever_the_source_says_counts(void **state)
{
	(void)state;
	int64_t prints[CHANGES];
	for (size_t i = 0; i < CHANGES; i++) {
		TimeEntry entry = changed(i);
		prints[i] = time_fingerprint(&entry);
		for (size_t j = 0; j < i; j++) {
			if (prints[i] == prints[j])
				fail_msg("changes %zu and %zu have one fingerprint", j, i);
		}
	}
}

static void where_it_was_read_does_not_count(void **state)
{
	(void)state;
	TimeEntry entry = plain();
	TimeEntry other = plain();
	other.import_id = 5;
	other.line = 6;
	other.known_at.us = 7;
	other.cost = 8; /* not there: has_cost is not set */
	other.bill = 9;
	assert_int_equal(time_fingerprint(&entry), time_fingerprint(&other));
}

/* Stored fingerprints must stay what they are, or a new version would take all entries for changed. */
static void it_is_the_same_for_ever(void **state)
{
	(void)state;
	TimeEntry entry = plain();
	assert_int_equal(time_fingerprint(&entry), INT64_C(0x7c6764b07a80e0df));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_the_source_says_counts),
		cmocka_unit_test(where_it_was_read_does_not_count),
		cmocka_unit_test(it_is_the_same_for_ever),
	};
	return RUN_TESTS(tests);
}

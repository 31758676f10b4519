#include "check.h"

int arena_setup(void **state)
{
	static Arena mem;
	arena_init(&mem);
	*state = &mem;
	return 0;
}

int arena_teardown(void **state)
{
	arena_deinit(*state);
	return 0;
}

void check_text(const char *label, Str got, const char *wanted)
{
	if (!str_eq_c(got, wanted))
		fail_msg("%s:\n     got '%.*s'\n  wanted '%s'", label, STR_ARG(got), wanted);
}

void check_err(const char *label, const Err *got, ErrCode code, const char *text)
{
	if (got->code != code)
		fail_msg("%s: got code %d, wanted %d: %s", label, (int)got->code, (int)code,
			 got->text);
	check_text(label, str_from_c(got->text), text);
}

void check_size(const char *label, uint64_t got, uint64_t wanted)
{
	if (got != wanted)
		fail_msg("%s: got %llu, wanted %llu", label, (unsigned long long)got,
			 (unsigned long long)wanted);
}

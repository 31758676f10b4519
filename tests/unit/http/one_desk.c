#include "http/one_desk.h"

#include "check.h"

#include "http/percent.h"

Desk desk;

int desk_setup(void **state)
{
	desk_open(&desk);
	*state = &desk.mem;
	return 0;
}

int desk_teardown(void **state)
{
	(void)state;
	desk_close(&desk);
	return 0;
}

const char DESK_AMENDMENT[] =
	"{\"effective_on\":\"2010-01-01\",\"reason\":\"more work\","
	"\"changes\":[{\"field\":\"annual_value\",\"op\":\"add\",\"value\":\"30000\"}]}";

const char DESK_FILE[] =
	"contract,account,currency,effective_on,annual_value,starts_on,ends_on\r\n"
	"IMP-1,Imported,EUR,2024-01-01,1000,2024-01-01,2025-01-01\r\n"
	"IMP-2,Imported,EUR,never,1000,2024-01-01,2025-01-01\r\n";

const char *text_of(Str text)
{
	return str_to_c(&desk.mem, text);
}

const char *at(const char *before, const char *part, const char *behind)
{
	Buf path = {.mem = &desk.mem};
	buf_add(&path, str_from_c(before));
	percent_add(&path, str_from_c(part));
	buf_add(&path, str_from_c(behind));
	return text_of(buf_str(&path));
}

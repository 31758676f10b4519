#include "cli/fact_words.h"

#include "cli/wording.h"

const char *const WAITING_SUBJECTS[] = {"project",  "client", "task", "person",
					"contract", "stream", NULL};

EntriesQuery entries_query_of(const Args *args)
{
	return (EntriesQuery){
		.contract = args->key.len > 0 ? args->key : args->contract,
		.task = args->task,
		.resource = args->resource,
		.source = args->source,
		.from = args->from,
		.to = args->to,
		.moment = args->moment,
		.backwards = args->newest_first,
		.limit = (size_t)args->limit,
	};
}

/* 36 seconds are a hundredth of an hour. */
Str shown_hours(Arena *mem, int64_t seconds)
{
	int64_t hundredths = seconds / 36;
	int64_t rest = seconds % 36;
	if (rest > 18 || (rest == 18 && hundredths % 2 != 0))
		hundredths++;
	return decimal_text_grouped(mem, hundredths, 2);
}

void add_hours(Cli *cli, const EntrySums *sums)
{
	Arena *mem = cli->mem;
	int64_t other = sums->seconds - sums->counting_seconds - sums->pending_seconds;
	if (sums->entries == 0)
		return;
	buf_add_format(cli->out, "\n%.*s h in %.*s entr%s",
		       STR_ARG(shown_hours(mem, sums->seconds)),
		       STR_ARG(shown_count(mem, (uint64_t)sums->entries)),
		       sums->entries == 1 ? "y" : "ies");
	if (sums->counting_seconds > 0)
		buf_add_format(cli->out, " · %.*s h counting",
			       STR_ARG(shown_hours(mem, sums->counting_seconds)));
	if (sums->pending_seconds > 0)
		buf_add_format(cli->out, " · %.*s h pending",
			       STR_ARG(shown_hours(mem, sums->pending_seconds)));
	if (other > 0)
		buf_add_format(cli->out, " · %.*s h other", STR_ARG(shown_hours(mem, other)));
	buf_add_byte(cli->out, '\n');
}

void add_waiting(Cli *cli, int64_t rows, int64_t seconds)
{
	if (rows == 0)
		return;
	buf_add_format(
		cli->out,
		"! %.*s h waiting in %.*s row%s that may belong here; 'pacta quarantine list' "
		"tells why\n",
		STR_ARG(shown_hours(cli->mem, seconds)),
		STR_ARG(shown_count(cli->mem, (uint64_t)rows)), rows == 1 ? "" : "s");
}

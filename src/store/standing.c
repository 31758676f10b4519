#include "store/standing.h"

#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;
	return (left > right) - (left < right);
}

static bool is_undone(UndoneImports undone, int64_t import_id)
{
	return import_id != 0 && undone.len > 0 &&
	       bsearch(&import_id, undone.ids, undone.len, sizeof *undone.ids, compare_numbers);
}

static bool is_undoing(UndoneImports undone, Instant at)
{
	return undone.undoing_count > 0 && bsearch(&at.us, undone.undoings, undone.undoing_count,
						   sizeof *undone.undoings, compare_numbers);
}

/* Whether it is an undoing, or an import that made the transition is undone. */
static bool is_taken_back(const Spans *spans, UndoneImports undone, Instant at)
{
	bool begins = false;
	bool by_beginning = false;
	bool by_end = false;
	for (size_t i = 0; i < spans->len; i++) {
		const Span *span = &spans->at[i];
		if (span->known_at.us == at.us) {
			begins = true;
			by_beginning |= is_undone(undone, span->import_id);
		}
		if (span->known_until.us == at.us)
			by_end |= is_undone(undone, span->until_import);
	}
	return is_undoing(undone, at) || (begins ? by_beginning : by_end);
}

/* The last transition before an instant. */
static bool last_before(const Spans *spans, Instant before, Instant *out)
{
	bool found = false;
	for (size_t i = 0; i < spans->len; i++) {
		const Instant ends[] = {spans->at[i].known_at, spans->at[i].known_until};
		for (size_t j = 0; j < 2; j++) {
			if (ends[j].us >= before.us || (found && ends[j].us <= out->us))
				continue;
			*out = ends[j];
			found = true;
		}
	}
	return found;
}

bool spans_standing(const Spans *spans, UndoneImports undone, Instant *out)
{
	Instant at = INSTANT_MAX;
	while (last_before(spans, at, &at)) {
		if (!is_taken_back(spans, undone, at)) {
			*out = at;
			return true;
		}
	}
	return false;
}

bool span_covers(const Span *span, Instant at)
{
	return span->known_at.us <= at.us && at.us < span->known_until.us;
}

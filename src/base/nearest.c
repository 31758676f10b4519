#include "base/nearest.h"

enum { WORD_MAX = 40 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to put in, leave out, change or swap with their neighbour to make `a` of `b`. */
static size_t edit_distance(Str a, Str b)
{
	size_t rows[3][WORD_MAX + 1];
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *two_above = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = a.ptr[i - 1] == b.ptr[j - 1];
			row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + !same);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1])
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

Nearest nearest_to(Str asked)
{
	size_t len = asked.len;
	return (Nearest){.asked = asked, .distance = (len < 4 ? 1 : len < 8 ? 2 : 3) + 1};
}

void nearest_try(Nearest *nearest, Str known)
{
	if (nearest->asked.len > WORD_MAX || known.len > WORD_MAX || nearest->asked.len == 0)
		return;
	size_t distance = edit_distance(nearest->asked, known);
	bool begins = nearest->asked.len >= 3 && str_starts(known, nearest->asked);
	if (begins)
		distance = least(distance, 1);
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->best = known;
	}
}

#include "chart/flags.h"

#include "chart/wording.h"

enum { TEXT_OFFSET = 6, TEXT_GAP = 8 };

double flag_text_x(const Flag *flag)
{
	return flag->anchor == ANCHOR_END ? flag->x - TEXT_OFFSET : flag->x + TEXT_OFFSET;
}

typedef struct Extent {
	double left;
	double right;
} Extent;

static Extent extent_of(const Flag *flag)
{
	double width = wording_width(flag->words, false);
	double x = flag_text_x(flag);
	return flag->anchor == ANCHOR_END ? (Extent){x - width, x} : (Extent){x, x + width};
}

static bool holds(Extent extent, double x)
{
	return x > extent.left - TEXT_OFFSET / 2.0 && x < extent.right + TEXT_OFFSET / 2.0;
}

/* Whether both can stand: no text on a text, no line through a text. A line goes from its row to the bottom. */
static bool agree(const Flag *placed, const Flag *flag)
{
	Extent old = extent_of(placed);
	Extent new = extent_of(flag);
	if (placed->row == flag->row &&
	    old.left < new.right + TEXT_GAP &&new.left < old.right + TEXT_GAP)
		return false;
	if (placed->row <= flag->row && holds(new, placed->x))
		return false;
	return flag->row > placed->row || !holds(old, flag->x);
}

/* Flags that have a text, and those of them that have found room. */
typedef struct Candidates {
	Flag **at;
	size_t len;
	const Flag **shown;
	size_t shown_len;
} Candidates;

static bool fits(const Candidates *all, const Flag *flag, FlagSpace space)
{
	Extent extent = extent_of(flag);
	if (extent.left < space.left || extent.right > space.right)
		return false;
	if (space.has_wall && holds(extent, space.wall))
		return false;
	for (size_t i = 0; i < all->shown_len; i++) {
		if (!agree(all->shown[i], flag))
			return false;
	}
	return true;
}

/* Finds room for one among those that are shown; tells how much of it is: 2 its text, 1 its brief. */
static size_t place(Candidates *all, Flag *flag, FlagSpace space)
{
	static const Anchor sides[] = {ANCHOR_START, ANCHOR_END};
	const Str words[] = {flag->text, flag->brief};
	for (size_t i = 0; i < 2; i++) {
		for (int j = 0; words[i].len > 0 && j < 2 * space.rows; j++) {
			flag->words = words[i];
			flag->anchor = sides[j % 2];
			flag->row = j / 2;
			if (!fits(all, flag, space))
				continue;
			flag->shown = true;
			all->shown[all->shown_len++] = flag;
			return 2 - i;
		}
	}
	return 0;
}

static size_t place_all(Candidates *all, FlagSpace space, bool backwards)
{
	size_t score = 0;
	all->shown_len = 0;
	for (size_t i = 0; i < all->len; i++)
		all->at[i]->shown = false;
	for (size_t i = 0; i < all->len; i++)
		score += place(all, all->at[backwards ? all->len - 1 - i : i], space);
	return score;
}

int flags_place(Arena *mem, Flag *flags, size_t len, FlagSpace space)
{
	Candidates all = {.at = ARENA_ARRAY(mem, Flag *, len),
			  .shown = ARENA_ARRAY(mem, const Flag *, len)};
	int rows = 0;
	for (size_t i = 0; i < len; i++) {
		if (flags[i].text.len > 0)
			all.at[all.len++] = &flags[i];
	}
	size_t forwards = place_all(&all, space, false);
	if (forwards < 2 * all.len && place_all(&all, space, true) <= forwards)
		(void)place_all(&all, space, false);
	for (size_t i = 0; i < all.shown_len; i++)
		rows = all.shown[i]->row >= rows ? all.shown[i]->row + 1 : rows;
	return rows;
}

#include "app/demo_dice.h"

/* SplitMix64: a counter, well stirred. */
static uint64_t next(DemoDice *dice)
{
	dice->state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = dice->state;
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

DemoDice demo_dice(uint64_t seed, uint64_t number)
{
	DemoDice dice = {seed};
	dice.state = next(&dice) + number;
	(void)next(&dice);
	return dice;
}

int64_t demo_roll(DemoDice *dice, int64_t from, int64_t to)
{
	return from + (int64_t)(next(dice) % (uint64_t)(to - from + 1));
}

bool demo_chance(DemoDice *dice, int64_t percent)
{
	return demo_roll(dice, 0, 99) < percent;
}

#ifndef PACTA_APP_DEMO_DICE_H
#define PACTA_APP_DEMO_DICE_H

/* Chance that is always the same: what the demo firm does not decide by a table. Pure. */

#include <stdbool.h>
#include <stdint.h>

typedef struct DemoDice {
	uint64_t state;
} DemoDice;

/* `seed` and `number` tell dice apart: those of a person, of a contract. */
DemoDice demo_dice(uint64_t seed, uint64_t number);

/* from … to, both included. */
int64_t demo_roll(DemoDice *dice, int64_t from, int64_t to);

bool demo_chance(DemoDice *dice, int64_t percent);

#endif

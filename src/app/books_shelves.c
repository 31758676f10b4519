/* The shelves of a reading: where the facts of each contract lie. */

#include "app/books_parts.h"

#include <stdlib.h>

/* A contract on its way to its shelf. */
typedef struct ShelfPlace {
	int64_t contract_id;
	const BookHead *head;
} ShelfPlace;

static int compare_places(const void *a, const void *b)
{
	int64_t x = ((const ShelfPlace *)a)->contract_id;
	int64_t y = ((const ShelfPlace *)b)->contract_id;
	return (x > y) - (x < y);
}

void shelves_make(BookReading *reading, const BookHeads *heads)
{
	ShelfPlace *places = ARENA_ARRAY(reading->mem, ShelfPlace, heads->len);
	bool sorted = true;
	for (size_t i = 0; i < heads->len; i++) {
		places[i] = (ShelfPlace){heads->at[i].contract->id, &heads->at[i]};
		sorted = sorted && (i == 0 || places[i - 1].contract_id < places[i].contract_id);
	}
	if (!sorted)
		qsort(places, heads->len, sizeof *places, compare_places);
	reading->len = heads->len;
	reading->few = heads->len <= BOOKS_FEW;
	reading->shelves = ARENA_ARRAY(reading->mem, Shelf, heads->len);
	for (size_t i = 0; i < heads->len; i++) {
		reading->shelves[i].contract_id = places[i].contract_id;
		reading->shelves[i].head = places[i].head;
	}
}

static int compare_shelves(const void *a, const void *b)
{
	int64_t x = ((const Shelf *)a)->contract_id;
	int64_t y = ((const Shelf *)b)->contract_id;
	return (x > y) - (x < y);
}

/* Whoever asks goes through the contracts in their order, mostly. */
static Shelf *near_last(const BookReading *reading, int64_t contract_id)
{
	Shelf *last = reading->last;
	if (!last || last->contract_id == contract_id)
		return last;
	Shelf *next = last + 1;
	bool found = next < reading->shelves + reading->len && next->contract_id == contract_id;
	return found ? next : NULL;
}

Shelf *shelf_of(BookReading *reading, int64_t contract_id)
{
	Shelf wanted = {.contract_id = contract_id};
	Shelf *found = near_last(reading, contract_id);
	if (!found && reading->len > 0)
		found = bsearch(&wanted, reading->shelves, reading->len, sizeof wanted,
				compare_shelves);
	reading->last = found ? found : reading->last;
	return found;
}

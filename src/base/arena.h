#ifndef PACTA_BASE_ARENA_H
#define PACTA_BASE_ARENA_H

/*
 * Memory that lives as long as its request, job or command.
 *
 * Allocations are zeroed, aligned for any type, and freed together. Running
 * out of memory ends the process: input is bounded at the edge, so it means
 * that the machine is too small, and no half-done work is acknowledged.
 */

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
	ArenaBlock *newest;
	size_t total; /* bytes handed out since init */
} Arena;

void arena_init(Arena *mem);

/* Frees every allocation; the arena may be used again. */
void arena_deinit(Arena *mem);

/* As arena_deinit once more than `most` bytes were handed out: for loops whose steps are small. */
void arena_trim(Arena *mem, size_t most);

/* Zeroed bytes; size 0 gives a valid pointer to nothing. Never NULL. */
void *arena_alloc(Arena *mem, size_t size) __attribute__((returns_nonnull));

/* Zeroed room for `count` items of `size` bytes; the product is checked. */
void *arena_alloc_array(Arena *mem, size_t count, size_t size) __attribute__((returns_nonnull));

#define ARENA_NEW(mem, Type) ((Type *)arena_alloc((mem), sizeof(Type)))
#define ARENA_ARRAY(mem, Type, count) ((Type *)arena_alloc_array((mem), (count), sizeof(Type)))

#endif

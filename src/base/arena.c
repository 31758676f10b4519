#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct ArenaBlock {
	ArenaBlock *older;
	size_t used;
	size_t size;
	_Alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void out_of_memory(size_t size)
{
	(void)fprintf(stderr, "pacta: out of memory (asked for %zu bytes)\n", size);
	abort();
}

void arena_init(Arena *mem)
{
	*mem = (Arena){0};
}

void arena_deinit(Arena *mem)
{
	for (ArenaBlock *block = mem->newest; block;) {
		ArenaBlock *older = block->older;
		free(block);
		block = older;
	}
	*mem = (Arena){0};
}

void arena_trim(Arena *mem, size_t most)
{
	if (mem->total > most)
		arena_deinit(mem);
}

/* Blocks grow with the arena, so that a large job makes few of them. */
static ArenaBlock *add_block(Arena *mem, size_t size)
{
	size_t room = BLOCK_SIZE;
	if (mem->total / 4 > room)
		room = mem->total / 4;
	if (size > room)
		room = size;
	ArenaBlock *block =
		room <= SIZE_MAX - sizeof *block ? calloc(1, sizeof *block + room) : NULL;
	if (!block)
		out_of_memory(size);
	block->used = 0;
	block->size = room;
	block->older = mem->newest;
	mem->newest = block;
	return block;
}

void *arena_alloc(Arena *mem, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	if (size > SIZE_MAX - align)
		out_of_memory(size);
	size = (size + align - 1) / align * align;
	ArenaBlock *block = mem->newest;
	if (!block || block->size - block->used < size)
		block = add_block(mem, size);
	void *at = block->bytes + block->used;
	block->used += size;
	mem->total += size;
	return at;
}

void *arena_alloc_array(Arena *mem, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		out_of_memory(SIZE_MAX);
	return arena_alloc(mem, bytes);
}

#include "http/answer_cache.h"

#include "check.h"
#include "http/dispatch.h"

#include <stdio.h>

enum { VERSION = 7, DAY = 20000 };

static AnswerKey key_at(const char *target, int64_t version, int32_t day)
{
	return (AnswerKey){str_from_c(target), version, {day}};
}

static AnswerKey key_of(const char *target)
{
	return key_at(target, VERSION, DAY);
}

static Reply reply_of(Arena *mem, size_t bytes)
{
	Reply reply;
	reply_init(&reply, mem);
	reply.status = 200;
	reply.etag = STR("W/\"e\"");
	for (size_t i = 0; i < bytes; i++)
		buf_add_byte(&reply.body, 'x');
	return reply;
}

static const Route *any_route(void)
{
	size_t count;
	return route_list(&count);
}

static void keep(AnswerCache *cache, Arena *mem, AnswerKey key, size_t bytes)
{
	Reply reply = reply_of(mem, bytes);
	KeptAnswer *answer = answer_keep(cache, &key, any_route(), &reply);
	assert_non_null(answer);
	answer_release(cache, answer);
}

static bool has(AnswerCache *cache, AnswerKey key)
{
	KeptAnswer *answer = answer_take(cache, &key);
	if (answer)
		answer_release(cache, answer);
	return answer != NULL;
}

static void finds_only_the_same_target_version_and_day(void **state)
{
	AnswerCache *cache = answer_cache_new(1000000);
	keep(cache, *state, key_of("/a?x=1"), 100);
	assert_true(has(cache, key_of("/a?x=1")));
	assert_false(has(cache, key_of("/a?x=2")));
	assert_false(has(cache, key_of("/a")));
	/* Who still reads an older version does not take the newer answer away. */
	assert_false(has(cache, key_at("/a?x=1", VERSION - 1, DAY)));
	assert_true(has(cache, key_of("/a?x=1")));
	assert_false(has(cache, key_at("/a?x=1", VERSION + 1, DAY)));
	assert_false(has(cache, key_of("/a?x=1")));
	keep(cache, *state, key_of("/a"), 100);
	assert_false(has(cache, key_at("/a", VERSION, DAY + 1)));
	assert_false(has(cache, key_of("/a")));
	answer_cache_free(cache);
}

static void a_slow_answer_does_not_replace_a_newer_one(void **state)
{
	AnswerCache *cache = answer_cache_new(1000000);
	keep(cache, *state, key_at("/a", VERSION + 1, DAY), 100);
	keep(cache, *state, key_of("/a"), 100);
	assert_true(has(cache, key_at("/a", VERSION + 1, DAY)));
	answer_cache_free(cache);
}

static void the_least_recently_used_go_first(void **state)
{
	enum { MOST = 200000, BYTES = 20000, COUNT_KEPT = 8 };
	AnswerCache *cache = answer_cache_new(MOST);
	char target[32];
	for (int i = 0; i < 100; i++) {
		(void)snprintf(target, sizeof target, "/%d", i);
		keep(cache, *state, key_of(target), BYTES);
		assert_true(answer_cache_bytes(cache) <= MOST);
		assert_true(has(cache, key_of("/0"))); /* used all the time, so it stays */
	}
	size_t kept = 0;
	for (int i = 0; i < 100; i++) {
		(void)snprintf(target, sizeof target, "/%d", i);
		bool there = has(cache, key_of(target));
		kept += there;
		assert_int_equal(there, i == 0 || i > 100 - COUNT_KEPT);
	}
	check_size("kept", kept, COUNT_KEPT);
	answer_cache_free(cache);
}

static void a_taken_answer_outlives_its_place(void **state)
{
	AnswerCache *cache = answer_cache_new(1000000);
	Reply reply = reply_of(*state, 100);
	AnswerKey key = key_of("/a");
	int status;
	KeptAnswer *answer = answer_keep(cache, &key, any_route(), &reply);
	answer_cache_clear(cache);
	check_size("bytes", answer_cache_bytes(cache), 0);
	assert_false(has(cache, key));
	assert_non_null(answer_response(answer, (Str){0}, &status));
	check_size("its body", answer_bytes(answer), 100);
	assert_ptr_equal(answer_route(answer), any_route());
	answer_release(cache, answer);
	answer_cache_free(cache);
}

static void what_is_too_large_is_not_kept(void **state)
{
	AnswerCache *cache = answer_cache_new(100000);
	Reply reply = reply_of(*state, 30000);
	AnswerKey key = key_of("/a");
	assert_null(answer_keep(cache, &key, any_route(), &reply));
	check_size("bytes", answer_cache_bytes(cache), 0);
	answer_cache_free(cache);
}

static void who_has_it_already_gets_304(void **state)
{
	AnswerCache *cache = answer_cache_new(1000000);
	Reply reply = reply_of(*state, 100);
	AnswerKey key = key_of("/a");
	int status;
	KeptAnswer *answer = answer_keep(cache, &key, any_route(), &reply);
	struct MHD_Response *whole = answer_response(answer, STR("\"other\""), &status);
	assert_int_equal(status, 200);
	assert_ptr_not_equal(answer_response(answer, STR("\"e\""), &status), whole);
	assert_int_equal(status, 304);
	answer_release(cache, answer);
	answer_cache_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(finds_only_the_same_target_version_and_day),
		ARENA_TEST(a_slow_answer_does_not_replace_a_newer_one),
		ARENA_TEST(the_least_recently_used_go_first),
		ARENA_TEST(a_taken_answer_outlives_its_place),
		ARENA_TEST(what_is_too_large_is_not_kept),
		ARENA_TEST(who_has_it_already_gets_304),
	};
	return RUN_TESTS(tests);
}

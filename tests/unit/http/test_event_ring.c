#include "http/event_ring.h"

#include "check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int ring_setup(void **state)
{
	*state = calloc(1, sizeof(EventRing));
	event_ring_begin_at(*state, 10);
	return *state ? 0 : -1;
}

static int ring_teardown(void **state)
{
	free(*state);
	return 0;
}

static void add(EventRing *ring, int64_t version, const char *subject)
{
	StoreChange change = {version, TOPIC_CONTRACT, str_from_c(subject)};
	ChangeList list = {&change, 1, 1};
	event_ring_add(ring, &list, 0, 1);
}

/* Everything from a place on, in small parts. */
static Str read_from(const EventRing *ring, uint64_t at, char *out, size_t size)
{
	size_t len = 0;
	for (size_t part; (part = event_ring_read(ring, at + len, out + len, 7)) > 0; len += part)
		assert_true(len + part <= size - 7);
	return (Str){out, len};
}

static void writes_an_event_for_each_version(void **state)
{
	EventRing *ring = *state;
	char out[1000];
	uint64_t start = ring->head;
	StoreChange changes[] = {
		{11, TOPIC_ACCOUNT, STR("Harbour \"&\" Sons\n")},
		{11, TOPIC_IMPORT, STR("42")},
	};
	ChangeList list = {changes, 2, 2};
	event_ring_add(ring, &list, 0, 2);
	check_text("an event", read_from(ring, start, out, sizeof out),
		   "id: 11\nevent: change\ndata: {\"version\":\"11\",\"changes\":[{\"topic\":"
		   "\"account\",\"subject\":\"Harbour \\\"&\\\" Sons\\n\"},{\"topic\":\"import\","
		   "\"subject\":\"42\"}]}\n\n");
}

static void finds_the_place_behind_a_version(void **state)
{
	EventRing *ring = *state;
	char out[1000];
	uint64_t at;
	uint64_t start = ring->head;
	add(ring, 11, "A");
	add(ring, 12, "B");
	assert_true(event_ring_find(ring, 10, &at));
	assert_true(at == start);
	assert_true(event_ring_find(ring, 12, &at));
	assert_true(at == ring->head);
	assert_true(event_ring_find(ring, 11, &at));
	check_text("what came after 11", read_from(ring, at, out, sizeof out),
		   "id: 12\nevent: change\ndata: {\"version\":\"12\",\"changes\":[{\"topic\":"
		   "\"contract\",\"subject\":\"B\"}]}\n\n");
	assert_false(event_ring_find(ring, 9, &at));
	assert_false(event_ring_find(ring, 13, &at));
}

static void a_reset_tells_readers_and_forgets(void **state)
{
	EventRing *ring = *state;
	char out[1000];
	uint64_t at;
	add(ring, 11, "A");
	uint64_t start = ring->head;
	event_ring_add_reset(ring, 5);
	check_text("a reset", read_from(ring, start, out, sizeof out),
		   "id: 5\nevent: reset\ndata: {\"version\":\"5\"}\n\n");
	assert_false(event_ring_find(ring, 11, &at));
	assert_true(event_ring_find(ring, 5, &at));
	assert_true(at == ring->head);
}

static void old_bytes_give_way_and_places_tell(void **state)
{
	EventRing *ring = *state;
	char subject[300];
	uint64_t at;
	uint64_t start = ring->head;
	memset(subject, 'x', sizeof subject - 1);
	subject[sizeof subject - 1] = '\0';
	int64_t version = 10;
	while (ring->head - start < 3 * (uint64_t)RING_BYTES)
		add(ring, ++version, subject);
	assert_false(event_ring_holds(ring, start));
	assert_false(event_ring_find(ring, 11, &at));
	/* Every version that is found can be read to the end, and the versions follow each other. */
	int64_t oldest = version;
	while (event_ring_find(ring, oldest - 1, &at))
		oldest--;
	assert_true(version - oldest > 1000);
	assert_true(event_ring_find(ring, oldest, &at));
	char wanted[40];
	char got[40];
	(void)snprintf(wanted, sizeof wanted, "id: %" PRId64 "\n", oldest + 1);
	size_t len = event_ring_read(ring, at, got, strlen(wanted));
	check_text("the next version", (Str){got, len}, wanted);
}

static void a_version_that_changed_too_much_is_told_as_a_reset(void **state)
{
	enum { MANY = 20000 };
	EventRing *ring = *state;
	char out[200];
	uint64_t start = ring->head;
	StoreChange *changes = calloc(MANY, sizeof *changes);
	for (size_t i = 0; i < MANY; i++)
		changes[i] = (StoreChange){11, TOPIC_CONTRACT, STR("a contract")};
	ChangeList list = {changes, MANY, MANY};
	event_ring_add(ring, &list, 0, MANY);
	free(changes);
	check_text("a reset", read_from(ring, start, out, sizeof out),
		   "id: 11\nevent: reset\ndata: {\"version\":\"11\"}\n\n");
}

#define RING_TEST(test) cmocka_unit_test_setup_teardown(test, ring_setup, ring_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RING_TEST(writes_an_event_for_each_version),
		RING_TEST(finds_the_place_behind_a_version),
		RING_TEST(a_reset_tells_readers_and_forgets),
		RING_TEST(old_bytes_give_way_and_places_tell),
		RING_TEST(a_version_that_changed_too_much_is_told_as_a_reset),
	};
	return RUN_TESTS(tests);
}

#include "base/csv.h"
#include "check.h"

/* What may be at the beginning of `rest`, read byte by byte as RFC 4180 says. */
typedef struct Legal {
	size_t len; /* of the record, with its line end */
	bool good;  /* its quotes are; else len is that of its first line */
} Legal;

static size_t line_length(Str rest)
{
	const char *end = memchr(rest.ptr, '\n', rest.len);
	return end ? (size_t)(end - rest.ptr) + 1 : rest.len;
}

static Legal read_legal(Str rest)
{
	Legal broken = {line_length(rest), false};
	size_t i = 0;
	for (;;) {
		if (i < rest.len && rest.ptr[i] == '"') {
			for (i++;; i++) {
				if (i == rest.len)
					return broken;
				if (rest.ptr[i] != '"')
					continue;
				if (i + 1 == rest.len || rest.ptr[i + 1] != '"')
					break;
				i++;
			}
			i++;
			if (i < rest.len && rest.ptr[i] != ',' && rest.ptr[i] != '\n')
				return broken;
		}
		while (i < rest.len && rest.ptr[i] != ',' && rest.ptr[i] != '\n')
			i++;
		if (i == rest.len || rest.ptr[i] == '\n')
			return (Legal){i < rest.len ? i + 1 : i, true};
		i++;
	}
}

/* xorshift64: the seed is printed, so that a failure can be repeated. */
static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static Str random_rows(Arena *mem, uint64_t *seed)
{
	static const char *const cells[] = {
		"a",
		"12.50",
		"",
		"\"x, y\"",
		"\"p \"\"q\"\"\"",
		"\"l1\nl2\"",
		"\"m1\n\nm2, m3\n\"",
		"some text",
	};
	Buf rows = {.mem = mem};
	for (uint64_t n = 1 + random_next(seed) % 30; n > 0; n--) {
		for (uint64_t cell = 0; cell < 3; cell++) {
			buf_add(&rows, str_from_c(cells[random_next(seed) % COUNT(cells)]));
			buf_add_byte(&rows, cell < 2 ? ',' : '\n');
		}
	}
	Buf out = {.mem = mem};
	uint64_t rarity = 1 + random_next(seed) % 60;
	for (size_t i = 0; i < rows.len; i++) {
		if (random_next(seed) % rarity == 0)
			buf_add_byte(&out, '"');
		buf_add_byte(&out, rows.ptr[i]);
	}
	return buf_str(&out);
}

/* Feeds `text` in steps; the next record, or false at the end. */
typedef struct Feeder {
	CsvReader *reader;
	Str text;
	size_t step;
	size_t at;
	bool fed;
} Feeder;

static bool next_record(Feeder *feeder, CsvRecord *record)
{
	Err err;
	for (;;) {
		CsvStep got = feeder->fed ? csv_next(feeder->reader, record) : CSV_MORE;
		if (got != CSV_MORE)
			return got == CSV_RECORD;
		Str chunk = str_slice(feeder->text, feeder->at, feeder->at + feeder->step);
		feeder->at += chunk.len;
		feeder->fed = true;
		assert_true(csv_feed(feeder->reader, chunk, feeder->at == feeder->text.len, &err));
	}
}

static void reads_all_between_broken_lines(void **state)
{
	Arena *mem = *state;
	uint64_t seed = 20260301;
	size_t good = 0;
	size_t broken = 0;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 3000; round++) {
		Str text = random_rows(mem, &seed);
		Feeder feeder = {
			.reader = csv_reader_new(mem, (CsvOptions){.delimiter = ','}),
			.text = text,
			.step = 1 + random_next(&seed) % 100,
		};
		CsvRecord record;
		uint64_t line = 1;
		while (text.len > 0) {
			Legal legal = read_legal(text);
			Str raw = str_slice(text, 0, legal.len);
			if (str_ends(raw, STR("\n")))
				raw.len--;
			if (raw.len > 0) {
				assert_true(next_record(&feeder, &record));
				assert_true(str_eq(record.raw, raw));
				check_size("line", record.line, line);
				check_size("good", record.fault == CSV_GOOD, legal.good);
				good += legal.good;
				broken += !legal.good;
			}
			for (size_t i = 0; i < legal.len; i++)
				line += text.ptr[i] == '\n';
			text = str_slice(text, legal.len, text.len);
		}
		assert_false(next_record(&feeder, &record));
	}
	print_message("# %zu good records, %zu broken lines\n", good, broken);
	assert_true(good > 10000 && broken > 10000);
}

/* Looking for the end of each anew would take hours. */
static void takes_linear_time_on_hostile_quotes(void **state)
{
	const struct {
		const char *label;
		Str first;
		Str line;
		bool good; /* the line, not the first one */
	} cases[] = {
		{"each line goes on in the next", STR(""), STR("a\",\"b\n"), false},
		{"each line opens a quote", STR(""), STR("x,\"open\n"), false},
		{"one line opens a quote", STR("x,\"open\n"), STR("plain,1\n"), true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena mem;
		arena_init(&mem);
		size_t len = cases[i].line.len;
		size_t count = (8u << 20) / len;
		Buf text = {.mem = *state};
		buf_add(&text, cases[i].first);
		for (size_t k = 0; k < count; k++)
			buf_add(&text, cases[i].line);
		Feeder feeder = {
			.reader = csv_reader_new(&mem, (CsvOptions){.delimiter = ','}),
			.text = buf_str(&text),
			.step = 5000,
		};
		CsvRecord record;
		size_t good = 0;
		size_t all = 0;
		while (next_record(&feeder, &record)) {
			good += record.fault == CSV_GOOD;
			all++;
		}
		check_size(cases[i].label, all, count + (cases[i].first.len > 0));
		check_size(cases[i].label, good, cases[i].good ? count : 0);
		assert_true(mem.total < 10u << 20); /* a few records */
		arena_deinit(&mem);
	}
}

/* An endless line inside quotes after another one: the first line alone is broken. */
static void gives_up_quotes_in_constant_memory(void **state)
{
	Arena *mem = *state;
	Err err;
	CsvRecord record;
	CsvReader *reader = csv_reader_new(mem, (CsvOptions){.delimiter = ','});
	size_t size = 1 << 20;
	char *chunk = arena_alloc(mem, size);
	memset(chunk, 'x', size);
	size_t before = mem->total;
	assert_true(csv_feed(reader, STR("a,\"open\n"), false, &err));
	assert_int_equal(csv_next(reader, &record), CSV_MORE);
	for (int i = 0; i < 512; i++) {
		assert_true(csv_feed(reader, (Str){chunk, size}, false, &err));
		CsvStep got = csv_next(reader, &record);
		if (i == 0) {
			assert_int_equal(got, CSV_RECORD);
			assert_int_equal(record.fault, CSV_OPEN_TOO_LONG);
			check_text("its first line", record.raw, "a,\"open");
			got = csv_next(reader, &record);
		}
		assert_int_equal(got, CSV_MORE);
	}
	assert_true(csv_feed(reader, STR("\nnext"), true, &err));
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	assert_int_equal(record.fault, CSV_TOO_LONG);
	assert_int_equal(record.line, 2);
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	assert_true(str_eq(record.fields[0], STR("next")) && record.line == 3);
	assert_true(mem->total - before < 10u << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_all_between_broken_lines),
		ARENA_TEST(takes_linear_time_on_hostile_quotes),
		ARENA_TEST(gives_up_quotes_in_constant_memory),
	};
	return RUN_TESTS(tests);
}

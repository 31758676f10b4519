#include "base/hash.h"
#include "check.h"

static void gives_the_digests_of_the_standard(void **state)
{
	Arena *mem = *state;
	/* FIPS 180-4 and NIST's examples for it. */
	static const struct {
		const char *text;
		const char *wanted;
	} cases[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str text = str_from_c(cases[i].text);
		check_text(cases[i].text, digest_hex(mem, sha256(text)), cases[i].wanted);
		for (size_t cut = 0; cut <= text.len; cut++) {
			Sha256 hash;
			sha256_init(&hash);
			sha256_update(&hash, str_slice(text, 0, cut));
			sha256_update(&hash, str_slice(text, cut, text.len));
			assert_true(digest_eq(sha256_final(&hash), sha256(text)));
		}
	}
	assert_false(digest_eq(sha256(STR("a")), sha256(STR("b"))));
}

static void reads_digests(void **state)
{
	Arena *mem = *state;
	Err err;
	Digest digest = sha256(STR("before"));
	static const char hex[] =
		"BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	assert_true(digest_from_hex(str_from_c(hex), &digest, &err));
	assert_true(digest_eq(digest, sha256(STR("abc"))));
	assert_false(digest_from_hex(STR("ba78"), &digest, &err));
	check_err("too short", &err, ERR_INPUT,
		  "a SHA-256 has 64 hexadecimal digits, not 4 characters");
	static const char wrong[] = "g@/:`G";
	for (size_t i = 0; i < 2 * (sizeof wrong - 1); i++) {
		Str bad = str_copy(mem, str_from_c(hex));
		Buf buf = {.mem = mem};
		buf_add(&buf, str_slice(bad, 0, 10 + i % 2));
		buf_add_byte(&buf, wrong[i / 2]);
		buf_add(&buf, str_slice(bad, 11 + i % 2, bad.len));
		assert_false(digest_from_hex(buf_str(&buf), &digest, &err));
		Str text = str_format(mem, "'%.*s' is not a SHA-256: digits are 0-9 and a-f",
				      STR_ARG(buf_str(&buf)));
		check_err("a wrong digit", &err, ERR_INPUT, text.ptr);
	}
	assert_true(digest_eq(digest, sha256(STR("abc"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(gives_the_digests_of_the_standard),
		ARENA_TEST(reads_digests),
	};
	return RUN_TESTS(tests);
}

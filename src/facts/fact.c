#include "facts/fact.h"

#include <assert.h>
#include <sodium/crypto_shorthash.h>
#include <string.h>

bool fact_kind_parse(Str name, FactKind *out, Err *err)
{
	char list[400];
	size_t len = 0;
	for (FactKind kind = 0; kind < FACT_KINDS; kind++) {
		const char *known = fact_spec(kind)->name;
		if (str_eq_c(name, known)) {
			*out = kind;
			return true;
		}
		for (const char *c = kind > 0 ? ", " : ""; *c; c++)
			list[len++] = *c;
		for (; *known; known++)
			list[len++] = *known;
		assert(len < sizeof list - 30);
	}
	return fail_no_such(err, "fact", "there is no fact '%.*s'; there are %.*s",
			    STR_ARG(str_slice(name, 0, 60)), (int)len, list);
}

bool fact_field_find(FactKind kind, Str name, size_t *place)
{
	const FactSpec *spec = fact_spec(kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		if (str_eq_c(name, spec->fields[i].name)) {
			*place = i;
			return true;
		}
	}
	return false;
}

bool fact_has_external_id(FactKind kind)
{
	return str_eq_c(STR("external_id"), fact_spec(kind)->fields[0].name);
}

Str fact_external_id(const Fact *fact)
{
	return fact_has_external_id(fact->kind) ? fact->identity : (Str){0};
}

size_t fact_field(FactKind kind, const char *name)
{
	const FactSpec *spec = fact_spec(kind);
	size_t place = 0;
	while (place < spec->field_count && strcmp(spec->fields[place].name, name) != 0)
		place++;
	assert(place < spec->field_count);
	return place;
}

bool fact_type_is_name(FactType type)
{
	return type == FACT_CONTRACT || type == FACT_TASK_NAME || type == FACT_RESOURCE_NAME;
}

/* Tabs stand between the parts of an identity, so those inside are written \t, and \ is doubled. */
static void add_escaped(Buf *buf, Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\t' || c == '\\')
			buf_add_byte(buf, '\\');
		buf_add_byte(buf, (char)(c == '\t' ? 't' : c));
	}
}

/* Of its money, or what it is about; empty where its kind has neither. */
static Str currency_code(const Fact *fact)
{
	const FactSpec *spec = fact_spec(fact->kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactValue *given = &fact->values[i];
		if (spec->fields[i].type != FACT_CURRENCY)
			continue;
		if (fact->currency.code[0])
			return str_from_c(fact->currency.code);
		return given->set ? given->text : (Str){0};
	}
	return (Str){0};
}

Str fact_identity(Arena *mem, const Fact *fact)
{
	const FactSpec *spec = fact_spec(fact->kind);
	Buf buf = {.mem = mem};
	bool first = true;
	assert(!fact_has_external_id(fact->kind));
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		FactValue value = fact->values[i];
		if (!field->identity)
			continue;
		if (!first)
			buf_add_byte(&buf, '\t');
		first = false;
		if (field->type == FACT_CONTRACT && spec->of_contract)
			buf_add_int(&buf, fact->contract_id);
		else if (fact_type_is_name(field->type) && value.set)
			buf_add_int(&buf, value.number);
		else if (field->type == FACT_CURRENCY)
			buf_add(&buf, currency_code(fact));
		else
			add_escaped(&buf, fact_value_text(mem, field, fact->currency, value));
	}
	return buf_str(&buf);
}

static void add_word(Buf *buf, int64_t number)
{
	for (int shift = 0; shift < 64; shift += 8)
		buf_add_byte(buf, (char)((uint64_t)number >> shift & 0xFF));
}

static void add_text(Buf *buf, Str text)
{
	add_word(buf, (int64_t)text.len);
	buf_add(buf, text);
}

static void add_value(Buf *buf, FactType type, const FactValue *value)
{
	buf_add_byte(buf, value->set);
	if (value->set && (type == FACT_TEXT || type == FACT_CURRENCY))
		add_text(buf, value->text);
	else if (value->set)
		add_word(buf, value->number);
}

int64_t fact_fingerprint(const Fact *fact)
{
	/* Fixed, since fingerprints are stored. */
	static const unsigned char key[crypto_shorthash_KEYBYTES] = "pacta facts 0001";
	const FactSpec *spec = fact_spec(fact->kind);
	unsigned char hash[crypto_shorthash_BYTES];
	uint64_t number = 0;
	Arena mem;
	arena_init(&mem);
	Buf buf = {.mem = &mem};
	add_word(&buf, (int64_t)fact->kind);
	add_word(&buf, spec->of_contract ? fact->contract_id : 0);
	add_text(&buf, currency_code(fact));
	for (size_t i = fact_has_external_id(fact->kind); i < spec->field_count; i++) {
		if (spec->fields[i].type != FACT_CONTRACT || !spec->of_contract)
			add_value(&buf, spec->fields[i].type, &fact->values[i]);
	}
	(void)crypto_shorthash(hash, (const unsigned char *)buf.ptr, buf.len, key); /* always 0 */
	arena_deinit(&mem);
	for (size_t i = 0; i < sizeof hash; i++)
		number |= (uint64_t)hash[i] << 8 * i;
	return (int64_t)number;
}

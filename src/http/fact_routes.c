#include "http/routes.h"

#include "answer/fact_json.h"
#include "base/hash.h"
#include "http/page_cursor.h"
#include "ingest/fact_file.h"

#include <stdio.h>
#include <string.h>

enum { FACTS_MAX = 10000 };

static const Shape SOURCE = {.kind = SHAPE_TEXT, .maximum = 200, .example = "manual"};
static const Shape EXTERNAL_ID = {.kind = SHAPE_TEXT, .maximum = 500};

static const Shape FACT_INPUT = {
	.name = "FactInput",
	.kind = SHAPE_OBJECT,
	.help = "a fact to write: the fields of its kind by name (GET /api/v1/facts tells them)",
	SHAPE_MEMBERS({"source", &SOURCE, OPTIONAL, "where it comes from; manual unless given"},
		      {"external_id", &EXTERNAL_ID, OPTIONAL,
		       "what the source tells it apart by; made where a sourced fact lacks it"}),
	.items = &FACT_VALUE_SHAPE,
};
static const Shape FACT_INPUTS = {.kind = SHAPE_LIST, .items = &FACT_INPUT};

const Shape FACTS_REQUEST_SHAPE = {
	.name = "FactsRequest",
	.kind = SHAPE_OBJECT,
	.help = "facts of one kind; all of them are taken or none",
	SHAPE_MEMBERS({"facts", &FACT_INPUTS, ALWAYS, "at most 10,000, and 1 MiB of body"}),
};

const Shape ENTRIES_REQUEST_SHAPE = {
	.name = "EntriesRequest",
	.kind = SHAPE_OBJECT,
	.help = "time entries; all of them are taken or none",
	SHAPE_MEMBERS({"entries", &FACT_INPUTS, ALWAYS, "at most 10,000, and 1 MiB of body"}),
};

const Shape FACT_REQUEST_SHAPE = {
	.name = "FactRequest",
	.kind = SHAPE_OBJECT,
	.help = "the fields of a fact by name; what is left out is unset",
	.items = &FACT_VALUE_SHAPE,
};

const Shape FACTS_SHAPE = {
	.name = "Facts",
	.kind = SHAPE_OBJECT,
	.help = "a page of facts of one kind",
	SHAPE_MEMBERS({"facts", &FACT_LIST_SHAPE, ALWAYS, "by contract, identity and source"},
		      PAGE_MEMBERS),
};

const char *fact_choice(size_t place)
{
	return place < FACT_KINDS ? fact_spec((FactKind)place)->name : NULL;
}

bool api_fact_kinds_run(Call *call, Err *err)
{
	(void)call;
	(void)err;
	return true;
}

bool api_fact_kinds_render(Call *call, Err *err)
{
	(void)err;
	json_put_fact_kinds(&call->json);
	return true;
}

static FactKind kind_of(const Call *call)
{
	return (FactKind)call_given(call, "fact")->number;
}

bool api_fact_template_render(Call *call, Err *err)
{
	FactKind kind = kind_of(call);
	(void)err;
	buf_add(&call->reply->body, fact_template(call->mem, kind));
	buf_add(&call->reply->body, STR("\r\n"));
	call->reply->attachment = str_format(call->mem, "%s.csv", fact_spec(kind)->name);
	return true;
}

typedef struct FactsResult {
	FactsPage page;
	PageSlice slice;
} FactsResult;

static ItemMark fact_mark(const void *items, size_t place)
{
	const FactsPage *page = items;
	const Fact *fact = &page->list.at[place];
	Digest digest = sha256(fact->identity);
	int64_t id;
	memcpy(&id, digest.bytes, sizeof id);
	return (ItemMark){fact->contract_id ^ id, fact->known_at.us};
}

static PagedList paged_facts(const FactsResult *result)
{
	return (PagedList){&result->page, result->page.list.len, fact_mark};
}

static MUST_CHECK bool read_facts(Call *call, FactsPage *out, Err *err)
{
	FactsQuery query = {
		.kind = kind_of(call),
		.contract = call_given(call, "contract")->text,
		.source = call_given(call, "source")->text,
		.moment = {DATE_NONE, call_given(call, "known_at")->instant, INSTANT_MAX},
		.versions = call_given(call, "versions")->number != 0,
	};
	if (query.kind == FACT_TIME_ENTRY) {
		call->remedy = STR("GET /api/v1/entries lists time entries.");
		(void)fail(err, ERR_NOT_FOUND, "time entries have an address of their own");
		return fail_at(err, "fact");
	}
	return facts_page(call->app, &query, out, err);
}

bool api_facts_list_run(Call *call, Err *err)
{
	PageCursor cursor;
	FactsResult *result = ARENA_NEW(call->mem, FactsResult);
	call->result = result;
	if (!page_cursor_read(call, &cursor, err) || !read_facts(call, &result->page, err))
		return false;
	PagedList list = paged_facts(result);
	result->slice = page_slice(call, &cursor, &list);
	return true;
}

bool api_facts_list_render(Call *call, Err *err)
{
	const FactsResult *result = call->result;
	PagedList list = paged_facts(result);
	(void)err;
	json_write_begin_object(&call->json);
	json_put_key(&call->json, "facts");
	json_write_begin_array(&call->json);
	for (size_t i = result->slice.from; i < result->slice.to; i++)
		json_put_fact(&call->json, call->mem, &result->page, i);
	json_write_end_array(&call->json);
	page_put(call, &result->slice, &list);
	json_write_end_object(&call->json);
	return true;
}

bool api_facts_csv_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, FactsPage);
	return read_facts(call, call->result, err);
}

bool api_facts_csv_render(Call *call, Err *err)
{
	FactKind kind = kind_of(call);
	(void)err;
	facts_write_csv(&call->reply->body, call->mem, kind, call->result);
	call->reply->attachment = str_format(call->mem, "%s.csv", fact_spec(kind)->plural);
	return true;
}

/* What facts_write reads; the shape was checked. */
static Str text_of(const JsonValue *value)
{
	switch (value->kind) {
	case JSON_TRUE:
		return STR("true");
	case JSON_FALSE:
		return STR("false");
	case JSON_STRING:
	case JSON_NUMBER:
		return value->text;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	return (Str){0};
}

static FactInput read_input(const Call *call, FactKind kind, const JsonValue *object, bool deletes)
{
	FactText *texts = ARENA_ARRAY(call->mem, FactText, object->len);
	FactInput input = {.kind = kind, .texts = texts, .deletes = deletes};
	for (size_t i = 0; i < object->len; i++) {
		const JsonValue *member = &object->at[i];
		if (str_eq(member->key, STR("source")))
			input.source = text_of(member);
		else if (str_eq(member->key, STR("external_id")))
			input.external_id = text_of(member);
		else
			texts[input.text_count++] = (FactText){member->key, text_of(member)};
	}
	return input;
}

typedef struct FactResults {
	FactResult *at;
	size_t len;
} FactResults;

static void tell_remedy(Call *call, const Err *err)
{
	if (err->code == ERR_INPUT || err->code == ERR_RANGE)
		call->remedy =
			STR("GET /api/v1/facts tells the fields of each kind of fact, and "
			    "what they hold.");
}

/* Names the fact that was refused, and its field, as shape_check does: "entries[3].seconds". */
static bool fail_in_list(Call *call, const char *member, Err *err)
{
	const FactResults *results = call->result;
	size_t place = 0;
	char path[2 * ERR_FIELD_SIZE];
	while (place < results->len && !results->at[place].refused)
		place++;
	if (place == results->len)
		return false;
	(void)snprintf(path, sizeof path, "%s[%zu]%s%s", member, place, err->field[0] ? "." : "",
		       err->field);
	tell_remedy(call, err);
	err->field[0] = '\0';
	(void)fail_in(err, "%s", path);
	return fail_at(err, path);
}

static MUST_CHECK bool write_list(Call *call, FactKind kind, const char *member, bool deletes,
				  Err *err)
{
	const JsonValue *list = json_member(call->body, str_from_c(member));
	FactInput *inputs = ARENA_ARRAY(call->mem, FactInput, list->len);
	FactResults *results = ARENA_NEW(call->mem, FactResults);
	if (list->len == 0 || list->len > FACTS_MAX) {
		(void)fail(err, ERR_INPUT, "%s: from 1 to 10,000 of them are taken at once",
			   member);
		return fail_at(err, member);
	}
	for (size_t i = 0; i < list->len; i++)
		inputs[i] = read_input(call, kind, &list->at[i], deletes);
	results->at = ARENA_ARRAY(call->mem, FactResult, list->len);
	results->len = list->len;
	call->result = results;
	return facts_write(call->app, inputs, list->len, results->at, err) ||
	       fail_in_list(call, member, err);
}

bool api_facts_write_run(Call *call, Err *err)
{
	return write_list(call, kind_of(call), "facts", false, err);
}

bool api_facts_delete_run(Call *call, Err *err)
{
	return write_list(call, kind_of(call), "facts", true, err);
}

bool api_entries_write_run(Call *call, Err *err)
{
	return write_list(call, FACT_TIME_ENTRY, "entries", false, err);
}

bool api_fact_results_render(Call *call, Err *err)
{
	const FactResults *results = call->result;
	(void)err;
	json_write_begin_object(&call->json);
	json_put_fact_results(&call->json, results->at, results->len);
	json_write_end_object(&call->json);
	return true;
}

/* A sourced fact, by its address. */
static MUST_CHECK bool write_one(Call *call, FactKind kind, bool deletes, Err *err)
{
	FactInput input = {.kind = kind, .deletes = deletes};
	if (!fact_has_external_id(kind)) {
		call->remedy = str_format(call->mem, "POST to /api/v1/facts/%s or its deletions.",
					  fact_spec(kind)->name);
		(void)fail(err, ERR_NOT_FOUND,
			   "%s are told apart by their own fields, not by an external id",
			   fact_spec(kind)->plural);
		return fail_at(err, "fact");
	}
	if (!deletes)
		input = read_input(call, kind, call->body, false);
	if (input.source.len + input.external_id.len > 0) {
		const char *member = input.source.len > 0 ? "source" : "external_id";
		(void)fail(err, ERR_INPUT, "%s: the address tells it", member);
		return fail_at(err, member);
	}
	input.source = call_given(call, "source")->text;
	input.external_id = call_given(call, "external_id")->text;
	FactResult *result = ARENA_NEW(call->mem, FactResult);
	call->result = result;
	if (facts_write(call->app, &input, 1, result, err))
		return true;
	if (result->refused)
		tell_remedy(call, err);
	return false;
}

bool api_fact_put_run(Call *call, Err *err)
{
	return write_one(call, kind_of(call), false, err);
}

bool api_fact_delete_run(Call *call, Err *err)
{
	return write_one(call, kind_of(call), true, err);
}

bool api_entry_put_run(Call *call, Err *err)
{
	return write_one(call, FACT_TIME_ENTRY, false, err);
}

bool api_entry_delete_run(Call *call, Err *err)
{
	return write_one(call, FACT_TIME_ENTRY, true, err);
}

bool api_fact_result_render(Call *call, Err *err)
{
	(void)err;
	json_put_fact_result(&call->json, call->result);
	return true;
}

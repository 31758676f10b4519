#include "app/import_rows.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "history/warning.h"

#include <stdlib.h>

Str import_storable(Arena *mem, Str text)
{
	Buf buf = {.mem = mem};
	size_t valid = 0;
	for (size_t at = 0; at < text.len; at += valid + 1) {
		Str rest = str_slice(text, at, text.len);
		valid = 0;
		while (valid < rest.len && rest.ptr[valid] != '\0')
			valid++;
		Str run = str_slice(rest, 0, valid);
		valid = utf8_valid_prefix(run);
		buf_add(&buf, str_slice(run, 0, valid));
		if (valid < rest.len)
			buf_add(&buf, STR("\xEF\xBF\xBD"));
	}
	return buf_str(&buf);
}

static QuarantineRow make_reject(Arena *mem, uint64_t line, Str column, Str reason, Str row_key,
				 Str raw, bool cut)
{
	QuarantineRow row = {
		.line = (int64_t)line,
		.column = import_storable(mem, column),
		.reason = import_storable(mem, reason),
		.row_key = import_storable(mem, row_key),
		.raw = str_copy(mem, raw),
		.raw_cut = cut,
		.raw_sha256 = digest_hex(mem, sha256(raw)),
	};
	return row;
}

QuarantineRow import_reject(Arena *mem, const Draft *draft, Str column, Str reason)
{
	return make_reject(mem, draft->line, column, reason, draft->row_key, draft->raw, false);
}

static void copy_texts(Arena *mem, Draft *draft)
{
	Str *texts[] = {&draft->raw,  &draft->row_key,   &draft->contract, &draft->account,
			&draft->name, &draft->order_key, &draft->reason,   &draft->change_order};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		*texts[i] = str_copy(mem, *texts[i]);
	Change *changes = ARENA_ARRAY(mem, Change, draft->change_count);
	for (size_t i = 0; i < draft->change_count; i++) {
		changes[i] = draft->changes[i];
		changes[i].value.text = str_copy(mem, changes[i].value.text);
	}
	draft->changes = changes;
}

/* The entry that a draft would be, as far as it is compared or warned of. */
static Entry entry_like(const Draft *draft, Instant now)
{
	return (Entry){
		.effective_on = draft->effective_on,
		.known_at = draft->has_known_at ? draft->known_at : now,
		.order_key = draft->order_key,
		.signed_on = draft->signed_on,
		.reason = draft->reason,
		.change_order = draft->change_order,
		.changes = draft->changes,
		.change_count = draft->change_count,
	};
}

static void count_oddities(ImportRows *rows, const Draft *draft)
{
	Entry entry = entry_like(draft, rows->now);
	rows->blank_ends += (draft->odd & ODD_BLANK_END) != 0;
	rows->ends_before_effective += (draft->odd & ODD_END_BEFORE_EFFECTIVE) != 0;
	rows->negatives += entry_is_negative(rows->fields, &entry);
	rows->backdated += entry_is_backdated(&entry);
}

static bool take_draft(void *context, const Draft *draft, Err *err)
{
	ImportRows *rows = context;
	(void)err;
	Draft copy = *draft;
	copy_texts(rows->mem, &copy);
	*vec_push(rows->mem, &rows->drafts) = copy;
	rows->read++;
	count_oddities(rows, draft);
	return true;
}

static bool take_reject(void *context, const Reject *reject, Err *err)
{
	ImportRows *rows = context;
	(void)err;
	*vec_push(rows->mem, &rows->rejects) =
		make_reject(rows->mem, reject->line, reject->column, reject->reason,
			    reject->row_key, reject->raw, reject->raw_cut);
	rows->read++;
	return true;
}

static void note_progress(void *context, uint64_t bytes)
{
	ImportRows *rows = context;
	if (rows->progress)
		rows->progress(rows->context, bytes, 0);
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_changes(const Change *a, const Change *b)
{
	int order = compare_numbers((int64_t)a->field, (int64_t)b->field);
	if (order == 0)
		order = compare_numbers(a->op, b->op); /* what sets stands before what adds */
	if (order == 0)
		order = compare_numbers(a->value.set, b->value.set);
	if (order == 0)
		order = compare_numbers(a->value.number, b->value.number);
	return order != 0 ? order : str_cmp(a->value.text, b->value.text);
}

/* An order that depends on nothing but what the rows say. */
static int compare_content(const Draft *a, const Draft *b)
{
	int order = str_cmp(a->reason, b->reason);
	if (order == 0)
		order = str_cmp(a->change_order, b->change_order);
	if (order == 0)
		order = compare_numbers(a->signed_on.day, b->signed_on.day);
	if (order == 0)
		order = compare_numbers((int64_t)a->change_count, (int64_t)b->change_count);
	for (size_t i = 0; order == 0 && i < a->change_count; i++)
		order = compare_changes(&a->changes[i], &b->changes[i]);
	return order;
}

static int compare_drafts(const void *a, const void *b)
{
	const Draft *x = a;
	const Draft *y = b;
	int order = str_cmp(x->contract, y->contract);
	if (order == 0)
		order = (x->effective_on.day > y->effective_on.day) -
			(x->effective_on.day < y->effective_on.day);
	if (order == 0)
		order = (x->known_at.us > y->known_at.us) - (x->known_at.us < y->known_at.us);
	if (order == 0)
		order = str_cmp_natural(x->order_key, y->order_key);
	if (order == 0)
		order = str_cmp(x->row_key, y->row_key);
	if (order == 0)
		order = compare_content(x, y);
	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Known instants are not compared. */
static bool same_entry(const Entry *a, const Entry *b)
{
	return entry_same_content(a, b) && a->signed_on.day == b->signed_on.day &&
	       str_eq(a->order_key, b->order_key) && str_eq(a->reason, b->reason) &&
	       str_eq(a->change_order, b->change_order);
}

bool import_same(const Draft *draft, const Entry *entry)
{
	Entry like = entry_like(draft, INSTANT_MIN);
	return same_entry(&like, entry);
}

static bool same_row(const Draft *a, const Draft *b)
{
	Entry like = entry_like(b, INSTANT_MIN);
	return str_eq(a->contract, b->contract) && a->known_at.us == b->known_at.us &&
	       import_same(a, &like);
}

/* A key that stands in the file twice: alike, it is one row; else nobody can say which holds. */
static void settle_repeated_keys(ImportRows *rows)
{
	Map first;
	size_t kept = 0;
	map_init(&first, rows->mem, (uint64_t)(uintptr_t)rows);
	for (size_t i = 0; i < rows->drafts.len; i++) {
		Draft draft = rows->drafts.at[i];
		int64_t place;
		if (!map_get(&first, draft.row_key, &place)) {
			map_put(&first, draft.row_key, (int64_t)kept);
			rows->drafts.at[kept++] = draft;
			continue;
		}
		const Draft *other = &rows->drafts.at[place];
		if (same_row(other, &draft)) {
			rows->repeated++;
			continue;
		}
		Str reason = str_format(
			rows->mem,
			"the row has the same key as line %llu, but other content; remove one of them",
			(unsigned long long)other->line);
		*vec_push(rows->mem, &rows->rejects) =
			import_reject(rows->mem, &draft, (Str){0}, reason);
	}
	rows->drafts.len = kept;
}

/*
 * Rows without an identity of their own, whose composed keys repeat, are revisions of their own: the second
 * is numbered 2, and so on, in the order in which they are applied.
 */
static void number_repeated_keys(ImportRows *rows)
{
	Map counts;
	map_init(&counts, rows->mem, (uint64_t)(uintptr_t)rows);
	for (size_t i = 0; i < rows->drafts.len; i++) {
		Draft *draft = &rows->drafts.at[i];
		int64_t count = 0;
		size_t tab;
		if (!str_find(draft->row_key, STR("\t"), &tab))
			continue;
		(void)map_get(&counts, draft->row_key, &count);
		map_put(&counts, draft->row_key, count + 1);
		if (count > 0)
			draft->row_key = str_format(rows->mem, "%.*s\t%lld",
						    STR_ARG(draft->row_key), (long long)count + 1);
	}
}

static void sort_rows(ImportRows *rows)
{
	if (rows->drafts.len > 0)
		qsort(rows->drafts.at, rows->drafts.len, sizeof *rows->drafts.at, compare_drafts);
}

bool import_rows_read(ImportRows *rows, const Mapping *mapping, InputFile *file, Err *err)
{
	RowSink sink = {rows, take_draft, take_reject, note_progress};
	if (!input_read_contracts(file, mapping, rows->fields, sink, &rows->sha256, &rows->bytes,
				  rows->mem, err))
		return false;
	if (mapping_info(mapping)->count_repeats) {
		sort_rows(rows);
		number_repeated_keys(rows);
	}
	settle_repeated_keys(rows);
	sort_rows(rows);
	return true;
}

#include "collect_facts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void add_visible(Buf *text, Str raw)
{
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.ptr[i];
		buf_add_byte(text, c == '\t' ? '~' : c == '\n' ? '$' : c);
	}
}

static void add_value(CollectedFacts *collected, const FactField *field, FactValue value)
{
	static const Currency none = {0};
	Buf *text = &collected->text;
	if (!value.set || (str_eq_c(STR("external_id"), field->name) && !collected->with_id))
		return;
	buf_add_format(text, " %s=", field->name);
	if (field->type == FACT_SECONDS)
		buf_add_int(text, value.number);
	else if (field->type == FACT_MONEY)
		buf_add(text, value.text);
	else
		add_visible(text, fact_value_text(collected->mem, field, none, value));
}

static bool take(void *context, const FactDraft *draft, Err *err)
{
	CollectedFacts *collected = context;
	Buf *text = &collected->text;
	const FactSpec *spec = fact_spec(draft->kind);
	(void)err;
	collected->drafts++;
	assert_true(draft->raw.len > 0);
	if (fact_has_external_id(draft->kind))
		assert_true(draft->values[0].set && draft->values[0].text.len > 0);
	buf_add_format(text, "%llu %s", (unsigned long long)draft->line, spec->name);
	for (size_t i = 0; i < spec->field_count; i++) {
		assert_true(utf8_valid(draft->values[i].text));
		add_value(collected, &spec->fields[i], draft->values[i]);
		if (draft->kind == FACT_TIME_ENTRY &&
		    str_eq_c(STR("seconds"), spec->fields[i].name))
			collected->seconds += draft->values[i].number;
	}
	if (draft->email.len > 0)
		buf_add_format(text, " email=%.*s", STR_ARG(draft->email));
	if (draft->project_code.len > 0)
		buf_add_format(text, " code=%.*s", STR_ARG(draft->project_code));
	for (FactWarning warning = 0; warning < FACT_WARNINGS; warning++) {
		if (draft->warnings & (1u << warning))
			buf_add_format(text, " !%s", fact_warning_name(warning));
	}
	buf_add_byte(text, '\n');
	return true;
}

static bool reject(void *context, const Reject *row, Err *err)
{
	CollectedFacts *collected = context;
	(void)err;
	assert_true(utf8_valid(row->column) && utf8_valid(row->reason));
	collected->rejects++;
	buf_add_format(&collected->text, "%llu REJECT ", (unsigned long long)row->line);
	if (collected->with_id && row->row_key.len > 0)
		buf_add_format(&collected->text, "external_id=%.*s ", STR_ARG(row->row_key));
	buf_add_format(&collected->text, "%.*s: %.*s\n", STR_ARG(row->column),
		       STR_ARG(row->reason));
	return true;
}

static void pass(void *context, FactPass why, uint64_t line)
{
	static const char *const names[PASSES] = {
		[PASS_TOTAL] = "TOTAL",
		[PASS_RUNNING] = "RUNNING",
		[PASS_OTHER] = "OTHER",
	};
	CollectedFacts *collected = context;
	collected->passed[why]++;
	buf_add_format(&collected->text, "%llu %s\n", (unsigned long long)line, names[why]);
}

FactSink collect_facts_sink(CollectedFacts *collected)
{
	return (FactSink){.context = collected, .take = take, .reject = reject, .pass = pass};
}

static bool read_path(Arena *mem, const char *name, const FactReading *reading, const char *path,
		      CollectedFacts *out, Err *err)
{
	InputFile *file;
	const Mapping *mapping = NULL;
	Str sha256;
	uint64_t bytes;
	if (!input_open(mem, path, &file, err))
		return false;
	bool ok = name ? mapping_open(mem, str_from_c(name), &mapping, err)
		       : input_recognise(mem, file, reading, &mapping, err);
	if (ok && !name)
		buf_add_format(&out->text, "= %.*s\n", STR_ARG(mapping_info(mapping)->name));
	ok = ok && input_read_facts(file, mapping, reading, collect_facts_sink(out), &sha256,
				    &bytes, mem, err);
	input_close(file);
	return ok;
}

static const char *collect(Arena *mem, const char *name, const FactReading *reading, Str bytes,
			   bool with_id)
{
	char path[] = "/tmp/pacta-facts-XXXXXX";
	static const FactReading as_found = {0};
	CollectedFacts collected = {.mem = mem, .text = {.mem = mem}, .with_id = with_id};
	Err err = {0};
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
	assert_int_equal(close(fd), 0);
	if (!read_path(mem, name, reading ? reading : &as_found, path, &collected, &err)) {
		Str text = str_from_c(err.text);
		Str begin = str_format(mem, "%s: ", path);
		size_t skip = str_starts(text, begin) ? begin.len : 0;
		buf_add_format(&collected.text, "ERROR %.*s\n",
			       STR_ARG(str_slice(text, skip, text.len)));
	}
	assert_int_equal(unlink(path), 0);
	return str_to_c(mem, buf_str(&collected.text));
}

const char *collect_facts(Arena *mem, const char *name, const FactReading *reading, Str bytes)
{
	return collect(mem, name, reading, bytes, false);
}

const char *collect_facts_with_ids(Arena *mem, const char *name, const FactReading *reading,
				   Str bytes)
{
	return collect(mem, name, reading, bytes, true);
}

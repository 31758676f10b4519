#include "ingest/mapping.h"

#include "ingest/embedded_mappings.h"
#include "ingest/fact_file.h"
#include "ingest/source.h"
#include "ingest/spec.h"
#include "ingest/template.h"

#include <assert.h>

enum { MAPPING_FILE_MAX = 1024 * 1024 };

static Str embedded_text(const EmbeddedFile *file)
{
	return (Str){file->bytes, file->len};
}

static Str embedded_name(const EmbeddedFile *file)
{
	Str name = str_from_c(file->name);
	return str_slice(name, 0, name.len - STR(".json").len);
}

static const Mapping *parse_embedded(Arena *mem, const EmbeddedFile *file)
{
	const Mapping *mapping = NULL;
	Err err = {0};
	bool ok = mapping_parse(mem, str_from_c(file->name), embedded_text(file), &mapping, &err);
	assert(ok && "a mapping of our own is malformed");
	(void)ok;
	return mapping;
}

const Mapping *const *mapping_builtin(Arena *mem, size_t *count)
{
	const Mapping **list =
		(const Mapping **)arena_alloc_array(mem, embedded_mappings.len + FACT_KINDS,
						    sizeof(const Mapping *));
	for (size_t i = 0; i < embedded_mappings.len; i++)
		list[i] = parse_embedded(mem, &embedded_mappings.at[i]);
	for (FactKind kind = 0; kind < FACT_KINDS; kind++)
		list[embedded_mappings.len + kind] = fact_template_mapping(mem, kind);
	*count = embedded_mappings.len + FACT_KINDS;
	return list;
}

static bool names_file(Str name)
{
	size_t at;
	return str_find(name, STR("/"), &at) || str_find(name, STR("."), &at);
}

static bool open_file(Arena *mem, Str path, const Mapping **out, Err *err)
{
	Buf text = {.mem = mem};
	if (!source_read_all(str_to_c(mem, path), MAPPING_FILE_MAX, &text, err))
		return false;
	return mapping_parse(mem, path, buf_str(&text), out, err);
}

static const EmbeddedFile *find_embedded(Str name)
{
	for (size_t i = 0; i < embedded_mappings.len; i++) {
		if (str_eq(embedded_name(&embedded_mappings.at[i]), name))
			return &embedded_mappings.at[i];
	}
	return NULL;
}

static bool find_builtin(Arena *mem, Str name, const Mapping **out)
{
	const EmbeddedFile *file = find_embedded(name);
	FactKind kind;
	if (file)
		*out = parse_embedded(mem, file);
	else if (template_kind(name, &kind))
		*out = fact_template_mapping(mem, kind);
	else
		return false;
	return true;
}

static Str builtin_names(Arena *mem)
{
	Buf list = {.mem = mem};
	for (size_t i = 0; i < embedded_mappings.len; i++) {
		buf_add(&list, i > 0 ? STR(", ") : STR(""));
		buf_add(&list, embedded_name(&embedded_mappings.at[i]));
	}
	for (FactKind kind = 0; kind < FACT_KINDS; kind++) {
		buf_add(&list, STR(", "));
		buf_add(&list, template_name(mem, kind));
	}
	return buf_str(&list);
}

static bool fail_unknown(Arena *mem, Str name, Err *err)
{
	Str names = builtin_names(mem);
	return fail_no_such(err, "mapping", "there is no mapping '%.*s'; use one of %.*s",
			    STR_ARG(str_slice(name, 0, 60)), STR_ARG(names));
}

bool mapping_text(Arena *mem, Str name, Str *out, Err *err)
{
	const EmbeddedFile *file = find_embedded(name);
	FactKind kind;
	if (file)
		*out = embedded_text(file);
	else if (template_kind(name, &kind))
		*out = template_text(mem, kind);
	else
		return fail_unknown(mem, name, err);
	return true;
}

bool mapping_open_builtin(Arena *mem, Str name, const Mapping **out, Err *err)
{
	return find_builtin(mem, name, out) || fail_unknown(mem, name, err);
}

bool mapping_open(Arena *mem, Str name, const Mapping **out, Err *err)
{
	if (names_file(name))
		return open_file(mem, name, out, err);
	if (find_builtin(mem, name, out))
		return true;
	Str names = builtin_names(mem);
	return fail(err, ERR_NOT_FOUND,
		    "there is no mapping '%.*s'; use %.*s, or a file such as ./%.*s.json",
		    STR_ARG(str_slice(name, 0, 60)), STR_ARG(names),
		    STR_ARG(str_slice(name, 0, 60)));
}

const MappingInfo *mapping_info(const Mapping *mapping)
{
	return &mapping->info;
}

bool mapping_has_first(const Mapping *mapping)
{
	return mapping->has_first;
}

bool mapping_is_first(const Mapping *mapping, Str order_key)
{
	size_t end = order_key.len;
	if (!mapping->has_first)
		return true;
	(void)str_find(order_key, STR("\t"), &end);
	for (size_t i = 0; i < mapping->info.first_value_count; i++) {
		if (str_eq(mapping->info.first_values[i], str_slice(order_key, 0, end)))
			return true;
	}
	return false;
}

const MappingInfo *mapping_list(Arena *mem, size_t *count)
{
	const Mapping *const *builtin = mapping_builtin(mem, count);
	MappingInfo *list = ARENA_ARRAY(mem, MappingInfo, *count);
	for (size_t i = 0; i < *count; i++)
		list[i] = builtin[i]->info;
	return list;
}

const Ref *mapping_record_ref(const Mapping *mapping)
{
	for (size_t i = 0; i < mapping->key.len; i++) {
		if (mapping->key.at[i].kind == REF_RECORD)
			return &mapping->key.at[i];
	}
	return NULL;
}

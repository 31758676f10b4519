#include "app/mappings.h"

#include "app/stream_intake.h"
#include "ingest/embedded_mappings.h"
#include "ingest/source.h"

enum { MAPPING_FILE_MAX = 1024 * 1024 };

bool mappings_read_own(App *app, ReadMappings *out, Err *err)
{
	OwnMappings list;
	if (!own_mappings_list(app->db, app->mem, &list, err))
		return false;
	ReadMappings read = {ARENA_ARRAY(app->mem, ReadMapping, list.len), list.len};
	for (size_t i = 0; i < list.len; i++) {
		read.at[i].name = list.at[i].name;
		if (mapping_parse(app->mem, list.at[i].name, list.at[i].text, &read.at[i].mapping,
				  err))
			continue;
		err->code = ERR_CORRUPT;
		return fail_in(err,
			       "the installation's mapping '%.*s' cannot be read (add it anew with "
			       "--replace, or remove it)",
			       STR_ARG(list.at[i].name));
	}
	*out = read;
	return true;
}

static const ReadMapping *find_read(const ReadMappings *own, Str name)
{
	for (size_t i = 0; i < own->len; i++) {
		if (str_eq(own->at[i].name, name))
			return &own->at[i];
	}
	return NULL;
}

bool mappings_find(Arena *mem, const ReadMappings *own, Str name, const Mapping **out, Err *err)
{
	const ReadMapping *found = find_read(own, name);
	if (!found)
		return mapping_open(mem, name, out, err);
	*out = found->mapping;
	return true;
}

bool mappings_find_kept(Arena *mem, const ReadMappings *own, Str name, const Mapping **out,
			Err *err)
{
	const ReadMapping *found = find_read(own, name);
	if (!found)
		return mapping_open_builtin(mem, name, out, err);
	*out = found->mapping;
	return true;
}

static bool reads_stream(const Mapping *mapping, Str stream)
{
	const MappingInfo *info = mapping_info(mapping);
	return info->is_fact && str_eq(info->stream, stream);
}

static MUST_CHECK bool only_one(const ReadMappings *list, Str stream, const Mapping **out, Err *err)
{
	const ReadMapping *found = NULL;
	for (size_t i = 0; i < list->len; i++) {
		if (!reads_stream(list->at[i].mapping, stream))
			continue;
		if (found)
			return fail(err, ERR_CONFLICT,
				    "two mappings read the stream '%.*s': '%.*s' and '%.*s'",
				    STR_ARG(stream), STR_ARG(found->name),
				    STR_ARG(list->at[i].name));
		found = &list->at[i];
	}
	*out = found ? found->mapping : NULL;
	return true;
}

static MUST_CHECK bool builtin_of_stream(Arena *mem, Str stream, const Mapping **out, Err *err)
{
	size_t count;
	const MappingInfo *list = mapping_list(mem, &count);
	for (size_t i = 0; i < count; i++) {
		if (list[i].is_fact && str_eq(list[i].stream, stream))
			return mapping_open_builtin(mem, list[i].name, out, err);
	}
	*out = NULL;
	return true;
}

bool mappings_of_stream(Arena *mem, const ReadMappings *given, const ReadMappings *own, Str stream,
			const Mapping **out, Err *err)
{
	const Mapping *found;
	if (!only_one(given, stream, &found, err) ||
	    (!found && !only_one(own, stream, &found, err)) ||
	    (!found && !builtin_of_stream(mem, stream, &found, err)))
		return false;
	*out = found;
	return true;
}

static MUST_CHECK bool read_rows(App *app, OwnMappings *own, ReadMappings *read, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok =
		own_mappings_list(app->db, app->mem, own, err) && mappings_read_own(app, read, err);
	app_end(app);
	return ok;
}

bool mappings_rows(App *app, Arena *mem, MappingRows *out, Err *err)
{
	OwnMappings own = {0};
	ReadMappings read = {0};
	size_t count;
	if (app && !read_rows(app, &own, &read, err))
		return false;
	const MappingInfo *builtin = mapping_list(mem, &count);
	MappingRow *rows = ARENA_ARRAY(mem, MappingRow, own.len + count);
	for (size_t i = 0; i < own.len; i++)
		rows[i] = (MappingRow){*mapping_info(read.at[i].mapping), true, own.at[i].added_at,
				       own.at[i].added_by};
	for (size_t i = 0; i < count; i++)
		rows[own.len + i] = (MappingRow){.info = builtin[i]};
	*out = (MappingRows){rows, own.len + count};
	return true;
}

/* A built-in mapping's file; NULL where there is none of this name. */
static const EmbeddedFile *find_builtin(Str name)
{
	for (size_t i = 0; i < embedded_mappings.len; i++) {
		Str file = str_from_c(embedded_mappings.at[i].name);
		if (file.len == name.len + STR(".json").len && str_starts(file, name) &&
		    str_ends(file, STR(".json")))
			return &embedded_mappings.at[i];
	}
	return NULL;
}

static const OwnMapping *find_own(const OwnMappings *own, Str name)
{
	for (size_t i = 0; i < own->len; i++) {
		if (str_eq(own->at[i].name, name))
			return &own->at[i];
	}
	return NULL;
}

static bool fail_unknown(Str name, Err *err)
{
	return fail_no_such(err, "mapping", "there is no mapping '%.*s'",
			    STR_ARG(str_slice(name, 0, 60)));
}

static MUST_CHECK bool list_own(App *app, OwnMappings *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = own_mappings_list(app->db, app->mem, out, err);
	app_end(app);
	return ok;
}

bool mappings_text(App *app, Arena *mem, Str name, Str *out, Err *err)
{
	OwnMappings list = {0};
	if (app && !list_own(app, &list, err))
		return false;
	const OwnMapping *own = find_own(&list, name);
	const EmbeddedFile *builtin = find_builtin(name);
	if (!own && !builtin)
		return fail_unknown(name, err);
	*out = str_copy(mem, own ? own->text : (Str){builtin->bytes, builtin->len});
	return true;
}

/* Whether it may be added; `was` is the one that it replaces. */
static MUST_CHECK bool check_new(App *app, const Mapping *mapping, Str text, bool replace,
				 const OwnMapping **was, Err *err)
{
	const MappingInfo *info = mapping_info(mapping);
	OwnMappings list;
	ReadMappings others;
	if (!own_mappings_list(app->db, app->mem, &list, err))
		return false;
	*was = find_own(&list, info->name);
	if (find_builtin(info->name))
		return fail(err, ERR_CONFLICT,
			    "the built-in mapping '%.*s' has this name; give the file another",
			    STR_ARG(info->name));
	if (*was && !replace && !str_eq((*was)->text, text))
		return fail(
			err, ERR_CONFLICT,
			"there is a mapping '%.*s' already; --replace puts this one in its place",
			STR_ARG(info->name));
	if (info->stream.len == 0)
		return true;
	if (!mappings_read_own(app, &others, err))
		return false;
	for (size_t i = 0; i < others.len; i++) {
		if (reads_stream(others.at[i].mapping, info->stream) &&
		    !str_eq(others.at[i].name, info->name))
			return fail(err, ERR_CONFLICT,
				    "the mapping '%.*s' reads the stream '%.*s' already",
				    STR_ARG(others.at[i].name), STR_ARG(info->stream));
	}
	return true;
}

static MUST_CHECK bool add(App *app, const Mapping *mapping, Str text, bool replace,
			   MappingAdded *out, Err *err)
{
	const OwnMapping *was;
	const MappingInfo *info = mapping_info(mapping);
	MappingAdded added = {.info = *info};
	if (!check_new(app, mapping, text, replace, &was, err))
		return false;
	OwnMapping row = {info->name, text, app->now, app->user};
	added.unchanged = was && str_eq(was->text, text);
	added.replaced = was && !added.unchanged;
	if (!added.unchanged && !own_mapping_put(app->db, &row, err))
		return false;
	if (info->is_fact && info->stream.len > 0 &&
	    !stream_release(app, mapping, (Str){0}, &added.released, err))
		return false;
	*out = added;
	return true;
}

bool mappings_add(App *app, Str path, bool replace, MappingAdded *out, Err *err)
{
	Buf text = {.mem = app->mem};
	const Mapping *mapping;
	MappingAdded added;
	if (!source_read_all(str_to_c(app->mem, path), MAPPING_FILE_MAX, &text, err) ||
	    !mapping_parse(app->mem, path, buf_str(&text), &mapping, err) ||
	    !app_begin_write(app, err))
		return false;
	if (!add(app, mapping, buf_str(&text), replace, &added, err)) {
		app_end(app);
		return false;
	}
	*out = added;
	if (added.unchanged && added.released.tried == 0)
		return app_commit_unchanged(app, err);
	app_tell(app, TOPIC_SETTING, added.info.name);
	return app_commit(app, err);
}

bool mappings_remove(App *app, Str name, Err *err)
{
	bool removed;
	if (find_builtin(name))
		return fail(err, ERR_CONFLICT, "the mapping '%.*s' is built in", STR_ARG(name));
	if (!app_begin_write(app, err))
		return false;
	if (!own_mapping_remove(app->db, name, &removed, err) ||
	    (!removed && !fail_unknown(name, err))) {
		app_end(app);
		return false;
	}
	app_tell(app, TOPIC_SETTING, name);
	return app_commit(app, err);
}

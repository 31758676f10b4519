#include "cli/import_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp_natural(*(const Str *)a, *(const Str *)b);
}

/* Fails at what is neither file nor folder only when it is read. */
static MUST_CHECK bool read_folder(Arena *mem, const char *path, TextList *out, Err *err)
{
	DIR *folder = opendir(path);
	TextList names = {0};
	if (!folder)
		return fail(err, ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
	errno = 0;
	for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
		Str file =
			str_format(mem, "%s%s%s", path,
				   str_ends(str_from_c(path), STR("/")) ? "" : "/", entry->d_name);
		if (entry->d_name[0] != '.' && !is_folder(str_to_c(mem, file)))
			*vec_push(mem, &names) = file;
		errno = 0;
	}
	int failed = errno;
	(void)closedir(folder);
	if (failed != 0)
		return fail(err, ERR_IO, "%s: cannot be read: %s", path, strerror(failed));
	if (names.len == 0)
		return fail(err, ERR_INPUT, "%s: the folder holds no files", path);
	qsort(names.at, names.len, sizeof *names.at, compare_names);
	for (size_t i = 0; i < names.len; i++)
		*vec_push(mem, out) = names.at[i];
	return true;
}

bool import_files_find(Arena *mem, const TextList *words, ImportFiles *out, Err *err)
{
	ImportFiles files = {.several = words->len > 1};
	for (size_t i = 0; i < words->len; i++) {
		const char *path = str_to_c(mem, words->at[i]);
		if (!is_folder(path)) {
			*vec_push(mem, &files.paths) = words->at[i];
			continue;
		}
		files.several = true;
		if (!read_folder(mem, path, &files.paths, err))
			return false;
	}
	*out = files;
	return true;
}

#ifndef PACTA_CLI_IMPORT_FILES_H
#define PACTA_CLI_IMPORT_FILES_H

/* Which files the arguments of an import mean. */

#include "cli/args.h"

typedef struct ImportFiles {
	TextList paths;
	bool several; /* of several arguments, or of a folder: then there is a list of answers */
} ImportFiles;

/*
 * Files as they are named; of a folder the files in it, by name, without hidden ones and folders.
 * Errors: ERR_IO a folder cannot be read; ERR_INPUT it holds no file
 */
MUST_CHECK bool import_files_find(Arena *mem, const TextList *words, ImportFiles *out, Err *err);

#endif

#ifndef PACTA_BASE_EMBED_H
#define PACTA_BASE_EMBED_H

/*
 * Files that the build put into the binary (tools/embed), so that pacta is one file to install.
 *
 * The bytes are those of the file, constant and alive for the whole process. One NUL stands after
 * the last byte and is not counted in `len`, so a text file may be used as a C string.
 * Files are sorted by name, in byte order.
 */

#include <stddef.h>

typedef struct EmbeddedFile {
	const char *name;  /* path below the embedded folder, such as "0001_history.sql" */
	const char *bytes; /* len bytes and a NUL */
	size_t len;        /* bytes */
} EmbeddedFile;

typedef struct EmbeddedFiles {
	const EmbeddedFile *at; /* NULL when len is 0 */
	size_t len;
} EmbeddedFiles;

#endif

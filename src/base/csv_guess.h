#ifndef PACTA_BASE_CSV_GUESS_H
#define PACTA_BASE_CSV_GUESS_H

/* What the beginning of a CSV file tells about the rest of it. Pure. */

#include "base/str.h"

/* True if `head` begins with a byte order mark of UTF-16 or UTF-32. */
bool csv_guess_wide(Str head);

/*
 * The delimiter of a CSV file whose beginning is `head`: the one of tab | ; , that
 * splits the first records into many fields and evenly, so that decimal commas and
 * a malformed record do not mislead. Comma where none does, and in UTF-16.
 *
 * complete  `head` is the whole file; else what follows its last line end is left out
 */
char csv_guess_delimiter(Str head, bool complete);

#endif

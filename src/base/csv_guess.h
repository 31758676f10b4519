#ifndef PACTA_BASE_CSV_GUESS_H
#define PACTA_BASE_CSV_GUESS_H

/*
 * The delimiter of a CSV file whose beginning is `head`: the one of tab | ; , that
 * splits the first records into many fields and evenly, so that decimal commas and
 * a malformed record do not mislead. Comma where none does. Pure.
 *
 * complete  `head` is the whole file; else what follows its last line end is left out
 */

#include "base/str.h"

char csv_guess_delimiter(Str head, bool complete);

#endif

#ifndef PACTA_STORE_MIGRATIONS_H
#define PACTA_STORE_MIGRATIONS_H

/*
 * The numbered migrations: every src/store/migrations/…/N.sql, put into the binary by the build.
 *
 * A name is the path below src/store/migrations; the list is sorted by name, which is the order in
 * which migrations are applied as long as their numbers have the same number of digits.
 */

#include "base/embed.h"

extern const EmbeddedFiles embedded_migrations;

#endif

#ifndef PACTA_STORE_POSTGRES_LINK_H
#define PACTA_STORE_POSTGRES_LINK_H

/*
 * Connecting to PostgreSQL, and its errors in pacta's words. A part of the driver
 * postgres.c. No error text ever holds the URL, which may hold a password.
 */

#include "base/err.h"

#include <libpq-fe.h>

/* Errors: ERR_USAGE  the URL cannot be read, or a password in it is not %-encoded */
MUST_CHECK bool postgres_link_check_url(const char *url, Err *err);

/*
 * A connection in pipeline mode: UTF-8, UTC, durable commits, no notices.
 * Errors: ERR_UNAVAILABLE; ERR_INPUT  the database is not in UTF-8
 */
MUST_CHECK bool postgres_link_open(const char *url, PGconn **out, Err *err);

/* The error of `result`, or of the connection when it was lost or `result` is NULL. */
bool postgres_link_fail(PGconn *conn, const PGresult *result, Err *err);

#endif

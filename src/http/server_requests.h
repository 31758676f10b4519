#ifndef PACTA_HTTP_SERVER_REQUESTS_H
#define PACTA_HTTP_SERVER_REQUESTS_H

/* What libmicrohttpd calls, with a Server as context: from the first line of a request to its end. */

#include "http/server_state.h"

#include <microhttpd.h>

void on_connection(void *context, struct MHD_Connection *connection, void **own,
		   enum MHD_ConnectionNotificationCode what);

/* The request's first line is here. Returns the turn, which the others get as `turn`. */
void *on_target(void *context, const char *target, struct MHD_Connection *connection);

/* Leaves the target as it was received. */
size_t on_unescape(void *context, struct MHD_Connection *connection, char *text);

enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
			   const char *method, const char *version, const char *upload_data,
			   size_t *upload_data_size, void **turn);

void on_completed(void *context, struct MHD_Connection *connection, void **turn,
		  enum MHD_RequestTerminationCode why);

void on_message(void *context, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));

#endif

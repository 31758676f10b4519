#ifndef PACTA_HTTP_STATUS_H
#define PACTA_HTTP_STATUS_H

/* The answers to /healthz and /metrics: what the server knows without asking the store. */

#include "http/call.h"
#include "http/server_state.h"

void status_write_health(Server *server, Reply *reply);
void status_write_metrics(Server *server, Reply *reply);

#endif

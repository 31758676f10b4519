#ifndef PACTA_HTTP_SERVER_ANSWERS_H
#define PACTA_HTTP_SERVER_ANSWERS_H

/* From a complete request to its answer: kept ones, pages, the server's own, and work for others. */

#include "http/turn.h"

/*
 * Answer, or suspend the connection and give the request to a worker; it is then resumed when the answer
 * is there. False: the connection must be closed.
 */
bool answer_request(Turn *turn);

/* Send what STAGE_REPLIED holds. False: the connection must be closed. */
bool answer_send(Turn *turn);

/* A WorkFunction; its context is the server. */
void answer_work(void *context, Work *work, App *app, const Err *why);

/* While the store does not answer: tell those who wait for a worker. */
void answer_waiting(Server *server, const Err *why);

#endif

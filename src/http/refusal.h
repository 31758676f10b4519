#ifndef PACTA_HTTP_REFUSAL_H
#define PACTA_HTTP_REFUSAL_H

/*
 * Answers to requests that are cut off before they are complete, when libmicrohttpd takes no answer:
 * whole HTTP messages, written to the socket at once or not at all.
 */

typedef enum Refusal {
	REFUSAL_TOO_SLOW,  /* 408 */
	REFUSAL_TOO_MANY,  /* 400: parameters */
	REFUSAL_TOO_LARGE, /* 413: a body without a length that goes on and on */
	REFUSAL_BUSY,      /* 503: no memory to hold the body in */
	REFUSAL_NO_ROOM,   /* 507: the disk is full */
} Refusal;

int refusal_status(Refusal refusal);

/* Never waits. The connection must be closed afterwards. */
void refusal_send(int socket, Refusal refusal);

#endif

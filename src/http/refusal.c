#include "http/refusal.h"

#include "http/response.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

typedef struct Text {
	int status;
	const char *title;
	const char *code;
	const char *detail;
	const char *more; /* header lines */
} Text;

static const Text TEXTS[] = {
	[REFUSAL_TOO_SLOW] = {408, "Request Timeout", "timeout",
			      "the request did not come within its time; send it again", ""},
	[REFUSAL_TOO_MANY] = {400, "Bad Request", "usage",
			      "the address has more than 200 parameters", ""},
	[REFUSAL_TOO_LARGE] = {413, "Content Too Large", "too-large",
			       "the body is larger than this address takes", ""},
	[REFUSAL_BUSY] = {503, "Service Unavailable", "busy",
			  "too many requests with bodies at once; try again", "Retry-After: 2\r\n"},
	[REFUSAL_NO_ROOM] =
		{507, "Insufficient Storage", "io",
		 "the file could not be kept on the server's disk, which is full or failing; "
		 "see its log, free some space and send it again",
		 ""},
};

int refusal_status(Refusal refusal)
{
	return TEXTS[refusal].status;
}

void refusal_send(int socket, Refusal refusal)
{
	const Text *text = &TEXTS[refusal];
	char body[512];
	char message[2048];
	int length = snprintf(body, sizeof body,
			      "{\"type\":\"urn:pacta:problem:%s\",\"title\":\"%s\",\"status\":%d,"
			      "\"detail\":\"%s\",\"code\":\"%s\"}\n",
			      text->code, text->title, text->status, text->detail, text->code);
	int whole = snprintf(message, sizeof message,
			     "HTTP/1.1 %d %s\r\n%sContent-Type: application/problem+json\r\n"
			     "Cache-Control: no-store\r\n%sConnection: close\r\n"
			     "Content-Length: %d\r\n\r\n%s",
			     text->status, text->title, RESPONSE_COMMON_LINES, text->more, length,
			     body);
	if (whole > 0 && (size_t)whole < sizeof message)
		(void)!send(socket, message, (size_t)whole, MSG_DONTWAIT | MSG_NOSIGNAL);
}

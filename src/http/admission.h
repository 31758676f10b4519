#ifndef PACTA_HTTP_ADMISSION_H
#define PACTA_HTTP_ADMISSION_H

/*
 * Whether a request is taken, told by its headers before its body is read; and its body, which is
 * bounded as it comes in.
 */

#include "http/turn.h"

/*
 * Look at the headers: the turn is then in STAGE_BODY, in STAGE_COMPLETE where nothing more comes,
 * or in STAGE_REPLIED where it is refused.
 */
void admission_check(Turn *turn, const char *method, const char *version, size_t header_bytes);

/*
 * Take a part of the body. False: it is too much, and the connection must be closed; the client has been
 * told.
 */
bool admission_take(Turn *turn, Str part);

#endif

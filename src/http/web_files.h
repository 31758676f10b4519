#ifndef PACTA_HTTP_WEB_FILES_H
#define PACTA_HTTP_WEB_FILES_H

/* The pages (web/), bundled by the build: index.html, favicon.svg, and assets whose names hold their hash. */

#include "base/embed.h"

extern const EmbeddedFiles WEB_FILES;

#endif

/*
 * Read before every source that clang-tidy looks at (./dev lint), and by nothing else.
 *
 * The analyser sees one source at a time and so cannot know that fail() returns false: it would
 * follow paths on which a function failed and its caller went on.
 */
#include "base/err.h"

#define fail(...) ((void)(fail)(__VA_ARGS__), false)
#define fail_in(...) ((void)(fail_in)(__VA_ARGS__), false)

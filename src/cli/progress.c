#include "cli/progress.h"

#include "base/utf8.h"
#include "cli/screen.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, TITLE_WIDTH = 30, REDRAW_MS = 100 };

static int64_t clock_ms(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_init(Progress *progress, const char *path, bool unicode)
{
	struct stat info;
	const char *slash = strrchr(path, '/');
	*progress = (Progress){
		.shown = screen_is_terminal(STDERR_FILENO),
		.unicode = unicode,
		.title = strcmp(path, "-") == 0 ? STR("standard input")
						: str_from_c(slash ? slash + 1 : path),
		.drawn_at = clock_ms(),
	};
	if (stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
		progress->size = (uint64_t)info.st_size;
}

static void add_bar(Buf *line, const Progress *progress, uint64_t bytes)
{
	uint64_t done = bytes < progress->size ? bytes : progress->size;
	size_t full = (size_t)(done / (progress->size / BAR_WIDTH + 1));
	if (done == progress->size)
		full = BAR_WIDTH;
	for (size_t i = 0; i < BAR_WIDTH; i++)
		buf_add(line, i < full ? (progress->unicode ? STR("━") : STR("#"))
				       : (progress->unicode ? STR("─") : STR("-")));
	buf_add_format(line, " %3d %%", (int)(done / (progress->size / 100 + 1)));
}

static void draw(Progress *progress, uint64_t bytes, uint64_t rows)
{
	Arena mem;
	Err err;
	arena_init(&mem);
	Buf line = {.mem = &mem};
	Str title = utf8_fit(&mem, utf8_printable(&mem, progress->title), TITLE_WIDTH);
	if (!progress->unicode)
		title = screen_ascii(&mem, title);
	buf_add(&line, STR("\r\x1b[K"));
	buf_add(&line, title);
	buf_add_byte(&line, ' ');
	if (rows > 0)
		buf_add_format(&line, " recording, %llu rows", (unsigned long long)rows);
	else if (progress->size > 0)
		add_bar(&line, progress, bytes);
	else
		buf_add_format(&line, " %llu MB read", (unsigned long long)(bytes >> 20));
	/* A bar that cannot be drawn is no reason to stop. */
	progress->shown = screen_write(STDERR_FILENO, buf_str(&line), &err);
	progress->drawn = true;
	arena_deinit(&mem);
}

void progress_note(void *context, uint64_t bytes, uint64_t rows)
{
	Progress *progress = context;
	if (!progress->shown)
		return;
	int64_t now = clock_ms();
	if (now - progress->drawn_at < REDRAW_MS)
		return;
	progress->drawn_at = now;
	draw(progress, bytes, rows);
}

void progress_clear(Progress *progress)
{
	Err err;
	if (progress->drawn)
		progress->shown = screen_write(STDERR_FILENO, STR("\r\x1b[K"), &err);
	progress->drawn = false;
}

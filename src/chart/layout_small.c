#include "chart/layout_parts.h"
#include "chart/scale.h"
#include "chart/wording.h"

enum {
	BULLET_HEIGHT = 18,
	BULLET_TOP = 6,
	BULLET_BOTTOM = 12,
	TARGET_REACH = 3,
	TEXT_ROOM = 52,  /* right of the track */
	TEXT_FROM = 120, /* narrower ones have no text */
	TEXT_GAP = 8,
	TEXT_BASELINE = 13,
	SPARK_HEIGHT = 24,
	SPARK_PAD = 4,
	SPARK_RADIUS = 5, /* half px */
};

static Str bullet_words(Arena *mem, const Bullet *bullet)
{
	Str value = wording_measure(mem, &bullet->quantity, bullet->value);
	if (!bullet->target.set)
		return value;
	return WORDS(mem, value, STR(" against "),
		     wording_measure(mem, &bullet->quantity, bullet->target));
}

/* From zero to the end of the track; both larger where they are beyond it. */
static Scale bullet_scale(const Bullet *bullet)
{
	Span span = {.any = true, .most = bullet->full};
	if (bullet->value.set)
		span_add(&span, bullet->value.scaled);
	if (bullet->target.set)
		span_add(&span, bullet->target.scaled);
	if (span.least == span.most)
		span.most++;
	return (Scale){span.least, span.most, 1};
}

Outline layout_bullet(Sheet *sheet)
{
	const Bullet *bullet = &sheet->chart->bullet;
	bool text = sheet->width >= TEXT_FROM;
	double track = text ? sheet->width - TEXT_ROOM : sheet->width;
	Scale scale = bullet_scale(bullet);
	double zero = scale_at(scale, 0) * track;
	double middle = (BULLET_TOP + BULLET_BOTTOM) / 2.0;
	if (!bullet->value.set) {
		sheet_line(sheet, ROLE_NA, 0, middle, track, middle);
	} else {
		sheet_add(sheet, (Mark){.kind = MARK_RECT,
					.role = ROLE_TRACK,
					.y = BULLET_TOP,
					.x2 = track,
					.y2 = BULLET_BOTTOM});
		double end = scale_at(scale, bullet->value.scaled) * track;
		sheet_add(sheet, (Mark){.kind = MARK_RECT,
					.role = ROLE_MEASURE,
					.x = end < zero ? end : zero,
					.y = BULLET_TOP,
					.x2 = end < zero ? zero : end,
					.y2 = BULLET_BOTTOM});
	}
	if (bullet->target.set) {
		double x = scale_at(scale, bullet->target.scaled) * (track - 2) + 1;
		sheet_line(sheet, ROLE_TARGET, x, BULLET_TOP - TARGET_REACH, x,
			   BULLET_BOTTOM + TARGET_REACH);
	}
	if (text)
		sheet_text(sheet,
			   (Mark){.role = ROLE_VALUE,
				  .text = bullet->value.set
						  ? wording_short(sheet->mem, &bullet->quantity,
								  bullet->value.scaled)
						  : STR("n/a"),
				  .x = track + TEXT_GAP,
				  .y = TEXT_BASELINE});
	return (Outline){.height = BULLET_HEIGHT, .description = bullet_words(sheet->mem, bullet)};
}

static Str spark_words(Arena *mem, const Sparkline *spark)
{
	if (spark->len == 0)
		return STR("no data");
	const Datum *first = &spark->data[0];
	const Datum *last = &spark->data[spark->len - 1];
	Period all = {first->during.from, last->during.to};
	return WORDS(mem, wording_period(mem, all), STR(": from "),
		     wording_measure(mem, &spark->quantity, first->value), STR(" to "),
		     wording_measure(mem, &spark->quantity, last->value));
}

Outline layout_sparkline(Sheet *sheet)
{
	const Sparkline *spark = &sheet->chart->sparkline;
	PathPoint *points = ARENA_ARRAY(sheet->mem, PathPoint, spark->len);
	double width = sheet->width - 2 * SPARK_PAD;
	double apart = spark->len > 1 ? width / (double)(spark->len - 1) : 0;
	Span span = {0};
	size_t len = 0;
	for (size_t i = 0; i < spark->len; i++) {
		if (spark->data[i].value.set)
			span_add(&span, spark->data[i].value.scaled);
	}
	Scale scale = {span.least, span.most, 1};
	for (size_t i = 0; i < spark->len; i++) {
		const Datum *datum = &spark->data[i];
		if (!datum->value.set)
			continue;
		double share = span.least < span.most ? scale_at(scale, datum->value.scaled) : 0.5;
		bool joined = i > 0 && datum[-1].value.set;
		points[len++] = (PathPoint){SPARK_PAD + (double)i * apart,
					    SPARK_HEIGHT - SPARK_PAD -
						    share * (SPARK_HEIGHT - 2 * SPARK_PAD),
					    !joined};
	}
	sheet_path(sheet, (Mark){.role = ROLE_SPARK}, points, len);
	if (len > 0)
		sheet_add(sheet, (Mark){.kind = MARK_CIRCLE,
					.role = ROLE_SPARK_END,
					.variant = (int)spark->end,
					.x = points[len - 1].x,
					.y = points[len - 1].y,
					.x2 = SPARK_RADIUS / 2.0});
	return (Outline){.height = SPARK_HEIGHT, .description = spark_words(sheet->mem, spark)};
}

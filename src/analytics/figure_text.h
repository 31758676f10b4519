#ifndef PACTA_ANALYTICS_FIGURE_TEXT_H
#define PACTA_ANALYTICS_FIGURE_TEXT_H

/* Figures and amounts as people read them: thousands grouped, rounded half-even, with their unit. Pure. */

#include "analytics/metric.h"

/* What the value reads as: "93.9 %", "0.917", "109,090.91", "101.15 h", "31 Mar 2026", "12 days"; n/a: the reason's text. */
Str figure_text(Arena *mem, const Figure *figure);
Str measure_text(Arena *mem, Unit unit, Currency currency, int128 amount);

#endif

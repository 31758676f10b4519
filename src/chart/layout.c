#include "chart/layout.h"

#include "chart/layout_parts.h"

enum { EMPTY_HEIGHT = 72, EMPTY_BASELINE = 40 };

static Outline layout_empty(Sheet *sheet)
{
	sheet_text(sheet,
		   (Mark){.role = ROLE_NOTE, .text = sheet->chart->empty, .y = EMPTY_BASELINE});
	return (Outline){.height = EMPTY_HEIGHT, .description = sheet->chart->empty};
}

static Outline outline(Sheet *sheet)
{
	if (sheet->chart->empty.len > 0)
		return layout_empty(sheet);
	switch (sheet->chart->kind) {
	case CHART_PANELS:
		return layout_panels(sheet);
	case CHART_TIMELINE:
		return layout_timeline(sheet);
	case CHART_BULLET:
		return layout_bullet(sheet);
	case CHART_SPARKLINE:
		return layout_sparkline(sheet);
	}
	__builtin_unreachable();
}

Layout chart_layout(const Chart *chart, Arena *mem)
{
	Sheet sheet = {.mem = mem, .chart = chart, .width = chart->width};
	Outline found = outline(&sheet);
	sheet_add_groups(&sheet);
	return (Layout){
		.width = sheet.width,
		.height = found.height,
		.has_plot = found.has_plot,
		.plot = found.plot,
		.marks = sheet.marks.at,
		.len = sheet.marks.len,
		.description = found.description.len > 0 ? found.description : chart->summary,
	};
}

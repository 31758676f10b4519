/*
 * Rows of figures in an order: by name, or by a metric's value; what is not available comes last either way. Pure.
 */
import type { Sort } from "../../ui/table";
import type { FigureRow, MetricFigure } from "../metrics/types";

/* For order only; dates as texts of equal length. */
function orderOf(figure: MetricFigure | undefined): number {
	if (!figure || figure.value === null) return NaN;
	return figure.unit === "date" ? Date.parse(figure.value) : Number(figure.value);
}

const nameOf = ({ name, scope }: FigureRow): string => name ?? scope;

export function sorted(rows: FigureRow[], { by, order }: Sort): FigureRow[] {
	const sign = order === "desc" ? -1 : 1;
	const byName = (a: FigureRow, b: FigureRow) => nameOf(a).localeCompare(nameOf(b), "en");
	if (by === "name") return [...rows].sort((a, b) => sign * byName(a, b));
	return rows
		.map((row) => ({ row, at: orderOf(row.figures.find(({ metric }) => metric === by)) }))
		.sort((a, b) => {
			if (Number.isNaN(a.at) || Number.isNaN(b.at))
				return Number(Number.isNaN(a.at)) - Number(Number.isNaN(b.at)) || byName(a.row, b.row);
			return sign * (a.at - b.at) || byName(a.row, b.row);
		})
		.map(({ row }) => row);
}

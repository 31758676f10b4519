/*
 * An empty file of pacta's own form, made here: its header line.
 */
import type { Field } from "../../types";

const FIRST = [
	"contract",
	"account",
	"currency",
	"kind",
	"name",
	"effective_on",
	"signed_on",
	"reason",
];

export function downloadTemplate(fields: Field[]): void {
	const header = [...FIRST, ...fields.map(({ name }) => name)].join(",") + "\r\n";
	const url = URL.createObjectURL(new Blob([header], { type: "text/csv" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = "pacta-contracts.csv";
	link.click();
	window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

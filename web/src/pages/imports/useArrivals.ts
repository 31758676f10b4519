/*
 * Files that come in on a page: where they are dropped, their options and previews, and what follows.
 */
import { useApi } from "../../api";
import { many, sentence } from "../../format";
import { useKeys } from "../../keyboard";
import { navigate } from "../../router";
import type { ImportSummary, Mapping } from "../../types";
import { notify } from "../../ui/Notice";
import { asProblem } from "../shared/problems";
import { useOptions, type ImportOptions } from "./reading";
import { importPath } from "./paths";
import { keepResult } from "./results";
import { offerUndo, undoImport, undoneWords } from "./undo";
import { useIncoming, type IncomingFiles } from "./useIncoming";
import { contractWords, factWords, newlyWaiting, news } from "./words";

/* What was recorded of a single file is shown on the import's own page. */
function imported(summary: ImportSummary, alone: boolean): void {
	const id = summary.import;
	if (id === null) return;
	keepResult(id, summary);
	if (!alone) return;
	navigate(importPath(id));
	const fresh = news(summary);
	const what = summary.fact ? factWords(summary.fact) : contractWords(summary);
	if (fresh > 0) offerUndo(id, `${many(fresh, "row")} imported: ${what}.`);
	else notify({ text: `${many(newlyWaiting(summary), "row")} put into quarantine.` });
}

interface Arrivals {
	incoming: IncomingFiles;
	options: ImportOptions;
	mappings: Mapping[];
	undo: (id: string) => Promise<void>;
	isOpen: boolean;
}

export function useArrivals(): Arrivals {
	const options = useOptions();
	const mappings = useApi<{ mappings: Mapping[] }>("/mappings").data?.mappings ?? [];
	const incoming = useIncoming(options, imported);
	useKeys("Files", [
		{
			key: "o",
			does: "Choose files to import",
			run: () => document.querySelector<HTMLInputElement>('input[type="file"]')?.click(),
		},
	]);
	const undo = async (id: string) => {
		try {
			notify({ text: undoneWords(await undoImport(id, "")), tone: "idle" });
			const gone = incoming.files.find(({ summary }) => summary?.import === id);
			if (gone) incoming.remove(gone.id);
		} catch (error) {
			notify({ text: sentence(asProblem(error).detail), tone: "bad" });
		}
	};
	return { incoming, options, mappings, undo, isOpen: incoming.files.length > 0 };
}

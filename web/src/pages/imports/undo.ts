/*
 * Takes an import back: what it added is retracted, what it corrected is recorded again as it was.
 */
import { apiPath, send } from "../../api";
import { many, sentence } from "../../format";
import { changed } from "../../live";
import type { ImportUndo } from "../../types";
import { notify } from "../../ui/Notice";
import { asProblem } from "../shared/problems";

const offers = new Map<string, () => void>();

/** Tells what was imported, and offers the way back as long as nobody has gone it. */
export function offerUndo(id: string, text: string): void {
	const run = async () => {
		try {
			notify({ text: undoneWords(await undoImport(id, "")), tone: "idle" });
		} catch (error) {
			notify({ text: sentence(asProblem(error).detail), tone: "bad" });
		}
	};
	offers.set(id, notify({ text, action: { label: "Undo", run } }));
}

export async function undoImport(id: string, reason: string): Promise<ImportUndo> {
	const undo = await send<ImportUndo>(
		"POST",
		apiPath`/imports/${id}/undo`,
		reason ? { reason } : {},
	);
	offers.get(id)?.();
	offers.delete(id);
	changed("import", "contract", "account");
	return undo;
}

export const undoneWords = ({ file, retracted, restored }: ImportUndo): string =>
	`${file} is undone: ${many(retracted, "row")} taken back` +
	(restored > 0 ? `, ${many(restored, "row")} as before.` : ".");

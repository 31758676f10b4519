/*
 * Saving a revision or a retraction: once, against the history that the writer saw, with undo.
 */
import { useState } from "preact/hooks";
import { apiPath, Problem, send, useAttempt } from "../../api";
import { formatFigure, isMoney, signOf } from "../../format";
import type { Effect, Figure } from "../../types";
import { notify } from "../../ui/Notice";
import { contractChanged } from "./useContract";

export interface Write {
	/** While it is sent, and after it was saved: what is new in the history then is one's own. */
	busy: boolean;
	problem: Problem | null;
	/** True where it was saved. */
	save: (path: string, body: unknown, ifMatch: number) => Promise<Effect | null>;
	forget: () => void;
}

export function useWrite(contract: string): Write {
	const attempt = useAttempt();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const save = async (path: string, body: unknown, ifMatch: number): Promise<Effect | null> => {
		setBusy(true);
		setProblem(null);
		try {
			return await attempt.send<Effect>("POST", path, body, { ifMatch });
		} catch (error) {
			setBusy(false);
			if (!(error instanceof Problem)) throw error;
			setProblem(error);
			return null;
		} finally {
			contractChanged(contract);
		}
	};
	return { busy, problem, save, forget: () => setProblem(null) };
}

const effectWords = (name: string, figure: Figure): string => {
	if (isMoney(figure) && signOf(figure) === 0) return `${name} unchanged`;
	return `${name} ${formatFigure(figure, { digits: "whole", plus: true })}`;
};

/** "Revision 4 recorded: revenue + $ 14,959, profit + $ 4,488." with the way back. */
export function tellRecorded(contract: string, { number, effect }: Effect): void {
	notify({
		text: `Revision ${number} recorded: ${effectWords("revenue", effect.revenue)}, ${effectWords("profit", effect.profit)}.`,
		action: { label: "Undo", run: () => undo(contract, number) },
	});
}

export function tellRetracted({ effect }: Effect, target: number): void {
	notify({
		text: `Revision ${target} retracted: ${effectWords("revenue", effect.revenue)}, ${effectWords("profit", effect.profit)}.`,
	});
}

async function undo(contract: string, number: number): Promise<void> {
	try {
		await send<Effect>("POST", apiPath`/contracts/${contract}/revisions/${number}/retraction`, {
			reason: "undone",
		});
		notify({ text: `Revision ${number} is retracted; both stay in the history.` });
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		notify({ text: `Revision ${number} could not be undone: ${error.detail}`, tone: "bad" });
	} finally {
		contractChanged(contract);
	}
}

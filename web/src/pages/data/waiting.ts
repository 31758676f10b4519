/*
 * What one can do with rows that wait, and which group of them is open; the latter lives in the address.
 */
import { send } from "../../api";
import { many, sentence } from "../../format";
import { changed } from "../../live";
import { setQuery, useQuery } from "../../router";
import type { Retried, Suggestion, WaitingGroup } from "../../types";
import { notify } from "../../ui/Notice";
import { asProblem } from "../shared/problems";
import { releasedWords } from "./words";

/** What names a group: all of these as it tells them, also what it has none of. */
export const groupOf = ({ source, fact, code, subject, unknown, within }: WaitingGroup) => ({
	source,
	fact,
	code,
	subject,
	unknown,
	within,
});

/** Tries rows again, or discards them, and tells what came of it. */
export async function act(path: "retry" | "discard", body: object): Promise<void> {
	try {
		const done = await send<Partial<Retried> & { discarded?: number }>(
			"POST",
			`/quarantine/${path}`,
			body,
		);
		if (path === "discard") {
			const text = `${many(done.discarded ?? 0, "row")} discarded; kept, but no longer listed.`;
			notify({ text, tone: "idle" });
		} else {
			const { tried = 0, taken = 0, seconds = 0, waiting = 0 } = done;
			const rest =
				waiting > 0 ? `; ${many(waiting, "row")} wait${waiting === 1 ? "s" : ""} on` : "";
			const words = releasedWords({ tried, taken, seconds, waiting });
			notify({
				text: taken > 0 ? `Taken: ${words}${rest}.` : `Nothing could be taken yet${rest}.`,
				tone: taken > 0 ? "good" : "idle",
			});
		}
		changed("link");
	} catch (error) {
		notify({ text: sentence(asProblem(error).detail), tone: "bad" });
	}
}

/** "rows": those of the group with this id; "link": the form that links its name. */
export type Panel = { name: "link" | "rows"; id: string } | null;

export function usePanel(): Panel {
	const { link, rows } = useQuery();
	if (link) return { name: "link", id: link };
	return rows ? { name: "rows", id: rows } : null;
}

export const openPanel = (panel: Panel): void =>
	setQuery({
		link: panel?.name === "link" ? panel.id : null,
		rows: panel?.name === "rows" ? panel.id : null,
		as: null,
	});

/** The form of a link, filled in as suggested. */
export const openSuggestion = (group: WaitingGroup, { target, key }: Suggestion): void =>
	setQuery({ link: group.first_id, rows: null, as: `${target}:${key}` });

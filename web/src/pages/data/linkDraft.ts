/*
 * A link while it is written: what is typed, and the request that it makes.
 */
import { parseDate, parseLastDay } from "../../parse";
import type { LinkRequest, Subject, Suggestion, Target, WaitingGroup } from "../../types";

export interface LinkDraft {
	subject: Subject;
	name: string;
	/** The name as it was met: then no "*" in it is a pattern. */
	met: string | null;
	source: string; /* empty: of all sources */
	within: string; /* empty: of any client */
	target: Target;
	contract: string;
	task: string;
	resource: string;
	from: string; /* as typed */
	to: string; /* as typed: the last day */
}

/** What a subject can mean, the usual first. */
export const TARGETS: Record<Subject, [Target, string][]> = {
	project: [
		["contract", "a contract"],
		["internal", "internal hours"],
		["leave", "leave"],
	],
	client: [
		["contract", "a contract"],
		["internal", "internal hours"],
		["leave", "leave"],
	],
	task: [["task", "a task of a contract"]],
	person: [["resource", "a resource"]],
};

export function emptyDraft(subject: Subject): LinkDraft {
	return {
		subject,
		name: "",
		met: null,
		source: "",
		within: "",
		target: TARGETS[subject][0]![0],
		contract: "",
		task: "",
		resource: "",
		from: "",
		to: "",
	};
}

/** For a name that waits, as suggested where something is. */
export function draftOf(group: WaitingGroup, suggestion?: Suggestion): LinkDraft {
	const subject = group.subject as Subject;
	const draft = {
		...emptyDraft(subject),
		name: group.unknown ?? "",
		met: group.unknown,
		source: group.source,
		within: group.within ?? "",
		contract: subject === "task" ? (group.within ?? "") : "",
	};
	if (!suggestion) return draft;
	const { target, key } = suggestion;
	if (target === "contract") return { ...draft, target, contract: key };
	if (target === "task") return { ...draft, target, task: key };
	if (target === "resource") return { ...draft, target, resource: key };
	return { ...draft, target };
}

/** Null while something that it needs is missing. */
export function requestOf(draft: LinkDraft): LinkRequest | null {
	const { subject, name, met, source, within, target, contract, task, resource } = draft;
	const from = parseDate(draft.from);
	const last = parseLastDay(draft.to);
	if ("error" in from || "error" in last || !name.trim()) return null;
	const toContract = target === "contract" || target === "task";
	if (toContract && !contract.trim()) return null;
	if (target === "task" && !task.trim()) return null;
	if (target === "resource" && !resource.trim()) return null;
	return {
		subject,
		name: name === met ? name : name.trim(),
		exact: name === met,
		source: source || null,
		within: subject === "project" && within ? within : null,
		from: from.value,
		to: last.value,
		target,
		contract: toContract ? contract.trim() : null,
		task: target === "task" ? task.trim() : null,
		resource: target === "resource" ? resource.trim() : null,
	};
}

/** "HARBOUR-2009", "internal hours", "task DESIGN of HARBOUR-2009" */
export function meaningOf(
	link: Pick<LinkRequest, "target" | "contract" | "task" | "resource">,
): string {
	switch (link.target) {
		case "contract":
			return link.contract ?? "";
		case "task":
			return `task ${link.task} of ${link.contract}`;
		case "resource":
			return link.resource ?? "";
		case "internal":
			return "internal hours";
		case "leave":
			return "leave";
	}
}

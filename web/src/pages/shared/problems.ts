/*
 * Problems of a form at its inputs: the server names the member of the request, and as soon as that input
 * is typed in again its problem is gone.
 */
import { useState } from "preact/hooks";
import { Problem } from "../../problem";

export interface FormProblem {
	/** What was refused at this input, while it still holds what was refused. */
	at: (name: string) => string | null;
	/** What was refused, but at none of the inputs. */
	other: Problem | null;
	set: (problem: Problem | null) => void;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * `nameOf` turns a member ("changes[0].value") into the name of its input, or null; `typed` gives what
 * an input holds.
 */
export function useFormProblem(
	nameOf: (member: string) => string | null,
	typed: (name: string) => string,
): FormProblem {
	const [held, setHeld] = useState<{
		problem: Problem;
		name: string | null;
		typed: string;
	} | null>(null);
	return {
		at: (name) =>
			held && held.name === name && held.typed === typed(name)
				? sentence(held.problem.detail)
				: null,
		other: held && held.name === null ? held.problem : null,
		set: (problem) => {
			if (!problem) return setHeld(null);
			const name = problem.field ? nameOf(problem.field) : null;
			setHeld({ problem, name, typed: name === null ? "" : typed(name) });
		},
	};
}

/** The Problem that a write failed with; anything else goes on. */
export function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	throw error;
}

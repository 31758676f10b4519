/*
 * The types of fields in people's words.
 */
import type { FieldType } from "../../types";

export const TYPE_WORDS: Record<FieldType, { words: string; hint: string }> = {
	money: { words: "money", hint: "An amount in the contract’s currency; can be set or added to." },
	number: { words: "number", hint: "A decimal number; can be set or added to." },
	share: { words: "share", hint: "A percentage from 0 to 100 %." },
	date: { words: "date", hint: "A day." },
	text: { words: "text", hint: "Any text." },
	choice: { words: "choice", hint: "One of the words that you list." },
	contract: { words: "contract", hint: "Another contract." },
};

/** Those that can be declared. */
export const DECLARED: FieldType[] = ["money", "number", "share", "date", "text", "choice"];

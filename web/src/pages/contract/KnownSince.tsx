/*
 * The input of a backfill: since when something is known.
 */
import { Field } from "../../ui/Field";
import { DateInput } from "../../ui/inputs";

interface Props {
	typed: string;
	error: string | undefined;
	onInput: (typed: string) => void;
}

export const KnownSince = ({ typed, error, onInput }: Props) => (
	<Field
		label="Known since"
		hint="Only for a backfill: a day in the past since when this was known. Views of what was known on that day and later will then show it; when it was recorded stays visible. Empty: known from now on."
		error={error}
	>
		{(input) => <DateInput input={input} value={typed} placeholder="now" onInput={onInput} />}
	</Field>
);

/*
 * The settings of the installation. Each is saved when it is chosen, and can be put back.
 */
import { useState } from "preact/hooks";
import { API, apiPath, invalidate, useApi, useAttempt } from "../../api";
import { sentence } from "../../format";
import { parseNumber } from "../../parse";
import { Problem } from "../../problem";
import type { Setting } from "../../types";
import { Field } from "../../ui/Field";
import { ChoiceInput, TextInput } from "../../ui/inputs";
import { notify } from "../../ui/Notice";
import { ErrorPanel } from "../../ui/States";
import { asProblem } from "../shared/problems";

const MONTHS = Array.from({ length: 12 }, (_, i): [string, string] => [
	String(i + 1),
	new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" }).format(Date.UTC(2001, i, 1)),
]);

interface Look {
	label: string;
	unit?: string;
	hint: string;
	choices?: [string, string][];
}

const LOOKS: Record<string, Look> = {
	fiscal_month: {
		label: "Fiscal year begins in",
		hint: "Period tables by fiscal year begin with this month.",
		choices: MONTHS,
	},
	document_limit_mib: {
		label: "Largest document",
		unit: "MiB",
		hint: "Documents of contracts are taken up to this size, 1 to 1024.",
	},
};

function One({ setting }: { setting: Setting }) {
	const { name, value, help } = setting;
	const look: Look = LOOKS[name] ?? { label: sentence(name.replaceAll("_", " ")), hint: sentence(help) };
	const [typed, setTyped] = useState<string | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const attempt = useAttempt();
	const said = (text: string) => look.choices?.find(([choice]) => choice === text)?.[1] ?? text;

	const put = async (next: string, back: string | null) => {
		if (next === value && back !== null) return setTyped(null);
		try {
			await attempt.send<Setting>("PUT", apiPath`/settings/${name}`, { value: next });
		} catch (error) {
			return setProblem(asProblem(error));
		}
		invalidate((url) => url.startsWith(`${API}/settings`) || url.startsWith(`${API}/contracts/`));
		setTyped(null);
		setProblem(null);
		if (back !== null)
			notify({
				text: `${look.label}: ${said(next)}${look.unit ? " " + look.unit : ""}.`,
				action: { label: "Undo", run: () => put(back, null) },
			});
	};
	const save = () => {
		if (typed === null) return;
		if ("error" in parsed) return;
		void put(parsed.value ?? value, value);
	};
	const shown = typed ?? value;
	const isNumber = name in LOOKS && !look.choices;
	const parsed = isNumber ? parseNumber(shown, true) : { value: shown.trim() };
	const wrong = "error" in parsed ? parsed.error : null;
	return (
		<Field
			label={look.label}
			unit={look.unit}
			hint={look.hint}
			required
			error={wrong ?? (problem ? sentence(problem.detail) : null)}
		>
			{(input) =>
				look.choices ? (
					<ChoiceInput
						input={input}
						value={shown}
						choices={look.choices}
						onInput={(text) => {
							setTyped(text);
							void put(text, value);
						}}
					/>
				) : (
					<span
						onKeyDown={(event) => {
							if (event.key === "Enter") save();
							if (event.key === "Escape") {
								setTyped(null);
								setProblem(null);
							}
						}}
					>
						<TextInput
							input={input}
							numeric={isNumber}
							value={shown}
							onInput={(text) => {
								setTyped(text);
								setProblem(null);
							}}
							onBlur={save}
						/>
					</span>
				)
			}
		</Field>
	);
}

export function Settings() {
	const { data, error, reload } = useApi<{ settings: Setting[] }>("/settings");
	return (
		<>
			<div class="section-head">
				<h2>Settings</h2>
			</div>
			{error && <ErrorPanel problem={error} what="The settings could not be read" retry={reload} />}
			<div class="settings">
				{data?.settings.map((setting) => (
					<One key={setting.name} setting={setting} />
				))}
			</div>
		</>
	);
}

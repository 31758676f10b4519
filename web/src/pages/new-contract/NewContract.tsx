/*
 * A contract written down by hand: its first revision.
 */
import { useMemo, useRef, useState } from "preact/hooks";
import { API, invalidate, useAttempt } from "../../api";
import { useFields } from "../../fields";
import { formatFigure } from "../../format";
import { currentMoment, withMoment } from "../../moment";
import { navigate, useQuery } from "../../router";
import type { Effect } from "../../types";
import { Button } from "../../ui/Button";
import { Field, FieldRow } from "../../ui/Field";
import { ChoiceInput, DateInput, TextArea, TextInput } from "../../ui/inputs";
import { notify } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { ErrorPanel } from "../../ui/States";
import { contractPath } from "../contracts/columns";
import { asProblem, useFormProblem } from "../shared/problems";
import "../shared/shared.css";
import { AccountField } from "./AccountField";
import { CurrencyField } from "./CurrencyField";
import { EMPTY, forgetDraft, useDraft, type Draft } from "./draft";
import { Echo } from "./Echo";
import { KeyField, useTaken } from "./KeyField";
import "./new-contract.css";
import { currencyOf, heldFields, readDraft, valueField } from "./request";
import { Terms } from "./Terms";

/* Members of the request that have an input of their own. */
const OWN = [
	...["key", "name", "account", "currency", "kind"],
	...["effective_on", "signed_on", "known_at", "reason"],
];

const crumbs = [{ label: "Contracts", href: "/contracts" }];

export function NewContract() {
	const { account } = useQuery();
	const [draft, put] = useDraft(account);
	const fields = useFields();
	const [tried, setTried] = useState(false);
	const [busy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const attempt = useAttempt();
	const taken = useTaken(draft.key);
	const { request, errors, missing } = useMemo(() => readDraft(draft, fields), [draft, fields]);
	const held = heldFields(draft);
	const problem = useFormProblem(
		(member) => {
			const change = /^changes\[(\d+)\]/.exec(member);
			const name = change ? request.changes[Number(change[1])]?.field : member;
			return name && (OWN.includes(name) || held.includes(name)) ? name : null;
		},
		(name) => (name in draft ? String(draft[name as keyof Draft]) : (draft.values[name] ?? "")),
	);
	const errorAt = (name: string): string | null =>
		problem.at(name) ?? errors[name] ?? (tried ? (missing[name] ?? null) : null);
	const text = (name: keyof Draft) => ({
		value: draft[name] as string,
		onInput: (typed: string) => put({ [name]: typed }),
	});
	const focusFirst = () =>
		requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());

	const save = async () => {
		setTried(true);
		if (taken || Object.keys(errors).length > 0 || Object.keys(missing).length > 0) return focusFirst();
		setBusy(true);
		problem.set(null);
		try {
			const effect = await attempt.send<Effect>("POST", "/contracts", request);
			forgetDraft();
			const touched = ["contracts", "accounts", "history-report"];
			invalidate((url) => touched.some((head) => url.startsWith(`${API}/${head}`)));
			navigate(withMoment(contractPath(effect.contract), currentMoment()));
			const { revenue, profit } = effect.after;
			notify({
				text: `${effect.contract} is recorded: revenue ${formatFigure(revenue)}, profit ${formatFigure(profit)}.`,
			});
		} catch (error) {
			problem.set(asProblem(error));
			focusFirst();
		} finally {
			setBusy(false);
		}
	};
	const clear = () => {
		const before = draft;
		put(EMPTY);
		setTried(false);
		problem.set(null);
		notify({ text: "The form is empty.", tone: "idle", action: { label: "Undo", run: () => put(before) } });
	};
	return (
		<Page title="New contract" crumbs={crumbs} meta="Its first revision; everything later is an amendment.">
			<div class="new-contract">
				<form
					ref={form}
					class="form"
					aria-label="New contract"
					onSubmit={(event) => {
						event.preventDefault();
						void save();
					}}
				>
					<fieldset>
						<legend>Contract</legend>
						<FieldRow>
							<KeyField {...text("key")} error={errorAt("key")} />
							<Field label="Name" error={errorAt("name")} hint="What people call it.">
								{(input) => <TextInput input={input} {...text("name")} />}
							</Field>
						</FieldRow>
						<FieldRow>
							<AccountField {...text("account")} error={errorAt("account")} />
							<CurrencyField {...text("currency")} error={errorAt("currency")} />
							<Field
								label="Kind"
								required
								error={errorAt("kind")}
								hint={draft.kind === "vendor" ? "Spend: never in revenue." : "It brings revenue."}
							>
								{(input) => (
									<ChoiceInput
										input={input}
										value={draft.kind}
										onInput={(kind) => put({ kind: kind as Draft["kind"] })}
										choices={["customer", "vendor"]}
									/>
								)}
							</Field>
						</FieldRow>
					</fieldset>
					<Terms
						draft={draft}
						put={put}
						fields={fields}
						currency={currencyOf(draft.currency) || "amount"}
						errorAt={errorAt}
						value={valueField(draft)}
					/>
					<fieldset>
						<legend>Circumstances</legend>
						<FieldRow>
							<Field label="Signed on" error={errorAt("signed_on")}>
								{(input) => <DateInput input={input} {...text("signed_on")} placeholder="not told" />}
							</Field>
							<Field
								label="Known since"
								error={errorAt("known_at")}
								hint="Empty: from now on. An earlier day is for what you knew before pacta did."
							>
								{(input) => <DateInput input={input} {...text("known_at")} placeholder="now" />}
							</Field>
							<Field label="Holds from" error={errorAt("effective_on")} hint="Empty: its first day.">
								{(input) => (
									<DateInput input={input} {...text("effective_on")} placeholder="first day" />
								)}
							</Field>
						</FieldRow>
						<FieldRow>
							<Field label="Why" error={errorAt("reason")} hint="Stands in the history for good.">
								{(input) => <TextArea input={input} {...text("reason")} />}
							</Field>
						</FieldRow>
					</fieldset>
					{problem.other && (
						<ErrorPanel
							problem={problem.other}
							what="The contract was not recorded"
							unharmed="What you typed is still here."
						/>
					)}
					<div class="actions form-end">
						<Button look="main" type="submit" busy={busy}>
							Record the contract
						</Button>
						<Button onClick={clear}>Empty the form</Button>
					</div>
				</form>
				<Echo request={request} fields={fields} />
			</div>
		</Page>
	);
}

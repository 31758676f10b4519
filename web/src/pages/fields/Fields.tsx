/*
 * The tracked fields: those of the installation, those that are built in; and the settings.
 */
import { useApi } from "../../api";
import { fieldLabel, formatChoice, formatCount, sentence, UNSET } from "../../format";
import { useKeys } from "../../keyboard";
import { setQuery, useQuery } from "../../router";
import type { Field } from "../../types";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { notify } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { ErrorPanel, Skeleton } from "../../ui/States";
import type { Column } from "../../ui/table";
import "../shared/shared.css";
import { FieldForm } from "./FieldForm";
import "./fields.css";
import { Settings } from "./Settings";
import { TYPE_WORDS } from "./types";

const Unset = () => <span class="unset">{UNSET}</span>;

function Choices({ choices }: { choices: string[] }) {
	if (choices.length === 0) return <Unset />;
	return (
		<>
			{choices.map((choice, i) => (
				<span key={choice}>
					{i > 0 && <span class="faint"> · </span>}
					<span class="nowrap">{formatChoice(choice)}</span>
				</span>
			))}
		</>
	);
}

const COLUMNS: Column<Field>[] = [
	{
		id: "name",
		header: "Field",
		width: "15rem",
		phone: true,
		cell: ({ name }) => (
			<>
				<b>{sentence(fieldLabel(name))}</b>
				<small>{name}</small>
			</>
		),
	},
	{
		id: "type",
		header: "Type",
		width: "9rem",
		phone: true,
		cell: ({ type, whole }) => (
			<>
				{TYPE_WORDS[type].words}
				{whole && <small>whole</small>}
			</>
		),
	},
	{
		id: "unit",
		header: "Unit",
		width: "9rem",
		cell: ({ unit, type }) => unit ?? (type === "share" ? "%" : <Unset />),
	},
	{ id: "choices", header: "Choices", cell: ({ choices }) => <Choices choices={choices} /> },
	{
		id: "help",
		header: "Meaning",
		width: "36%",
		cell: ({ help }) => (help ? sentence(help) : <Unset />),
	},
];

export function Fields() {
	const { data, error, stale, reload } = useApi<{ fields: Field[] }>("/fields");
	const { add } = useQuery();
	const adding = add === "1";
	const open = (on: boolean) => setQuery({ add: on ? "1" : null });
	useKeys("Fields", [{ key: "a", does: "Add a field", run: () => open(true) }]);
	const fields = data?.fields ?? [];
	const custom = fields.filter((field) => field.custom);
	const builtIn = fields.filter((field) => !field.custom);
	return (
		<Page
			title="Fields"
			meta="What contracts are tracked by. Custom fields are as good as built-in ones everywhere."
			actions={
				!adding && (
					<Button look="main" onClick={() => open(true)}>
						Add field
					</Button>
				)
			}
		>
			{error && <ErrorPanel problem={error} what="The fields could not be read" retry={reload} />}
			{adding && (
				<FieldForm
					taken={fields}
					onCancel={() => open(false)}
					onDone={(field) => {
						open(false);
						notify({ text: `${sentence(fieldLabel(field.name))} can be set on every contract now.` });
					}}
				/>
			)}
			{!data && !error && <Skeleton widths={[100, 100, 100, 100, 100, 100]} />}
			{data && (
				<>
					<div class="section-head">
						<h2>Custom fields</h2>
						{custom.length > 0 && <span class="soft">{formatCount(custom.length)}</span>}
					</div>
					{custom.length > 0 ? (
						<div class="fields">
							<DataTable
								label="Custom fields"
								columns={COLUMNS}
								rows={custom}
								rowKey={({ name }) => name}
								stale={stale}
							/>
						</div>
					) : (
						<p class="soft">
							None yet. Add one for what your contracts are also known by: a region, a number of
							sites, an order number.
						</p>
					)}
					<div class="section-head">
						<h2>Built-in fields</h2>
						<span class="soft">{formatCount(builtIn.length)}</span>
					</div>
					<div class="fields">
						<DataTable
							label="Built-in fields"
							columns={COLUMNS}
							rows={builtIn}
							rowKey={({ name }) => name}
							stale={stale}
						/>
					</div>
				</>
			)}
			<Settings />
		</Page>
	);
}

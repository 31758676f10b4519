/*
 * Keys of tasks and of resources, typed with suggestions.
 */
import { useId } from "preact/hooks";
import { useApi } from "../../api";
import type { FactList, Resource } from "../../types";
import { TextInput, type TypedProps } from "../../ui/inputs";

export function TaskInput({ contract, ...props }: TypedProps & { contract: string }) {
	const list = useId();
	const { data } = useApi<FactList>(contract ? "/facts/task" : null, { contract, limit: 500 });
	return (
		<>
			<TextInput {...props} list={list} />
			<datalist id={list}>
				{data?.facts.map(({ key, name }) => (
					<option key={String(key)} value={String(key)}>
						{name ? String(name) : undefined}
					</option>
				))}
			</datalist>
		</>
	);
}

export function ResourceInput(props: TypedProps) {
	const list = useId();
	const { data } = useApi<{ resources: Resource[] }>("/resources");
	return (
		<>
			<TextInput {...props} list={list} />
			<datalist id={list}>
				{data?.resources.map(({ key, name, team }) => (
					<option key={key} value={key}>
						{[name, team].filter(Boolean).join(" · ")}
					</option>
				))}
			</datalist>
		</>
	);
}

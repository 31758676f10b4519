/*
 * The tracked fields of the installation, with their labels and units.
 */
import { useMemo } from "preact/hooks";
import { useApi } from "./api";
import type { Field } from "./types";

export interface Fields {
	list: Field[];
	byName: Map<string, Field>;
	ready: boolean;
}

export function useFields(): Fields {
	const { data } = useApi<{ fields: Field[] }>("/fields");
	return useMemo(() => {
		const list = data?.fields ?? [];
		return {
			list,
			byName: new Map(list.map((field) => [field.name, field])),
			ready: data !== undefined,
		};
	}, [data]);
}

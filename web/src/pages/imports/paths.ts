/*
 * Where an import stands.
 */
import { pathTo } from "../../router";

export const importPath = (id: string): string => pathTo("/imports/{id}", { id });

/*
 * Where an account stands.
 */
import { pathTo } from "../../router";

export const accountPath = (name: string): string => pathTo("/accounts/{name}", { name });

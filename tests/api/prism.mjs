/* The validating proxy: it stands between a client and a server and refuses what the description does not allow. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Running, ROOT, ask, freePort } from "./harness.mjs";

const PROGRAM = join(ROOT, "tests/node_modules/@stoplight/prism-cli/dist/index.js");
const ITS_OWN = "https://stoplight.io/prism/errors#";

/**
 * Starts it before `upstream` with the description that `server` gives. With `requests: false` only answers are
 * checked, so that requests reach the server which the description does not allow. Returns its address.
 */
export async function startPrism(t, server, { upstream = server.url, requests = true } = {}) {
	const document = join(t.dir, `openapi-${Math.random()}.json`);
	writeFileSync(document, (await ask(server.url, "GET", "/api/v1/openapi.json")).bytes);
	const port = await freePort();
	const args = [PROGRAM, "proxy", "--errors", document, upstream, "--host", "127.0.0.1", "--port", port];
	if (!requests) args.push("--validate-request=false");
	const prism = new Running(process.execPath, args.map(String));
	t.after(() => prism.stop("SIGKILL"));
	await prism.told(/Prism is listening on/);
	return `http://127.0.0.1:${port}`;
}

/** What the proxy itself found at fault in this answer or its request; null: nothing. */
export function violation(answer) {
	const type = answer.json?.type;
	return typeof type === "string" && type.startsWith(ITS_OWN) ? answer.text : null;
}

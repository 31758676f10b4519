/*
 * Where it starts.
 */
import { render } from "preact";
import "./styles/index.css";
import { App } from "./app";
import { startKeyboard } from "./keyboard";
import { startLive } from "./live";
import { currentMoment, withMoment } from "./moment";
import { PAGES } from "./pages";
import { navigate, startRouter } from "./router";

startRouter();
startLive();
startKeyboard(
	PAGES.flatMap(({ key, name, path }) =>
		key ? [{ key, does: name, run: () => navigate(withMoment(path, currentMoment())) }] : [],
	),
);
render(<App />, document.getElementById("app")!);

/*
 * For addresses that lead nowhere.
 */
import { Button } from "../ui/Button";
import { Empty } from "../ui/States";
import { Page } from "../ui/Page";

export function NotFound() {
	return (
		<Page title="There is no such page">
			<Empty
				title={location.pathname}
				actions={
					<Button href="/contracts" look="main">
						Contracts
					</Button>
				}
			>
				The address may be mistyped, or come from another version of pacta.
			</Empty>
		</Page>
	);
}

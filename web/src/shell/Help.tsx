/*
 * The keys, as "?" lists them.
 */
import { shownKeys } from "../keyboard";
import { Dialog } from "../ui/Dialog";

export function Help({ onClose }: { onClose: () => void }) {
	return (
		<Dialog title="Keys" onClose={onClose}>
			{shownKeys().map(({ title, keys }) => (
				<section class="keys" key={title}>
					<h3>{title}</h3>
					<dl>
						{keys.map(({ key, does }) => (
							<div key={key}>
								<dt>
									{key.split(" ").map((part, i) => (
										<kbd key={i}>{part}</kbd>
									))}
								</dt>
								<dd>{does}</dd>
							</div>
						))}
					</dl>
				</section>
			))}
		</Dialog>
	);
}

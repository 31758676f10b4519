/* What people do to a page, and what they read on it, where a story alone would be long. */
import assert from "node:assert/strict";

/** A text as a person reads it: thin and unbreakable spaces are spaces, the minus sign a hyphen. */
export const plain = (text) => text.replaceAll(/\s+/g, " ").replaceAll("−", "-").trim();

/** "$ 130,000" of {amount: "130000.00", currency: "USD"}: whole dollars, as the strip has them. */
export const whole = ({ amount }) => {
	const number = Number(amount);
	const text = Math.round(Math.abs(number)).toLocaleString("en-US");
	return `${number < 0 ? "- " : ""}$ ${text}`;
};

/** "+1,234.50" of an amount, as the preview's effect has it. */
export const exact = ({ amount }, sign = false) => {
	const text = amount.replace(/\B(?=(\d{3})+(?=\.))/g, ",");
	return sign && !amount.startsWith("-") && Number(amount) !== 0 ? `+${text}` : text;
};

/** The figure of the strip that is called `label`, with its detail. */
export async function figure(page, label) {
	const found = page
		.locator(".figure")
		.filter({ has: page.locator("dt", { hasText: label }) })
		.first();
	return plain(await found.innerText());
}

/** Waits until the figure called `label` holds `text`. */
export async function figureBecomes(page, label, text, timeout) {
	const wanted = text.replaceAll(/\s/g, "");
	await page.waitForFunction(
		([name, part]) =>
			[...document.querySelectorAll(".figure")].some(
				(found) =>
					found.querySelector("dt").textContent.includes(name) &&
					found.textContent.replaceAll(/\s/g, "").replaceAll("−", "-").includes(part),
			),
		[label, wanted],
		{ timeout },
	);
}

/** Fails where the preview does not tell the effect that the command line told of the same change. */
export async function checkPreview(page, told) {
	const dialog = page.getByRole("dialog");
	await dialog.locator(".preview-table").waitFor();
	for (const which of ["revenue", "profit"]) {
		const row = dialog.getByRole("row", { name: new RegExp(`^${which}`, "i") });
		const wanted = `${which} ${exact(told.before[which])} ${exact(told.after[which])} ${exact(told.effect[which], true)}`;
		await row.filter({ hasText: exact(told.after[which]) }).waitFor();
		assert.equal(plain(await row.innerText()).toLowerCase(), wanted);
	}
}

/** Drops a file on an element, as the browser does after a drag from the desktop. */
export async function drop(page, target, name, buffer) {
	const transfer = await page.evaluateHandle(
		([title, text]) => {
			const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
			const made = new DataTransfer();
			made.items.add(new File([bytes], title));
			return made;
		},
		[name, buffer.toString("base64")],
	);
	for (const event of ["dragenter", "dragover", "drop"])
		await target.dispatchEvent(event, { dataTransfer: transfer });
}

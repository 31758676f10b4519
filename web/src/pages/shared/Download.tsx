/*
 * What a page lists, as a file.
 */
import { apiUrl, type Params } from "../../api";

interface Props {
	path: string;
	params: Params;
	/** Name of the file. */
	name: string;
}

export const DownloadCsv = ({ path, params, name }: Props) => (
	<a class="button" href={apiUrl(path, params)} download={name}>
		CSV
	</a>
);

/** The centre's secret, from where the managed configuration keeps it; never from a command line, which others can read. */
import { readFile } from 'node:fs/promises';

/** The fewest characters a key may have, as in the managed configuration. */
const SHORTEST = 32;

/** The key, or a sentence that says why there is none. A file of JSON is read as a managed configuration. */
export async function readKey(path: string): Promise<{ readonly key: string } | string> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch {
    return `${path}: cannot be read; name a file with the pseudonymKey of your managed configuration`;
  }
  const key = text.startsWith('{') ? keyIn(text) : text;
  if (key === null) return `${path}: no JSON with a text "pseudonymKey" in it`;
  if (key.length < SHORTEST) return `${path}: the key is shorter than ${SHORTEST} characters`;
  return { key };
}

const keyIn = (json: string): string | null => {
  try {
    const value = JSON.parse(json) as { readonly pseudonymKey?: unknown };
    return typeof value.pseudonymKey === 'string' ? value.pseudonymKey : null;
  } catch {
    return null;
  }
};

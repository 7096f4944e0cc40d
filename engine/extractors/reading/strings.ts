/** Words in a format that is not read otherwise: runs of letters in ASCII and in UTF-16, as `strings` finds them. */
const ASCII_RUN = /[\x20-\x7e]{4,}/g;
const WIDE_RUN = /(?:[\x20-\x7e\xa0-\xff]\0){4,}/g;

/** One run a line. */
export function stringsOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += SLICE) {
    const text = String.fromCharCode(...bytes.subarray(at, at + SLICE));
    for (const [run] of text.matchAll(ASCII_RUN)) lines.push(run);
    for (const [run] of text.matchAll(WIDE_RUN)) lines.push(run.replaceAll('\0', ''));
  }
  return lines.join('\n');
}

const SLICE = 16 * 1024;

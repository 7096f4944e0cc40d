/** A PDF of plain lines (ISO 32000-1), its page streams deflated, Helvetica in WinAnsi encoding. */
import { zlibSync } from 'fflate';

const LINES_PER_PAGE = 48;
/** Characters after which a line is broken: Helvetica 10 on letter paper. */
const WIDTH = 95;

export function pdfOf(text: string): Uint8Array {
  const lines = text.split('\n').flatMap((line) => wrapped(line));
  const pages = Array.from({ length: Math.ceil(lines.length / LINES_PER_PAGE) }, (_, i) =>
    lines.slice(i * LINES_PER_PAGE, (i + 1) * LINES_PER_PAGE),
  );
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ');
  const objects: Uint8Array[] = [
    latin1('<< /Type /Catalog /Pages 2 0 R >>'),
    latin1(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
    latin1('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...pages.flatMap((page, i) => {
      const shown = page.map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
      const stream = zlibSync(latin1(`BT /F1 10 Tf 12 TL 50 740 Td\n${shown}\nET`));
      return [
        latin1(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`,
        ),
        joined([
          latin1(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
          stream,
          latin1('\nendstream'),
        ]),
      ];
    }),
  ];
  return assembled(objects);
}

function assembled(objects: readonly Uint8Array[]): Uint8Array {
  const pieces = [latin1('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
  const offsets: number[] = [];
  const length = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  for (const [i, object] of objects.entries()) {
    offsets.push(length());
    pieces.push(latin1(`${i + 1} 0 obj\n`), object, latin1('\nendobj\n'));
  }
  const start = length();
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  pieces.push(
    latin1(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return joined(pieces);
}

const wrapped = (line: string): string[] => line.match(new RegExp(`.{1,${WIDTH}}(?: |$)|.{1,${WIDTH}}`, 'g')) ?? [''];

/** WinAnsi and Latin-1 agree on what the word lists hold. */
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const joined = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));

/** Formats whose readers are loaded when they are needed, and must run in the engine's worker under its CSP. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesPdf, shown } from '../support/build-pdf.ts';
import { type Guarded, launchGuarded } from '../support/guarded.ts';
import { matrixPolicy } from '../support/matrix-policy.ts';
import { seenBy } from '../support/page-state.ts';
import { PHI, PHI_VALUES } from '../support/synthetic.ts';

let guarded: Guarded;
const folder = mkdtempSync(join(tmpdir(), 'chartward-content-'));

beforeAll(async () => {
  const gaps = { encrypted: 'block', malformed: 'block', 'needs-ocr': 'block', partial: 'block', unsupported: 'block' };
  guarded = await launchGuarded({ ...matrixPolicy(), gaps });
});
afterAll(async () => {
  await guarded?.close();
  rmSync(folder, { recursive: true });
});

/** Uploads a file where identifiers and whatever could not be read are blocked. */
async function upload(name: string, content: Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const page = await guarded.open('block', 'file-picker');
  guarded.server.clear();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')]);
  await chooser.accept([path]);
  return page;
}

async function arrives(name: string, content: Uint8Array): Promise<void> {
  const page = await upload(name, content);
  const received = await guarded.server.waitFor(({ path }) => path === '/collect');
  expect(new Uint8Array(received.body)).toEqual(new Uint8Array(content));
  await page.close();
}

async function isBlocked(name: string, content: Uint8Array, reason: string): Promise<void> {
  const before = (await guarded.incidents()).length;
  const page = await upload(name, content);
  const incidents = await guarded.incidentsAfter(before + 1);
  expect(incidents.slice(before)).toMatchObject([{ action_id: 2, disposition_id: 2 }]);
  expect(JSON.stringify(incidents.slice(before))).toContain(reason);
  await guarded.server.quiet();
  expect(await seenBy(page)).toBe('[]');
  guarded.server.assertNeverArrived(PHI_VALUES);
  await page.close();
}

const agenda = shown([72, 700, 'Agenda of the ward meeting'], [72, 680, 'Bring the printed rota to room 4.']);
const letter = shown(...PHI.text.split('\n').map((line, i) => [72, 700 - 16 * i, line] as const));

test('a clean PDF arrives byte for byte, one with identifiers is blocked for what it says', async () => {
  await arrives('agenda.pdf', pagesPdf([agenda]));
  await isBlocked('letter.pdf', pagesPdf([agenda, letter], { packed: true }), 'MEDICAL_RECORD_NUMBER');
});

test('a PDF whose words need a character map of Chinese fonts is read with the map that is packed', async () => {
  const coded = Buffer.from(`MRN: ${PHI.mrn} diabetes`, 'utf16le').swap16().toString('hex');
  const mapped = pagesPdf([`BT /F2 12 Tf 72 700 Td <${coded}> Tj ET`], {
    resources: '/Font <</F2 6 0 R>>',
    more: [
      '<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R]>>',
      '<</Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>> /FontDescriptor 8 0 R>>',
      '<</Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93>>',
    ],
  });
  await isBlocked('mapped.pdf', mapped, 'MEDICAL_RECORD_NUMBER');
});

test('an encrypted PDF is a gap', async () => {
  await isBlocked('locked.pdf', pagesPdf([agenda], { password: 'secret' }), 'encrypted');
});

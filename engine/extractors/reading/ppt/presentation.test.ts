import { strToU8, zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  joined,
  packCompound as pack,
  readCompound as read,
  uint16,
  uint32,
  wide,
} from '../../../../test/support/compound-sample.ts';

describe('PowerPoint', () => {
  const atom = (type: number, data: ArrayLike<number>, instance = 0): Uint8Array =>
    joined(uint16(instance << 4), uint16(type), uint32(data.length), data);
  const container = (type: number, ...inner: Uint8Array[]): Uint8Array => {
    const data = joined(...inner);
    return joined(uint16(0x0f), uint16(type), uint32(data.length), data);
  };

  test('texts of slides and notes, names, embedded objects, pictures', async () => {
    const list = strToU8('Name,MRN,City\nAnn,0077777,Springfield\nBob,0088888,Shelbyville\n');
    const stream = joined(
      container(
        0x03e8,
        container(
          0x0ff0,
          atom(0x0fa0, wide('Patient Ann\rMRN 0012345')),
          atom(0x0fa8, Buffer.from('Jos\xe9', 'latin1')),
        ),
      ),
      container(
        0x03f8,
        atom(0x0fa8, Buffer.from('Click to edit Master title style')),
        atom(0x0fa8, Buffer.from('Ward 4')),
      ),
      container(0x03f0, atom(0x0fba, wide('note 0033333'))),
      atom(0x1011, joined(uint32(list.length), zlibSync(list)), 1),
    );
    const png = joined([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], new Uint8Array(40));
    const emf = joined(uint16(0x3d4 << 4), uint16(0xf01a), uint32(20), new Uint8Array(20));
    const file = pack({ 'PowerPoint Document': stream, Pictures: joined(png, emf) });
    const { chunks, gaps } = await read(file);
    const text = chunks.map((chunk) => chunk.text).join('\n');
    for (const value of ['Patient Ann\nMRN 0012345', 'José', 'Ward 4', 'note 0033333']) expect(text).toContain(value);
    expect(text).not.toContain('Click to edit');
    expect(await fieldsOf(file)).toContainEqual(['MRN', '0077777']);
    expect(gaps.map(({ reason }) => reason)).toEqual(['needs-ocr', 'needs-ocr']);
    expect((await read(pack({ 'PowerPoint Document': stream.slice(0, 60) }))).gaps).toContainEqual({
      part: 'PowerPoint Document',
      reason: 'partial',
    });
  });
});

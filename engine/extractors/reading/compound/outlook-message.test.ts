import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  joined,
  packCompound as pack,
  readCompound as read,
  textOf,
  uint16,
  uint32,
  wide,
} from '../../../../test/support/compound-sample.ts';

describe('Outlook', () => {
  test('texts, headers, bodies, recipients, attachments, messages within', async () => {
    const list = strToU8('Name,MRN,City\nAnn,0077777,Springfield\nBob,0088888,Shelbyville\n');
    const rtf = strToU8('{\\rtf1 in rich text 0066666}');
    const file = pack({
      '__properties_version1.0': joined(
        new Uint8Array(32),
        uint16(3),
        uint16(0x3ffd),
        uint32(6),
        uint32(1250),
        uint32(0),
      ),
      '__substg1.0_0037001F': wide('Referral José'),
      '__substg1.0_1000001E': Uint8Array.of(0xa3, 0x75, 0x6b),
      '__substg1.0_10130102': strToU8('<p>MRN <b>0012345</b></p>'),
      '__substg1.0_10090102': joined(uint32(rtf.length + 12), uint32(rtf.length), uint32(0x414c454d), uint32(0), rtf),
      '__substg1.0_007D001F': wide('Received: from a\r\nX-Patient: 0022222\r\n'),
      '__substg1.0_00410102': new Uint8Array(40).fill(3),
      '__recip_version1.0_#00000000/__properties_version1.0': new Uint8Array(8),
      '__recip_version1.0_#00000000/__substg1.0_3001001F': wide('Ann Example'),
      '__attach_version1.0_#00000000/__properties_version1.0': new Uint8Array(8),
      '__attach_version1.0_#00000000/__substg1.0_3707001F': wide('list of ann.csv'),
      '__attach_version1.0_#00000000/__substg1.0_37010102': list,
      '__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0': new Uint8Array(24),
      '__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001F': wide('inner 0055555'),
      '__nameid_version1.0/__substg1.0_00040102': new Uint8Array(80).fill(9),
    });
    const { chunks, gaps } = await read(file);
    const text = chunks.map((chunk) => chunk.text).join('\n');
    for (const value of [
      'Referral José',
      'Łuk',
      'MRN 0012345',
      'in rich text 0066666',
      '0022222',
      'Ann Example',
      'list of ann.csv',
      'inner 0055555',
    ])
      expect(text).toContain(value);
    expect(text).not.toContain('from a');
    expect(await fieldsOf(file)).toContainEqual(['MRN', '0077777']);
    expect(gaps).toEqual([]);
  });

  test('rich text as mail programs compress it', async () => {
    // The example of MS-OXRTFCP §4.1.1.
    const example = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    const file = pack({
      '__properties_version1.0': new Uint8Array(32),
      '__substg1.0_10090102': new Uint8Array(example),
    });
    expect(await textOf(file)).toContain('hello world');
  });
});

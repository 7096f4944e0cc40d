import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, type Reading, read } from '../../test/support/accept-extractor.ts';
import {
  blank,
  box,
  buildJpeg,
  buildPng,
  buildTiff,
  buildWebp,
  type TiffDirectory,
} from '../../test/support/build-image.ts';
import { image } from './image.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const text = (key: string, value: string): readonly [string, Uint8Array] => ['tEXt', latin1(`${key}\0${value}`)];

acceptExtractor(image, {
  file: buildPng(blank(200, 100), [text('Comment', 'MRN 00123456'), text('Author', 'Dora Doctor')]),
  reads: ['Comment: MRN 00123456'],
  declares: [['Author', 'Dora Doctor']],
  refuses: ['PNG', 'II', 'GIF9', 'RIFF    WAVE', '\0\0\0\x18ftypisom'],
});

const textOf = ({ chunks }: Reading): string => chunks.map((chunk) => chunk.text).join('\n');
const NEEDS_OCR = [{ part: '', reason: 'needs-ocr' }];

/** 40°26′46″ N, 79°56′56″ W. */
const GPS: TiffDirectory = {
  entries: [
    [1, 2, 'N'],
    [2, 5, [40, 1, 26, 1, 46, 1]],
    [3, 2, 'W'],
    [4, 5, [79, 1, 56, 1, 56, 1]],
  ],
};
const EXIF: TiffDirectory = {
  entries: [
    [0x010e, 2, 'chart of Jane Roe'],
    [
      0x8769,
      4,
      {
        entries: [
          [0x9286, 7, latin1('ASCII\0\0\0MRN 0055555')],
          [0xa431, 2, 'SN-778899'],
          [0x927c, 7, latin1('\x01\x02Nikon 0066666\0')],
        ],
      },
    ],
    [0x8825, 4, GPS],
    [0x9c9c, 7, Buffer.from('Zoë 0077777', 'utf16le')],
  ],
};
const SAID = [
  'ImageDescription: chart of Jane Roe',
  'UserComment: MRN 0055555',
  'MakerNote: Nikon 0066666',
  'Comment: Zoë 0077777',
  'GPSPosition: 40.446111, -79.948889',
];
const XMP = latin1('<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Bob Example</dc:creator></x:xmpmeta>');

test('Exif in every format that carries it, in both byte orders', async () => {
  const exif = Buffer.from(buildTiff([EXIF]));
  const heif = (): Buffer => {
    const head = box('ftyp', latin1('heic\0\0\0\0mif1heic'));
    const entry = box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), latin1('Exif\0'));
    const items = box('iinf', Buffer.from([0, 0, 0, 0, 0, 1]), entry);
    const size = box('iprp', box('ipco', box('ispe', Buffer.from([0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0]))));
    const at = (place: number): Buffer => {
      const extent = Buffer.alloc(8);
      extent.writeUInt32BE(place, 0);
      extent.writeUInt32BE(exif.length + 4, 4);
      return box(
        'meta',
        Buffer.alloc(4),
        items,
        box('iloc', Buffer.from([0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1]), extent),
        size,
      );
    };
    return Buffer.concat([head, at(head.length + at(0).length + 8), box('mdat', Buffer.alloc(4), exif)]);
  };
  const files: Record<string, Uint8Array> = {
    jpeg: buildJpeg(640, 480, [[0xe1, Buffer.concat([latin1('Exif\0\0'), exif])]]),
    png: buildPng(blank(200, 100), [['eXIf', exif]]),
    'png of ImageMagick': buildPng(blank(200, 100), [
      [
        'zTXt',
        Buffer.concat([
          latin1('Raw profile type exif\0\0'),
          deflateSync(
            latin1(`\nexif\n ${exif.length + 6}\n${Buffer.concat([latin1('Exif\0\0'), exif]).toString('hex')}\n`),
          ),
        ]),
      ],
    ]),
    webp: buildWebp([
      ['VP8X', Buffer.from([8, 0, 0, 0, 200, 0, 0, 100, 0, 0])],
      ['EXIF', exif],
    ]),
    heic: heif(),
    tiff: buildTiff([{ entries: [[0x0100, 3, [200]], [0x0101, 3, [100]], ...EXIF.entries] }]),
    'tiff, most significant byte first': buildTiff(
      [{ entries: [[0x0100, 3, [200]], [0x0101, 3, [100]], ...EXIF.entries.slice(0, 3)] }],
      false,
    ),
  };
  for (const [name, file] of Object.entries(files)) {
    const reading = await read(file);
    for (const line of name.startsWith('tiff, most') ? SAID.toSpliced(3, 1) : SAID)
      expect(textOf(reading), name).toContain(line);
    expect(reading.gaps, name).toEqual(NEEDS_OCR);
    const places = reading.chunks.flatMap((chunk) =>
      chunk.fields.filter(({ infoType }) => infoType === 'GEO_COORDINATES').map((field) => fieldText(chunk, field)),
    );
    expect(places, name).toEqual(['40.446111, -79.948889']);
  }
});

test('XMP, IPTC, comments, text chunks compressed and not', async () => {
  const iptc = Buffer.concat([
    latin1('Photoshop 3.0\0' + '8BIM\x04\x04\0\0\0\0\0\x18'),
    latin1('\x1c\x02\x78\0\x13Patient Jane Roe 12'),
  ]);
  const jpeg = await read(
    buildJpeg(640, 480, [
      [0xe1, Buffer.concat([latin1('http://ns.adobe.com/xap/1.0/\0'), XMP])],
      [0xed, iptc],
      [0xfe, latin1('comment 0088888')],
      [0xe5, latin1('DEVICE\0Patient=Roe 0099999')],
    ]),
  );
  for (const value of [
    'Bob Example',
    'Caption: Patient Jane Roe 12',
    'Comment: comment 0088888',
    'Patient=Roe 0099999',
  ])
    expect(textOf(jpeg)).toContain(value);
  const png = await read(
    buildPng(blank(200, 100), [
      ['zTXt', Buffer.concat([latin1('Note\0\0'), deflateSync(latin1('packed 0011111'))])],
      ['iTXt', Buffer.concat([latin1('Title\0\x01\0\0\0'), deflateSync(Buffer.from('Zoë 0022222'))])],
      ['iTXt', Buffer.concat([latin1('XML:com.adobe.xmp\0\0\0\0\0'), XMP])],
    ]),
  );
  for (const value of ['Note: packed 0011111', 'Title: Zoë 0022222', 'Bob Example'])
    expect(textOf(png)).toContain(value);
  const gif = await read(
    latin1('GIF89a\x40\0\x40\0\0\0\0!\xfe\x0fcomment 0033333\0,\0\0\0\0\x40\0\x40\0\0\x02\x02\x44\x01\0;'),
  );
  expect([textOf(gif), gif.gaps]).toEqual(['Comment: comment 0033333\n', NEEDS_OCR]);
});

test('what follows the end of a picture is read; a preview larger than an icon needs OCR', async () => {
  const after = await read(Buffer.concat([buildPng(blank(200, 100)), latin1('MRN 0044444')]));
  expect(after.chunks.find(({ part }) => part === '(after)')?.text).toBe('MRN 0044444');
  const jpeg = await read(Buffer.concat([buildJpeg(640, 480, []), latin1('PK\x03\x04 broken')]));
  expect(jpeg.gaps).toContainEqual({ part: '(after)', reason: 'malformed' });
  const preview = (side: number): TiffDirectory => {
    const picture = buildJpeg(side, side, []);
    const first = buildTiff([
      {
        entries: [
          [0x0201, 4, [0]],
          [0x0202, 4, [picture.length]],
        ],
      },
    ]).length;
    return {
      entries: [
        [0x0201, 4, [first]],
        [0x0202, 4, [picture.length]],
      ],
    };
  };
  for (const [side, gaps] of [
    [160, []],
    [2000, [{ part: '(preview)', reason: 'needs-ocr' }]],
  ] as const) {
    const exif = Buffer.concat([buildTiff([preview(side)]), buildJpeg(side, side, [])]);
    const { gaps: found } = await read(buildJpeg(4000, 3000, [[0xe1, Buffer.concat([latin1('Exif\0\0'), exif])]]));
    expect(found).toEqual([...gaps, ...NEEDS_OCR]);
  }
});

test('what is too small for a word is no gap, what is cut off is', async () => {
  expect((await read(buildPng(blank(16, 16)))).gaps).toEqual([]);
  expect((await read(buildPng(blank(800, 4)))).gaps).toEqual([]);
  expect((await read(buildPng(blank(16, 16)).subarray(0, 60))).gaps).toEqual([{ part: '', reason: 'partial' }]);
  expect((await read(latin1('\x89PNG\r\n\x1a\n'))).gaps).toEqual(NEEDS_OCR);
});

test('directories in a circle, values outside of the file and a packed text without end are survived', async () => {
  const circle = Buffer.from(buildTiff([{ entries: [[0x010e, 2, 'chart of Jane Roe']] }]));
  const at = circle.readUInt32LE(4);
  circle.writeUInt32LE(at, at + 2 + 12);
  expect(textOf(await read(circle))).toContain('chart of Jane Roe');
  const outside = Buffer.from(buildTiff([{ entries: [[0x010e, 2, 'chart of Jane Roe']] }]));
  outside.writeUInt32LE(0xfffffff0, outside.readUInt32LE(4) + 10);
  expect((await read(outside)).gaps.length).toBeGreaterThan(0);
  const bomb = await read(
    buildPng(blank(16, 16), [
      ['zTXt', Buffer.concat([latin1('Note\0\0'), deflateSync(Buffer.alloc(32 * 1024 * 1024))])],
    ]),
  );
  expect(bomb.gaps).toEqual([{ part: '', reason: 'partial' }]);
});

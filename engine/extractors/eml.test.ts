import iconv from 'iconv-lite';
import MailComposer, { type Mail } from 'nodemailer/lib/mail-composer/index.js';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { eml } from './eml.ts';

const compose = async (mail: Mail): Promise<Uint8Array> =>
  new Uint8Array(
    await new MailComposer({
      from: 'Dora Doctor <dora@example.org>',
      to: 'Ann <ann@example.org>',
      subject: 'Referral',
      date: new Date(0),
      messageId: '<1@example.org>',
      ...mail,
    })
      .compile()
      .build(),
  );

const simple = `Received: from a.example.org by b.example.org; Mon, 1 Jan 2024 00:00:00 +0000\r
From: Dora Doctor <dora@example.org>\r
Subject: =?utf-8?Q?Jos=C3=A9?= =?utf-8?B?IFBlw7Fh?=\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset="iso-8859-2"\r
Content-Transfer-Encoding: quoted-printable\r
\r
Patient =A3ukasz, MRN 00=\r
12345\r
`;

acceptExtractor(eml, {
  file: simple,
  reads: ['Patient Łukasz, MRN 0012345', 'Subject: José Peña', 'dora@example.org'],
  refuses: [
    'From: the ward\nTo: the lab\n\nThe sample is lost.\n',
    'Name: x\nMIME-Version: y\n',
    'BEGIN:VCARD\nVERSION:3.0\n',
    'one\ntwo\n',
  ],
});

const textOf = async (file: string | Uint8Array): Promise<string> =>
  (await read(file)).chunks.map(({ text }) => text).join('\n');

test('the marks of servers are not content', async () => {
  expect(await textOf(simple)).not.toMatch(/Received|b\.example\.org/);
});

test('bodies and attachments as a mail program writes them', async () => {
  const inner = await compose({ text: 'forwarded 0033333', subject: 'Inner' });
  const file = await compose({
    subject: 'Überweisung für José – MRN 0099999',
    text: 'Guten Tag, MRN 0012345',
    html: '<p>Guten <b>Tag</b>, MRN&nbsp;0054321</p>',
    textEncoding: 'base64',
    attachments: [
      {
        filename: 'liste für müller.csv',
        content: 'Name,MRN,City\nAnn,0022222,Springfield\nBob,0022223,Shelbyville\n',
      },
      { filename: 'scan.png', content: Buffer.from('89504e470d0a1a0a', 'hex') },
      { filename: 'old.eml', content: Buffer.from(inner), contentType: 'message/rfc822' },
      {
        filename: 'notes.txt',
        content: iconv.encode('Łukasz 0044444', 'iso-8859-2'),
        contentType: 'text/plain; charset=iso-8859-2',
      },
    ],
  });
  const { chunks, gaps } = await read(file);
  const text = chunks.map((chunk) => chunk.text).join('\n');
  for (const value of [
    'Überweisung für José – MRN 0099999',
    'MRN 0012345',
    'MRN\u00a00054321',
    'liste für müller.csv',
    'forwarded 0033333',
    'Inner',
    'Łukasz 0044444',
  ])
    expect(text).toContain(value);
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));
  expect(fields).toContainEqual(['MRN', '0022222']);
  expect(gaps).toEqual([{ part: 'scan.png', reason: 'needs-ocr' }]);
});

test('parameters in pieces, percent-encoded; words of a subject cut within a letter', async () => {
  const text = await textOf(
    "MIME-Version: 1.0\r\nSubject: =?shift_jis?B?jlKT?=\r\n =?shift_jis?B?Yw==?=\r\nContent-Type: text/plain;\r\n name*0*=utf-8''Jos%C3%A9%20;\r\n name*1=0012345.txt\r\n\r\nbody\r\n",
  );
  expect(text).toContain('Subject: 山田');
  expect(text).toContain('José 0012345.txt');
});

const multipart = (type: string, ...parts: string[]): string =>
  `MIME-Version: 1.0\nFrom: a@example.org\nContent-Type: multipart/${type}; boundary="=_b"\n\nbefore 0011111\n${parts.map((part) => `--=_b\n${part}\n`).join('')}--=_b--\nafter 0022222\n`;

test('what stands before, between and behind the parts is read', async () => {
  const text = await textOf(
    multipart('mixed', 'Content-Type: text/plain\n\n--=_bnot a boundary\none 0033333', '\ntwo 0044444'),
  );
  for (const value of ['before 0011111', 'one 0033333', '--=_bnot a boundary', 'two 0044444', 'after 0022222'])
    expect(text).toContain(value);
});

test('a message that ends too soon, and a boundary that never comes, lose nothing', async () => {
  const cut = multipart('mixed', 'Content-Type: text/plain\n\none 0033333').replace(/--=_b--[\s\S]*$/, '');
  expect(await textOf(cut)).toContain('one 0033333');
  const never = multipart('mixed', '\none 0033333').replaceAll('--=_b', '--other');
  expect(await textOf(never)).toContain('one 0033333');
});

test('digests, replies in flowed text, uuencode, damaged base64', async () => {
  const text = await textOf(
    multipart(
      'digest',
      '\nFrom: b@example.org\nSubject: in digest\nMIME-Version: 1.0\n\ndigest 0033333',
      'Content-Type: text/plain; format=flowed\n\nMRN \n0044444\n-- \nDora',
      'Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n+=75E(#`P-34U-34\n`\nend',
      'Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nbWVuZGVkIDA!wNjY2N\njY=',
    ),
  );
  expect(text).toContain('in digest');
  expect(text).toContain('digest 0033333');
  expect(text).toContain('MRN 0044444\n-- \nDora');
  expect(text).toContain('uue 0055555');
  expect(text).toContain('mended 006666');
});

test('what cannot be read is named', async () => {
  const part = (type: string, body: string, encoding = 'base64'): string =>
    `Content-Type: ${type}; name="p"\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
  const { gaps, chunks } = await read(
    multipart(
      'mixed',
      part('application/pkcs7-mime; smime-type=enveloped-data', 'MIIB'),
      part('application/ms-tnef', 'eJ8+IgEAAAAAAAAA'),
      part('text/plain', 'abc', 'x-own'),
      part('message/partial; id=1; number=1', 'half', '7bit'),
      part('text/plain', '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----', '7bit'),
      part('application/pkcs7-signature', 'MIICRG9yYSBEb2N0b3I='),
    ),
  );
  expect(gaps).toEqual([
    { part: 'p', reason: 'encrypted' },
    { part: 'p#2', reason: 'unsupported' },
    { part: 'p#3', reason: 'unsupported' },
    { part: 'p#4', reason: 'partial' },
    { part: 'p#5', reason: 'encrypted' },
  ]);
  expect(chunks.map(({ text }) => text).join('\n')).toContain('Dora Doctor');
});

test('multiparts in multiparts beyond any use are a gap', async () => {
  const deep = Array.from({ length: 40 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(
    '',
  );
  expect((await read(`MIME-Version: 1.0\nFrom: a@example.org\n${deep}\n\ndeep`)).gaps).toContainEqual({
    part: 'part',
    reason: 'too-deep',
  });
});

test('a page saved as a web archive', async () => {
  const text = await textOf(
    'From: <Saved by Blink>\nSnapshot-Content-Location: https://ehr.example.org/\nSubject: Chart\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----X"\n\n------X\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://ehr.example.org/\n\n<html><body><td>MRN</td><td>0012345</td></body></html>\n------X--\n',
  );
  expect(text).toContain('0012345');
});

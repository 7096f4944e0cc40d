import { expect, test } from 'vitest';
import { acceptExtractor, read } from '../../test/support/accept-extractor.ts';
import { partialText } from './partial-text.ts';

const mail =
  'From: a@example.org\r\nSubject: MRN 0012345\r\nContent-Transfer-Encoding: base64\r\n\r\nTVJOIDAwMTIzNDU=\r\n';

acceptExtractor(partialText, {
  file: mail,
  reads: ['MRN 0012345'],
  refuses: ['Dear Ann: this is a letter.\n', 'From: a@example.org\r\nTo: b@example.org\r\n\r\nplain\r\n'],
});

test('what is encoded is said', async () => {
  for (const file of [mail, '{\\rtf1 MRN 0012345}']) {
    expect((await read(file)).gaps).toEqual([{ part: '', reason: 'partial' }]);
  }
});

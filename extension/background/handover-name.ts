/**
 * The name under which the next version's script takes a document over from this one's. Drawn from a key of
 * this installation, which outlives updates, and the document's id: nothing has to be kept per document.
 */
import { browser, type Runtime } from '../platform/browser.ts';

const KEY = 'handoverKey';

/** Empty where the browser does not say which document asks. */
export const handoverName = async (sender: Runtime.MessageSender): Promise<string> => {
  const documentId = 'documentId' in sender && typeof sender.documentId === 'string' ? sender.documentId : '';
  if (documentId === '') return '';
  const key = await crypto.subtle.importKey('raw', await ownKey(), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(documentId))));
};

let own: Promise<Uint8Array<ArrayBuffer>> | null = null;

/** Made once; two documents that ask at the same time get the same. */
const ownKey = (): Promise<Uint8Array<ArrayBuffer>> => {
  own ??= (async () => {
    const kept = (await browser.storage.local.get(KEY))[KEY];
    if (Array.isArray(kept) && kept.length === 32) return Uint8Array.from(kept as number[]);
    const made = crypto.getRandomValues(new Uint8Array(32));
    await browser.storage.local.set({ [KEY]: [...made] });
    return made;
  })();
  return own;
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

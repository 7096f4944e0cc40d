/** Compound files, where no test framework runs. */
import CFB from 'cfb';

/** A compound file by another program than ours. */
export const packCompound = (streams: Readonly<Record<string, Uint8Array>>): Uint8Array => {
  const file = CFB.utils.cfb_new();
  for (const [path, content] of Object.entries(streams)) CFB.utils.cfb_add(file, `/${path}`, content);
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
};

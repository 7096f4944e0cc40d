/** Packs a built extension as a signed CRX3 and serves it as a browser's update server would. */
import { createHash, createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import crx3 from 'crx3';

export interface UpdateServer {
  readonly updateUrl: string;
  /** Offers another build from now on. */
  offer(folder: string): Promise<void>;
  close(): void;
}

/** The key that `wxt.config.ts` made or was given. */
export const keyPath = (): string => process.env.CHARTWARD_KEY ?? '.cache/extension-key.pem';

/** Id of an extension: the first 128 bits of SHA-256 over its public key (DER), written in the letters a–p. */
export function extensionIdOf(publicKeyDer: Buffer): string {
  const hash = createHash('sha256').update(publicKeyDer).digest().subarray(0, 16);
  return [...hash].map((byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15))).join('');
}

/** Id of the extension that this checkout builds. */
export const extensionId = (): string =>
  extensionIdOf(createPublicKey(readFileSync(keyPath())).export({ type: 'spki', format: 'der' }));

/** Packs the folder into `crxPath` and serves it on a free port of 127.0.0.1. */
export async function serveExtension(folder: string, crxPath: string): Promise<UpdateServer> {
  let offered = await pack(folder, crxPath);
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/extension.crx')) {
      response.writeHead(200, { 'content-type': 'application/x-chrome-extension' }).end(offered.crx);
    } else {
      response.writeHead(200, { 'content-type': 'application/xml' }).end(updateXml(origin(), offered.version));
    }
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    updateUrl: `${origin()}/update.xml`,
    offer: async (other) => {
      offered = await pack(other, crxPath);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function pack(folder: string, crxPath: string): Promise<{ readonly crx: Buffer; readonly version: string }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const manifest = join(folder, 'manifest.json');
  await crx3([manifest, ...files.filter((file) => file !== manifest)], { keyPath: keyPath(), crxPath });
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { crx: readFileSync(crxPath), version };
}

/** https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux#update */
const updateXml = (origin: string, version: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${extensionId()}"><updatecheck codebase="${origin}/extension.crx" version="${version}"/></app>
</gupdate>`;

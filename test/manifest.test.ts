/** The lock on what the built extension may do. A line that changes here is a consent that users and admins give anew. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { BUILT_EXTENSION } from './support/extension-handle.ts';
import { setUp } from './support/setup.ts';

/** Each permission, and why it is worth the consent that it costs. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  clipboardRead: 'lets the browser itself paste what was stopped and may pass; “read data you copy and paste”',
  clipboardWrite: 'puts on the clipboard what was held and may be copied; “modify data you copy and paste”',
  offscreen: 'holds the engine; no consent',
  scripting: 'blanks the printed form of a page with USER-origin style; covered by the host permission',
  storage: 'managed configuration and the last good policy; no consent',
  unlimitedStorage: 'the record may not be evicted; no consent',
  webNavigation:
    'blanks the printed form of a document at its commit, and finds the frame around one without an address; “read your browsing history”',
  webRequest: 'what a request is stopped with; no guard uses it yet; covered by the host permission',
  webRequestBlocking: 'proven live by `harness.e2e.ts`; granted to policy installations only',
};

const HOSTS = ['<all_urls>'];

/** Bytes of one script that runs in every document before its first word is drawn. */
const LARGEST_CONTENT_SCRIPT = 50_000;

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Manifest = chrome.runtime.ManifestV3;

let manifest: Manifest;

beforeAll(async () => {
  await setUp('build');
  manifest = JSON.parse(readFileSync(join(BUILT_EXTENSION, 'manifest.json'), 'utf8'));
}, 180_000);

test('permissions: each one has its reason above, none is asked for later', () => {
  expect(manifest.permissions?.toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
  expect(manifest.host_permissions).toEqual(HOSTS);
  expect(manifest.optional_permissions ?? []).toEqual([]);
  expect(manifest.optional_host_permissions ?? []).toEqual([]);
});

test('nothing but our own code runs in extension pages', () => {
  expect(manifest.content_security_policy).toEqual({ extension_pages: CONTENT_SECURITY_POLICY });
  expect(manifest.cross_origin_embedder_policy).toEqual({ value: 'require-corp' });
  expect(manifest.cross_origin_opener_policy).toEqual({ value: 'same-origin' });
});

test('no page can reach the extension: no resources for the web, no external messages', () => {
  expect(manifest.web_accessible_resources ?? []).toEqual([]);
  expect(manifest.externally_connectable).toBeUndefined();
});

test('content scripts stand before the page, in every frame', () => {
  expect(manifest.content_scripts?.length).toBeGreaterThan(0);
  for (const script of manifest.content_scripts ?? []) {
    expect(script).toMatchObject({ matches: ['<all_urls>'], run_at: 'document_start', all_frames: true });
    expect(script.match_origin_as_fallback).toBe(true);
  }
});

test('files travel as files, and incognito has a life of its own', () => {
  expect(manifest.manifest_version).toBe(3);
  expect(manifest.message_serialization).toBe('structured_clone');
  expect(Number(manifest.minimum_chrome_version)).toBeGreaterThanOrEqual(148);
  expect(manifest.incognito).toBe('split');
  expect(manifest.storage?.managed_schema).toBe('managed-schema.json');
});

test('no detector lands in a content script', () => {
  const names = readdirSync('engine/detectors')
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^index\.ts$/.test(file))
    .map((file) => file.replace('.ts', ''));
  expect(names.length).toBeGreaterThan(0);
  for (const file of (manifest.content_scripts ?? []).flatMap(({ js }) => js ?? [])) {
    const code = readFileSync(join(BUILT_EXTENSION, file), 'utf8');
    // A one-word name such as `phone` is an ordinary word; the others occur nowhere else.
    expect(names.filter((name) => name.includes('-') && code.includes(name))).toEqual([]);
  }
});

test('what comes into every page is small', () => {
  const files = (manifest.content_scripts ?? []).flatMap(({ js }) => js ?? []);
  expect(files).toHaveLength(2);
  for (const file of files)
    expect(statSync(join(BUILT_EXTENSION, file)).size, file).toBeLessThanOrEqual(LARGEST_CONTENT_SCRIPT);
});

test('no build contains code that is fetched or evaluated', () => {
  const files = readdirSync(BUILT_EXTENSION, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  for (const file of files) {
    const code = readFileSync(join(BUILT_EXTENSION, file), 'utf8');
    expect(code, file).not.toMatch(/\beval\(|new Function\(|importScripts\(/);
  }
});

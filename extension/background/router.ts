/** The service worker's one door: every message is checked for its sender and its shape, then handed on. */
import * as v from 'valibot';
import { decide } from '../../engine/policy/index.ts';
import type { Decision } from '../../engine/types.ts';
import { type DecideRequest, type EngineConfig, engineRequest } from '../messages/engine.ts';
import { type GuardedChannel, guardRequest } from '../messages/guards.ts';
import { statusRequest } from '../messages/status.ts';
import { browser, type Runtime } from '../platform/browser.ts';
import { NOWHERE } from '../platform/endpoint.ts';
import { openAskWindow } from './ask-window.ts';
import { addressAround, frameAddress } from './frame-address.ts';
import { announceGuards, guardsFor, HOLD_ALL, userOf } from './guards.ts';
import { handoverName } from './handover-name.ts';
import { noteHealth } from './health.ts';
import { ensureOffscreen, tellOffscreen } from './offscreen-host.ts';
import { firstPolicy, noteTrial, onPolicyChange, policyState, refreshPolicy } from './policy-store.ts';
import { blankOnCommit, printStyle } from './print-style.ts';
import { announce, record, recordUnanswered, recover } from './record.ts';
import { keepSource, readSources } from './source-marks.ts';
import { noteEngine, policyView, status } from './status.ts';
import { updateWhenIdle } from './update.ts';

export const startServiceWorker = (): void => {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    return sender.tab && !isOwnPage(sender) ? fromPage(message, sender) : fromOwn(message, sender);
  });
  onPolicyChange(() => void policyChanged());
  blankOnCommit(async (url) => !(await guardsFor(url)).channels.includes('print'));
  browser.runtime.onStartup.addListener(() => void ensureOffscreen());
  browser.runtime.onInstalled.addListener(() => void guardOpenTabs());
  updateWhenIdle();
  void firstPolicy().then(noteHealth);
  void ensureOffscreen();
};

const isOwnPage = (sender: Runtime.MessageSender): boolean =>
  sender.url?.startsWith(browser.runtime.getURL('')) ?? false;

/** A content script asks: what it says of itself is not looked at, only what the browser says of it. */
const fromPage = (message: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined => {
  const request = v.safeParse(guardRequest, message);
  if (!request.success) return undefined;
  switch (request.output.type) {
    case 'hello':
      return hello(sender);
    case 'wake-engine':
      return ensureOffscreen().then(() => true);
    case 'unanswered':
      return unanswered(request.output.channel, sender);
    case 'print-style':
      return printStyle(sender, request.output.state).then(() => true);
    default:
      return request.output satisfies never;
  }
};

/** Our own documents: the engine's, and the pages that people open. */
const fromOwn = (message: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined => {
  if (!isOwnPage(sender)) return undefined;
  const asked = v.safeParse(statusRequest, message);
  if (asked.success) return asked.output.type === 'status' ? status(asked.output.tab) : policyView();
  const request = v.safeParse(engineRequest, message);
  if (!request.success || !sender.url?.startsWith(browser.runtime.getURL('/offscreen.html'))) return undefined;
  switch (request.output.type) {
    case 'engine-config':
      return engineConfig();
    case 'engine-state':
      return noteEngine(request.output.state);
    case 'policy-tried': {
      const { hash, problems } = request.output;
      return noteTrial(hash, problems)
        .then(noteHealth)
        .then(announceGuards)
        .then(() => true);
    }
    case 'open-ask':
      return openAskWindow(request.output.attempt).then(() => true);
    case 'frame-address':
      return addressAround(request.output.tab, request.output.frame);
    case 'source-mark': {
      const { digest, url, time } = request.output;
      return keepSource({ digest, url, time });
    }
    case 'decide':
      return decideWithout(request.output.request);
    case 'record':
      return record(request.output).then(() => true);
    case 'record-ahead':
      return announce(request.output).then(() => true);
    case 'started':
      return recover().then(() => true);
    default:
      return request.output satisfies never;
  }
};

const hello = async (sender: Runtime.MessageSender) => {
  void ensureOffscreen();
  const [url, handover] = await Promise.all([frameAddress(sender), handoverName(sender)]);
  return { ...(url === null ? HOLD_ALL : await guardsFor(url)), handover };
};

const unanswered = async (channel: GuardedChannel, sender: Runtime.MessageSender): Promise<true> => {
  await recordUnanswered(channel, (await frameAddress(sender)) ?? NOWHERE);
  return true;
};

const engineConfig = async (): Promise<EngineConfig> => {
  const [{ policy, config }, sources] = await Promise.all([firstPolicy(), readSources()]);
  return {
    policy,
    sources,
    user: userOf(config),
    ...(config.unit === undefined ? {} : { unit: config.unit }),
    ...(config.pseudonymKey === undefined ? {} : { pseudonymKey: config.pseudonymKey }),
  };
};

/** Told each time: this worker may have been started by the very change, and then knows of nothing older. */
const policyChanged = async (): Promise<void> => {
  await noteHealth(await refreshPolicy());
  await tellOffscreen();
  await announceGuards();
};

/** By the policy alone, for the offscreen document whose engine does not stand. */
const decideWithout = async (request: DecideRequest['request']): Promise<Decision> =>
  decide((await policyState()).compiled, request);

/** Tabs that were open before the extension was: guarded without a reload, as far as their pages allow. */
const guardOpenTabs = async (): Promise<void> => {
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*', 'file://*/*'] });
  // Shims of the page's own world come with the document, before its first script, or not at all.
  const files = (chrome.runtime.getManifest().content_scripts ?? []).flatMap(({ js = [], ...script }) =>
    'world' in script && script.world === 'MAIN' ? [] : js,
  );
  await Promise.allSettled(
    tabs.map(({ id }) =>
      id === undefined ? null : chrome.scripting.executeScript({ target: { tabId: id, allFrames: true }, files }),
    ),
  );
};

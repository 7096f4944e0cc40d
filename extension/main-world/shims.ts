/** What is put in place in the page's own world. A convenience for good messages and working pages, never a boundary. */
import { openBridge } from './bridge.ts';
import { guardDetachedInputs } from './detached-input.ts';
import { giveEntries } from './dropped-entries.ts';
import { tellFrames } from './early-frames.ts';
import { guardFileHandles } from './file-handles.ts';
import { showFormTargets } from './form-targets.ts';
import { tellReopening } from './reopened.ts';

export const installShims = (): void => {
  const bridge = openBridge();
  tellFrames(bridge);
  tellReopening(bridge);
  guardDetachedInputs();
  giveEntries(bridge);
  guardFileHandles(bridge);
  showFormTargets(bridge);
};

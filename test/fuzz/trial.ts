/**
 * One file, read where a hang or a crash ends this thread and nothing else. Started by `campaign.ts`, which
 * sends files and waits for what is wrong with each.
 */
import { parentPort } from 'node:worker_threads';
import { holdLibraryFaults } from '../../engine/cli/library-faults.ts';
import { faultsOf, read } from '../support/reading.ts';

// As the command line does: what pdf.js rejects and nobody holds is no fault of the reading.
holdLibraryFaults();

parentPort?.on('message', async (file: Uint8Array) => {
  try {
    parentPort?.postMessage(await faultsOf(file, await read(file)));
  } catch (error) {
    parentPort?.postMessage([`throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]);
  }
});

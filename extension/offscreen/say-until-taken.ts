/** Longest time between two tries, in ms. */
const LONGEST = 30_000;

/**
 * The service worker may die between two breaths, and the disk may be full for an hour: what belongs on
 * record is offered until it is taken, as long as this document lives.
 */
export const sayUntilTaken = async (
  say: (message: object) => Promise<unknown>,
  message: object,
  wait: (milliseconds: number) => Promise<unknown> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<void> => {
  for (let pause = 100; (await say(message).catch(() => null)) !== true; pause = Math.min(2 * pause, LONGEST))
    await wait(pause);
};

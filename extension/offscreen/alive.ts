/** Said by the engine's worker once it holds the lock that bears its own name, which ends when it ends. */
export const ALIVE = 'alive';

/** Counts the time that somebody works; what he waits for others does not count. */
export interface Watchdog {
  pause(): void;
  resume(): void;
  end(): void;
  /** Milliseconds counted so far. */
  elapsed(): number;
}

/** Calls `bark` once, after `limit` milliseconds of counted time. */
export function startWatchdog(limit: number, bark: () => void): Watchdog {
  let counted = 0;
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = () => counted + (since === null ? 0 : performance.now() - since);
  const resume = (): void => {
    if (since !== null) return;
    since = performance.now();
    timer = setTimeout(bark, Math.max(0, limit - counted));
  };
  const pause = (): void => {
    counted = elapsed();
    since = null;
    clearTimeout(timer);
  };
  resume();
  return { pause, resume, end: pause, elapsed };
}

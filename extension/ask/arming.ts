import { signal } from '@preact/signals';

/** How long the window must have been seen before a click can release data, in ms. */
const ARMING = 500;

/** True once the window has been visible and focused for the arming time; false again when it is left. */
export const armed = signal(false);

/** Against clicks that were meant for something else: the window may appear under a moving hand. */
export const watchArming = (signal: AbortSignal): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    armed.value = false;
    if (document.visibilityState === 'visible' && document.hasFocus()) {
      timer = setTimeout(() => {
        armed.value = true;
      }, ARMING);
    }
  };
  window.addEventListener('focus', look, { signal });
  window.addEventListener('blur', look, { signal });
  document.addEventListener('visibilitychange', look, { signal });
  look();
};

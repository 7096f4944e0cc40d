/**
 * The only file that knows pdf.js. Its worker half parses; its display half needs a DOM and is not used:
 * what it would say to the worker is said here (pdf.js src/shared/message_handler.js). Messages pass by
 * reference within one realm. A page that is not asked for its next operators produces no more of them,
 * which is how the work of one page is bounded.
 */
import type { GapReason, LibraryData } from '../../../types.ts';
import { createImages, type FontMessage, fetched, fontOf, type PdfFont, type PdfImage } from './resources.ts';

/** The protocol's version; the worker refuses another. */
const VERSION = '5.6.205';

/** A run of page operators; the codes are those of pdf.js `OPS`. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

export interface PdfPage {
  /** Points: left, bottom, right, top. */
  readonly view: readonly [number, number, number, number];
  /** Degrees, clockwise, by which it is turned before it is shown. */
  readonly rotate: number;
  /** Fonts and images are there once the operators that use them have arrived. */
  readonly font: (name: string) => PdfFont | undefined;
  readonly image: (name: string) => Promise<PdfImage | null>;
  /** Hands operators over in order, appearances of annotations last; stops for good where `take` returns false. */
  operators(annotations: boolean, take: (operators: Operators) => boolean): Promise<void>;
}

export interface PdfDocument {
  readonly pages: number;
  /** The tree of an XFA form that has no pages of its own. */
  readonly form: unknown;
  page(index: number): Promise<PdfPage>;
  /** One of the worker's answers: `GetMetadata`, `GetOutline` … */
  ask(action: string, about?: object): Promise<unknown>;
  close(): void;
}

export type Opened =
  | { readonly kind: 'document'; readonly document: PdfDocument }
  | { readonly kind: 'gap'; readonly reason: GapReason };

export interface PdfRequest {
  readonly bytes: Uint8Array;
  /** Makes the first fault of a page an error, where otherwise what is wrong is left out. */
  readonly strict: boolean;
  /** Whether the pixels of images are kept for `image`. */
  readonly pictures: boolean;
  readonly data: LibraryData | undefined;
}

/** Opens a document; of passwords, the empty one is tried. */
export async function openPdf(request: PdfRequest): Promise<Opened> {
  const worker = await connect(request);
  const opened = await worker.opened;
  if (opened.kind === 'gap') worker.close();
  return opened;
}

interface Message {
  readonly sourceName: string;
  readonly targetName: string;
  readonly action?: string;
  readonly data?: unknown;
  readonly callbackId?: number;
  readonly callback?: number;
  readonly reason?: unknown;
  readonly stream?: number;
  readonly streamId?: number;
  readonly chunk?: unknown;
  readonly desiredSize?: number;
}

/** pdf.js `CallbackKind` and `StreamKind`. */
const ANSWERED = 1;
const REFUSED = 2;
const CLOSED = 3;
const CHUNK = 4;
const FAILED = 5;
const PULL = 6;

/** Every annotation whatever its flags (ANY), operators one by one (OPLIST); appearances switched off. */
const INTENT = 0x101;
const NO_ANNOTATIONS = 0x40;

const DOCUMENT = 'document';
const DOCUMENT_WORKER = 'document_worker';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

async function connect({ bytes, strict, pictures, data }: PdfRequest) {
  const { WorkerMessageHandler } = await import('pdfjs-dist/build/pdf.worker.mjs');
  const answers = new Map<number, Waiting>();
  const streams = new Map<number, (message: Message) => void>();
  const fonts = new Map<string, PdfFont>();
  const images = createImages(pictures);
  let listener: ((event: { readonly data: unknown }) => void) | null = null;
  let next = 0;
  let open = true;
  let settle: (opened: Opened) => void = () => undefined;
  const opened = new Promise<Opened>((resolve) => (settle = resolve));

  const post = (message: Omit<Message, 'sourceName'>, sourceName: string = DOCUMENT): void => {
    queueMicrotask(() => listener?.({ data: { sourceName, ...message } }));
  };
  const ask = (action: string, about: object | null = null): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const callbackId = ++next;
      answers.set(callbackId, { resolve, reject });
      post({ targetName: DOCUMENT_WORKER, action, callbackId, data: about });
    });

  const document = (info: { readonly numPages: number; readonly htmlForXfa: unknown }): PdfDocument => ({
    pages: info.numPages,
    form: info.htmlForXfa,
    ask,
    close,
    async page(index) {
      const { view, rotate } = (await ask('GetPage', { pageIndex: index })) as Pick<PdfPage, 'view' | 'rotate'>;
      return {
        view,
        rotate,
        font: (name) => fonts.get(name),
        image: images.get,
        operators: (annotations, take) =>
          new Promise((resolve, reject) => {
            const streamId = ++next;
            images.turnPage();
            streams.set(streamId, ({ stream, chunk, reason }) => {
              if (stream === CHUNK) {
                // Without the next pull the worker waits, and is forgotten with its document.
                if (take(chunk as Operators))
                  post({ targetName: DOCUMENT_WORKER, stream: PULL, streamId, desiredSize: 1 });
                else resolve();
              } else if (stream === CLOSED) resolve();
              else if (stream === FAILED) reject(reason);
            });
            const intent = INTENT | (annotations ? 0 : NO_ANNOTATIONS);
            const about = {
              pageId: index,
              pageIndex: index,
              intent,
              cacheKey: '',
              annotationStorage: null,
              modifiedIds: null,
            };
            post({ targetName: DOCUMENT_WORKER, action: 'GetOperatorList', streamId, data: about, desiredSize: 1 });
          }),
      };
    },
  });

  /** What the worker says unasked; a value is its answer. */
  const heard = async ({ action, data: said }: Message): Promise<unknown> => {
    switch (action) {
      case 'GetDoc':
        settle({ kind: 'document', document: document((said as { pdfInfo: Parameters<typeof document>[0] }).pdfInfo) });
        return null;
      case 'DocException':
        settle({ kind: 'gap', reason: isPasswordFault(said) ? 'encrypted' : 'malformed' });
        return null;
      case 'PasswordRequest':
        throw new Error('no password is known');
      case 'FetchBinaryData':
        return fetched(data, said as { kind: string; filename: string });
      case 'commonobj': {
        const [name, type, value] = said as [string, string, unknown];
        if (type === 'Font') fonts.set(name, fontOf(value as FontMessage));
        else if (type === 'Image') images.put(name, value as PdfImage | null, true);
        return null;
      }
      case 'obj': {
        const [name, , type, value] = said as [string, number, string, unknown];
        if (type === 'Image') images.put(name, value as PdfImage | null, false);
        return null;
      }
      default:
        return null;
    }
  };

  const receive = (message: Message): void => {
    if (!open) return;
    if (message.stream !== undefined) streams.get(message.streamId ?? 0)?.(message);
    else if (message.callback !== undefined) {
      const waiting = answers.get(message.callbackId ?? 0);
      answers.delete(message.callbackId ?? 0);
      if (message.callback === ANSWERED) waiting?.resolve(message.data);
      else waiting?.reject(message.reason);
    } else {
      const { callbackId, sourceName: targetName } = message;
      const reply = (callback: number, rest: object): void => {
        if (callbackId !== undefined) post({ targetName, callback, callbackId, ...rest });
      };
      heard(message).then(
        (answer) => reply(ANSWERED, { data: answer }),
        (reason: unknown) => reply(REFUSED, { reason }),
      );
    }
  };

  function close(): void {
    open = false;
    post({ targetName: DOCUMENT_WORKER, action: 'Terminate', callbackId: ++next, data: null });
    queueMicrotask(() => (listener = null));
  }

  WorkerMessageHandler.initializeFromPort({
    postMessage: (sent) => {
      const message = sent as Message;
      // The worker clears the arrays that it has handed over.
      const { fnArray, argsArray } = (message.chunk ?? {}) as Partial<Operators>;
      const chunk = { fnArray: [...(fnArray ?? [])], argsArray: [...(argsArray ?? [])] };
      queueMicrotask(() => receive(fnArray === undefined ? message : { ...message, chunk }));
    },
    addEventListener: (_, added) => {
      const before = listener;
      listener = (event) => {
        before?.(event);
        added(event);
      };
    },
  });
  // The worker answers with the name of the document's own handler, which then is told to begin.
  answers.set(++next, {
    resolve: () => post({ targetName: DOCUMENT_WORKER, action: 'Ready', data: null }),
    reject: () => settle({ kind: 'gap', reason: 'malformed' }),
  });
  post({ targetName: 'worker', action: 'configure', data: { verbosity: 0 } }, 'main');
  post(
    {
      targetName: 'worker',
      action: 'GetDocRequest',
      callbackId: next,
      data: requestOf(bytes, strict, data !== undefined),
    },
    'main',
  );
  return { opened, close };
}

/** `data` says whether the library's own files can be had. */
const requestOf = (bytes: Uint8Array, strict: boolean, data: boolean) => ({
  docId: DOCUMENT,
  apiVersion: VERSION,
  data: bytes,
  password: null,
  disableAutoFetch: true,
  rangeChunkSize: 65_536,
  length: bytes.length,
  docBaseUrl: null,
  enableXfa: true,
  evaluatorOptions: {
    maxImageSize: -1,
    disableFontFace: false,
    ignoreErrors: !strict,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    isChrome: false,
    canvasMaxAreaInBytes: -1,
    fontExtraProperties: true,
    useSystemFonts: false,
    useWasm: data,
    useWorkerFetch: false,
    cMapUrl: data ? 'cmaps/' : null,
    cMapPacked: true,
    iccUrl: null,
    // The shapes of glyphs are not needed, and the widths of the standard fonts are built in.
    standardFontDataUrl: null,
    wasmUrl: data ? 'wasm/' : null,
    isEvalSupported: false,
  },
});

const isPasswordFault = (reason: unknown): boolean => {
  const { name, message } = reason as { readonly name?: string; readonly message?: string };
  return name === 'PasswordException' || /encrypt/i.test(message ?? '');
};

/** The worker half of pdf.js, which ships without types: the one export that is used. */
declare module 'pdfjs-dist/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: {
    /** Listens on a port for documents to open and questions about them. */
    initializeFromPort(port: {
      postMessage(message: unknown): void;
      addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
    }): void;
  };
}

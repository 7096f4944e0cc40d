/** The part of nodemailer that composes messages; the package brings no types of it. */
declare module 'nodemailer/lib/mail-composer/index.js' {
  export interface Attachment {
    readonly filename?: string;
    readonly content: string | Buffer;
    readonly contentType?: string;
    readonly encoding?: string;
    readonly cid?: string;
  }

  export interface Mail {
    readonly from?: string;
    readonly to?: string;
    readonly cc?: string;
    readonly subject?: string;
    readonly text?: string;
    readonly html?: string;
    readonly textEncoding?: string;
    readonly encoding?: string;
    readonly date?: Date;
    readonly messageId?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly attachments?: readonly Attachment[];
    readonly icalEvent?: { readonly content: string };
  }

  class MailComposer {
    constructor(mail: Mail);
    compile(): { build(): Promise<Buffer> };
  }
  export default MailComposer;
}

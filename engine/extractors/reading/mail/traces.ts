/** Headers that servers and programs write for each other (RFC 5322 §3.6.4 and §3.6.7, RFC 6376, 8601, 8617). */
import type { Header } from './headers.ts';

const TRACES =
  /^(?:(?:x-)?received|received-spf|return-path|(?:x-google-)?dkim-signature|arc-.*|(?:x-ms-exchange-)?authentication-results.*|message-id|in-reply-to|references|mime-version|content-(?:type|transfer-encoding|id|language)|x-(?:ms-|microsoft-|originating-|spam|virus|gm-|google-|forefront|proofpoint|mimecast).*|thread-index|list-.*)$/i;

/** True for a header that says something to people. */
export const isContent = ({ name, value }: Header): boolean => !TRACES.test(name) && value !== '';

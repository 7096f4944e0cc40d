/**
 * Match patterns as browser extensions write them: `https://*.example.org:8443/records/*`.
 * https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns
 */

export interface UrlPattern {
  /** `*` stands for http and https. */
  readonly scheme: string;
  readonly hosts: 'exact' | 'below' | 'any';
  readonly host: string;
  /** `*` where any port fits. */
  readonly port: string;
  /** Compared with path and query; `*` stands for any run of characters. */
  readonly path: string;
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: UrlPattern }
  | { readonly ok: false; readonly problem: string };

/** A URL as patterns see it. */
export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  /** Path and query. */
  readonly path: string;
}

const SHAPE = /^(\*|https?|file):\/\/(\[[0-9a-f:.]+\]|[^/:]*)(?::(\*|\d{1,5}))?(\/[^#\s]*)$/i;
const DEFAULT_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };
/** A socket goes where its page's requests go. */
const SAME_AS: Readonly<Record<string, string>> = { ws: 'http', wss: 'https' };

export const parseUrlPattern = (text: string): ParsedPattern => {
  const [, scheme = '', written = '', port = '*', path = ''] = SHAPE.exec(text) ?? [];
  if (scheme === '') {
    return {
      ok: false,
      problem: 'is not a match pattern: write scheme://host[:port]/path, such as https://*.example.org/*',
    };
  }
  const below = written.startsWith('*.');
  const bare = below ? written.slice(2) : written;
  const file = scheme.toLowerCase() === 'file';
  if ((bare === '') !== file)
    return { ok: false, problem: file ? 'a file has no host: write file:///path' : 'has no host' };
  if (bare === '*') return { ok: true, pattern: { scheme: scheme.toLowerCase(), hosts: 'any', host: '', port, path } };
  if (bare.includes('*')) return { ok: false, problem: 'a host may begin with "*." and hold no other *' };
  const parts = urlParts(file ? `file://${path}` : `https://${bare}${path}`);
  if (parts === null || bare.includes('@')) return { ok: false, problem: `"${bare}" is not a host` };
  return {
    ok: true,
    pattern: {
      scheme: scheme.toLowerCase(),
      hosts: below ? 'below' : 'exact',
      host: parts.host,
      port,
      path: parts.path,
    },
  };
};

/** Null where the text is no URL. A blob belongs to the origin that made it; a final dot of a host is dropped. */
export const urlParts = (url: string): UrlParts | null => {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol === 'blob:') return urlParts(pathname);
  const written = protocol.slice(0, -1);
  const scheme = SAME_AS[written] ?? written;
  return {
    scheme,
    host: hostname.replace(/\.$/, ''),
    port: port === '' ? (DEFAULT_PORT[scheme] ?? '') : port,
    path: pathname + search,
  };
};

export const matchesUrl = (pattern: UrlPattern, url: UrlParts): boolean => {
  const { scheme, hosts, host, port, path } = pattern;
  const schemeFits = scheme === '*' ? url.scheme === 'http' || url.scheme === 'https' : scheme === url.scheme;
  const hostFits = hosts === 'any' || url.host === host || (hosts === 'below' && url.host.endsWith(`.${host}`));
  return (
    schemeFits && hostFits && (port === '*' || port === url.port) && (path === '/*' || globMatches(path, url.path))
  );
};

/** Greater means more specific: host, then port, then path, then scheme. */
export const specificity = ({ scheme, hosts, host, port, path }: UrlPattern): readonly number[] => [
  hosts === 'exact' ? 2 : hosts === 'below' ? 1 : 0,
  host.length,
  port === '*' ? 0 : 1,
  path.replaceAll('*', '').length,
  path.includes('*') ? 0 : 1,
  scheme === '*' ? 0 : 1,
];

/** `*` is any run of characters. Linear in practice and never worse than the product of both lengths. */
const globMatches = (glob: string, text: string): boolean => {
  let g = 0;
  let star = -1;
  let resume = 0;
  for (let t = 0; t < text.length; ) {
    if (glob[g] === '*') {
      star = g++;
      resume = t;
    } else if (glob[g] === text[t]) {
      g++;
      t++;
    } else if (star >= 0) {
      g = star + 1;
      t = ++resume;
    } else return false;
  }
  while (glob[g] === '*') g++;
  return g === glob.length;
};

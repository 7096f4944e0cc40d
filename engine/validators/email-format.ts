/** Endings of file names that look like domains: `icon@2x.png`. */
const FILES =
  /\.(?:png|jpe?g|gif|svg|webp|js|ts|mjs|css|scss|less|json|html?|map|min|md|txt|xml|ya?ml|py|rb|php|java|class|dll|exe|zip|tar|gz|pdf|lock)$/i;

/**
 * Address with a local part of at most 64 and a domain of at most 253 characters whose labels neither
 * begin nor end with a hyphen. Example: maria.o'neil+x@example.org. Source: RFC 5321 §4.5.3.1, RFC 1035 §2.3.1.
 */
export const isEmail = (value: string): boolean => {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  const domain = value.slice(at + 1);
  return (
    at > 0 &&
    local.length <= 64 &&
    domain.length <= 253 &&
    !/^\.|\.$|\.\./.test(local) &&
    !FILES.test(domain) &&
    domain.split('.').every((label) => label.length <= 63 && /^[^-].*$/.test(label) && !label.endsWith('-')) &&
    /\.(?:[a-z]{2,24}|xn--[a-z0-9-]+)$/i.test(domain)
  );
};

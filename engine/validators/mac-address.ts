/** Six octets, neither all zeros nor all ones. Example: 00:1A:2B:3C:4D:5E. Source: IEEE Std 802. */
export const isMacAddress = (value: string): boolean => {
  const bare = value.replaceAll(/[-:.]/g, '').toUpperCase();
  return /^[0-9A-F]{12}$/.test(bare) && !/^(?:0{12}|F{12})$/.test(bare);
};

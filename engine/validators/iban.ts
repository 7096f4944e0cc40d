/**
 * Remainder 1 of 97 with the first four characters moved to the end and letters as 10 to 35.
 * Example: GB82 WEST 1234 5698 7654 32. Source: ISO 13616-1, ISO/IEC 7064 MOD 97-10.
 */
export const isIban = (value: string): boolean => {
  const bare = value.replaceAll(/[ -]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare)) return false;
  let rest = 0;
  for (const unit of bare.slice(4) + bare.slice(0, 4)) {
    const digits = Number.parseInt(unit, 36);
    rest = (rest * (digits > 9 ? 100 : 10) + digits) % 97;
  }
  return rest === 1;
};

/**
 * North American number: area and exchange begin with 2–9 and neither is a service code (N11).
 * Example: (415) 555-0132. Source: ATIS-0300115, North American Numbering Plan.
 */
export const isNanp = (value: string): boolean => {
  const digits = bare(value).replace(/^\+?1(?=\d{10}$)/, '');
  return /^[2-9](?!11)\d{2}[2-9](?!11)\d{6}$/.test(digits);
};

/**
 * A number that could be dialled: North American, or international with its plus sign and a length
 * between 7 and 15 digits. Example: +44 20 7123 4567. Source: ITU-T E.164.
 */
export const isDialable = (value: string): boolean => {
  const digits = bare(value);
  if (digits.startsWith('+') && !digits.startsWith('+1')) return /^\+[2-9]\d{6,14}$/.test(digits);
  return isNanp(digits);
};

const bare = (value: string): string => value.replace(/\s*(?:,|;|x|ext).*$/i, '').replaceAll(/[^\d+]/g, '');

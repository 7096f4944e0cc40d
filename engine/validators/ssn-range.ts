/** Numbers printed on sample cards and in every tutorial; compared whole, never by prefix. */
const SAMPLES: ReadonlySet<string> = new Set(['078051120', '219099999', '123456789']);

/**
 * Social security number that can have been issued: area not 000, 666 or 900–999, group not 00,
 * serial not 0000. There is no check digit. Example: 899-12-3456 yes, 900-12-3456 no.
 * Source: SSA POMS RM 10201.035.
 */
export const isSsn = (value: string): boolean => {
  const digits = value.replaceAll(/\D/g, '');
  return (
    /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !SAMPLES.has(digits) && !/^(\d)\1{8}$/.test(digits)
  );
};

/** Luhn's check digit (ISO/IEC 7812-1 annex B) of the digits before it: `luhnDigit('7992739871')` is `3`. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, char, i) => {
    const doubled = Number(char) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

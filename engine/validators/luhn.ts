/**
 * Luhn's check: from the right every second digit is doubled (9 taken off above 9); the sum ends in 0.
 * Example: 79927398713. Source: ISO/IEC 7812-1, annex B. One random number in ten passes.
 */
export const isLuhn = (digits: string): boolean => {
  let sum = 0;
  let double = false;
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    const value = double ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    double = !double;
  }
  return digits.length > 1 && sum % 10 === 0;
};

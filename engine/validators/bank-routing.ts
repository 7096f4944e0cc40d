/**
 * Nine digits, weights 3 7 1, sum divisible by ten; the first two name a Federal Reserve district (01–12,
 * thrifts 21–32, electronic 61–72, travellers' cheques 80). Example: 111000025. Source: ABA routing number
 * policy; one random number in ten passes the check alone.
 */
export const isBankRouting = (value: string): boolean => {
  const digits = value.replaceAll(/[- ]/g, '');
  if (!/^(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits)) return false;
  const sum = [3, 7, 1, 3, 7, 1, 3, 7, 1].reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0);
  return sum % 10 === 0;
};

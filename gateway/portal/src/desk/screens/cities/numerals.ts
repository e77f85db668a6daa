/** Articles as Chinese documents number them: 第一条 … 第三十四条. */
const DIGITS = '零一二三四五六七八九'

export function numeral(n: number): string {
  if (n < 10) return DIGITS[n]!
  if (n < 20) return `十${n % 10 ? DIGITS[n % 10] : ''}`
  if (n < 100) return `${DIGITS[Math.floor(n / 10)]}十${n % 10 ? DIGITS[n % 10] : ''}`
  const rest = n % 100
  return `${DIGITS[Math.floor(n / 100)]}百${rest ? (rest < 10 ? '零' : rest < 20 ? '一' : '') + numeral(rest) : ''}`
}

export const articlesUpTo = (count: number): string[] => Array.from({ length: count }, (_, index) => `第${numeral(index + 1)}条`)

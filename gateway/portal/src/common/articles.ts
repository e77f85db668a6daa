/** The articles of this city's rules behind a screen, as its help shows them. */
import { call, type Json } from '@/api/client'
import { session } from '@/api/session'
import { either } from './words'

let known: { city: string; rules: Json[] } | null = null
/** Which rules (by the start of their id) stand behind which noun. */
const BEHIND: Record<string, RegExp> = {}

export async function articlesFor(noun: string): Promise<{ article: string; text: string }[]> {
  const city = session.who?.city ?? ''
  if (!city) return []
  try {
    if (known?.city !== city) known = { city, rules: ((await call('get_rulebook_rulebook', {})) as Json).rules ?? [] }
  } catch {
    return []
  }
  const behind = BEHIND[noun] ?? new RegExp(noun.replace(/s$/, '').replace(/-/g, '_'))
  return known.rules.filter((one) => behind.test(String(one.rule ?? one.id))).map((one) => ({ article: one.article, text: either(one.text ?? one.label, one.text_en ?? one.label_en) })).slice(0, 12)
}

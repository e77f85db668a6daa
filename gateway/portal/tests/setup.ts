// Both languages are there, with their labels, before a test speaks one.
import { beforeAll } from 'vitest'
import { language } from '@/common/preferences'
import { loadLabels, speak } from '@/common/words'

beforeAll(async () => {
  for (const chosen of ['en', 'zh'] as const) {
    language.value = chosen
    await loadLabels()
    await speak(chosen)
  }
})

/** The shapes of answers by component, loaded when the first record is shown. */
import { shallowRef } from 'vue'
import type { Fields } from '@/api/generated/operations'

export const answers = shallowRef<Record<string, Fields>>({})

export async function loadAnswers(): Promise<void> {
  if (!Object.keys(answers.value).length) answers.value = (await import('@/api/generated/answers')).answers
}

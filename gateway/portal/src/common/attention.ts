/** What has to be seen first is brought into sight and takes the focus: in a long form it would stand above the screen. */
import { nextTick, watch, type Ref } from 'vue'

export function useAttention(element: Readonly<Ref<HTMLElement | null>>, when: () => unknown): void {
  watch(when, async (now) => {
    if (!now) return
    await nextTick()
    element.value?.scrollIntoView?.({ block: 'nearest' })
    element.value?.focus({ preventScroll: true })
  })
}

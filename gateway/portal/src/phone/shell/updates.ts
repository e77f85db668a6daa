/** A new version waits until the person agrees: nothing that is being typed is ever swept away by a reload. */
import { ref } from 'vue'
import { registerSW } from 'virtual:pwa-register'

export const updateReady = ref(false)
let apply: (reload?: boolean) => Promise<void> = async () => undefined

export function offerUpdates(): void {
  if ('serviceWorker' in navigator && import.meta.env.PROD) apply = registerSW({ immediate: true, onNeedRefresh: () => (updateReady.value = true) })
}
export const update = (): Promise<void> => apply(true)

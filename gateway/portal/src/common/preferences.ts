/** What a person chose on this device: language, elder mode, theme. The person's choice wins over the system's. */
import { computed, ref, watchEffect } from 'vue'

export type Language = 'zh' | 'en'
export type Theme = 'system' | 'light' | 'dark'
const kept = (name: string, otherwise: string): string => localStorage.getItem(`tepai.${name}`) ?? otherwise

export const language = ref<Language>(kept('language', navigator.language.startsWith('en') ? 'en' : 'zh') as Language)
export const elder = ref(kept('elder', 'no') === 'yes')
export const theme = ref<Theme>(kept('theme', 'system') as Theme)
const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener?.('change', (event) => (systemDark.value = event.matches))
export const dark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'))

/** What is chosen in one tab holds in the others too. */
window.addEventListener('storage', ({ key, newValue }) => {
  if (newValue === null) return
  if (key === 'tepai.language') language.value = newValue as Language
  if (key === 'tepai.elder') elder.value = newValue === 'yes'
  if (key === 'tepai.theme') theme.value = newValue as Theme
})

/** Writes the choices to the document and keeps them. */
export function applyPreferences(): void {
  watchEffect(() => {
    const root = document.documentElement
    root.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    root.classList.toggle('dark', dark.value)
    root.classList.toggle('van-theme-dark', dark.value)
    root.classList.toggle('elder', elder.value)
    localStorage.setItem('tepai.language', language.value)
    localStorage.setItem('tepai.elder', elder.value ? 'yes' : 'no')
    localStorage.setItem('tepai.theme', theme.value)
  })
}

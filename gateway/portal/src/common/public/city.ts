/** The city whose public pages are read: the one in the address, the one of the account, or the one chosen before. */
import { computed, ref } from 'vue'
import { call, type Json } from '@/api/client'
import { session } from '@/api/session'
import { loadDictionaries } from '../dictionaries'
import { either } from '../words'

const KEY = 'tepai.public.city'
export const cities = ref<Json[]>([])
export const city = ref('')
export const cityName = computed(() => nameOf(cities.value.find((one) => one.city === city.value)))
export const nameOf = (one: Json | undefined): string => (one ? either(one.name, one.name_en) : '')

/** The names of all cities. Throws Problem. */
export async function listCities(): Promise<void> {
  if (!cities.value.length) cities.value = (await call<{ items: Json[] }>('get_rulebooks_rulebooks')).items
}

/** Throws Problem. */
export async function loadCities(wanted: string): Promise<void> {
  await listCities()
  const known = (code: string | null | undefined): boolean => cities.value.some((one) => one.city === code)
  const chosen = [wanted, city.value, session.who?.city, localStorage.getItem(KEY)].find(known)
  if (chosen) await choose(chosen)
}

export async function choose(code: string): Promise<void> {
  localStorage.setItem(KEY, code)
  await loadDictionaries(code)
  city.value = code
}

/** The cities in which one acts, and those that one may enter besides. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { call, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { changed, session } from '@/api/session'
import { cities, listCities, nameOf } from './public/city'

export interface Cities {
  own: ComputedRef<string[]>
  others: ComputedRef<Json[]>
  name: (code: string) => string
  problem: Ref<Problem | null>
  /** Goes on in another of one's own cities: everything on the screen is that city's from then on. */
  act: (city: string) => Promise<void>
  /** Begins to act in a further city, as an applicant, and goes on there. */
  enter: (city: string) => Promise<void>
}

export function useCities(root: string): Cities {
  const problem = ref<Problem | null>(null)
  const own = computed<string[]>(() => [...(session.who?.cities ?? [])])
  const others = computed(() => cities.value.filter((one) => !own.value.includes(one.city)))
  const name = (code: string): string => nameOf(cities.value.find((one) => one.city === code)) || code
  onMounted(() => listCities().catch((reason: Problem) => (problem.value = reason)))

  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = null
    await work().then(() => location.assign(root), (reason: Problem) => (problem.value = reason))
  }
  const move = async (city: string): Promise<void> => changed(await call('post_session_act_in', { body: { city } }))
  const act = (city: string): Promise<void> => attempt(() => move(city))
  const enter = (city: string): Promise<void> =>
    attempt(async () => {
      await call('post_cities_enter_city', { path: { target_city: city } })
      await move(city)
    })
  return { own, others, name, problem, act, enter }
}

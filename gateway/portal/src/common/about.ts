/** What the record on a screen is about, told by the screen to whatever shows its values: one code of the city's may
 *  mean different things to a commissioner and to a liaison. */
import { computed, inject, provide, ref, type InjectionKey, type Ref } from 'vue'
import type { Json } from '@/api/client'
import { aboutWhat } from './dictionaries'

const ABOUT: InjectionKey<Readonly<Ref<string[]>>> = Symbol('about')

export function tellAbout(record: () => Json | null | undefined): void {
  provide(ABOUT, computed(() => aboutWhat(record())))
}

export function useAbout(): Readonly<Ref<string[]>> {
  return inject(ABOUT, () => ref<string[]>([]), true)
}

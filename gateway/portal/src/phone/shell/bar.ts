/** The bar below: home, records, +, matching, mine; each leads where the role's work is. */
import { computed } from 'vue'
import { roles } from '@/api/session'

export interface BarItem {
  path: string
  icon: string
  title: string
}

export const bar = computed<BarItem[]>(() => {
  const has = (role: string): boolean => roles.value.has(role)
  return [
    { path: '/', icon: 'home-o', title: 'nouns.home' },
    has('commissioner') || has('host_manager') ? { path: '/records', icon: 'records-o', title: 'phone.records' } : { path: '/applications', icon: 'description-o', title: 'phone.applications' },
    has('commissioner')
      ? { path: '/records/new', icon: 'add-o', title: 'phone.record' }
      : has('host_manager') || has('liaison')
        ? { path: '/demands/new/post_demands_report_demand', icon: 'add-o', title: 'phone.demand' }
        : { path: '/apply', icon: 'add-o', title: 'phone.apply' },
    { path: has('commissioner') ? '/published-demands' : '/demands', icon: 'friends-o', title: 'phone.matching' },
    { path: '/more', icon: 'user-o', title: 'phone.mine' },
  ]
})

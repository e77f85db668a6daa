/** What was done, in histories: `action`, or `Component.action` where it came to something else there. */
import chain from './verbs/chain'
import deeds from './verbs/deeds'
import filings from './verbs/filings'
import papers from './verbs/papers'
import type { Words } from './types'

export default { ...chain, ...deeds, ...filings, ...papers } as const satisfies Words

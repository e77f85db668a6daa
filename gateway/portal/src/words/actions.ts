/** What can be done, as a button says it: `action`, the choice of a chain's step, or `Component.action[.choice]`. */
import chain from './actions/chain'
import dispatch from './actions/dispatch'
import others from './actions/others'
import registry from './actions/registry'
import type { Words } from './types'

export default { ...chain, ...registry, ...dispatch, ...others } as const satisfies Words

// Runs within a page before its own scripts: goes from screen to screen by the page's own router and looks at each.
// No page is loaded between two screens; a screen counts as drawn when nothing is asked for and nothing new is drawn.
(() => {
  const REST = 50, PATIENCE = 10_000 // ms
  const SERIOUS = ['serious', 'critical']
  const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], COLOURS = ['color-contrast', 'link-in-text-block']
  const han = /\p{Script=Han}/u
  const asked = window.fetch
  const wrong = []
  let [asking, last] = [0, 0]
  const drawn = () => { last = performance.now() }
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const app = () => document.querySelector('#app').__vue_app__.config.globalProperties

  // What people wrote, as answers carry it: a Chinese text beside which no English one lies. It may stand in any language.
  const written = new Set()
  const remember = (value, paired) => {
    if (typeof value === 'string') {
      if (!paired && han.test(value)) written.add(value.trim())
      const [, bureau] = /^(.+)设定（/.exec(value) ?? [] // whose setting a rule is: a bureau's name
      if (bureau) written.add(bureau)
    }
    else if (Array.isArray(value)) for (const one of value) remember(one, paired)
    else if (value && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) {
        const english = value[key === 'zh' ? 'en' : key.endsWith('_zh') ? key.replace(/_zh$/, '_en') : `${key}_en`]
        if (han.test(key)) written.add(key)
        remember(one, paired || !!english)
      }
  }

  // what is half faded in has another contrast than what is there
  const still = new CSSStyleSheet()
  still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }')
  addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(still))

  window.fetch = async (address, given = {}) => {
    const method = given.method ?? 'GET'
    const opening = method === 'POST' && /^\/api\/session(\/renewal)?$/.test(address)
    const headers = { ...given.headers, ...(window.__clock && !opening && String(address).startsWith('/api/') ? { 'Tepai-Clock': window.__clock } : {}) }
    asking += 1
    try {
      const answer = await asked(address, { ...given, headers })
      if (answer.status >= 400) wrong.push(`answer: ${answer.status} ${method} ${address}`)
      if ((answer.headers.get('Content-Type') || '').includes('json')) remember(await answer.clone().json(), false)
      return answer
    } finally {
      asking -= 1
      drawn()
    }
  }
  const HARMLESS = /^ResizeObserver loop/ // drawn in the next frame instead
  addEventListener('error', ({ message, target }) => HARMLESS.test(message) || target instanceof HTMLImageElement || wrong.push(`exception: ${message ?? target?.outerHTML?.slice(0, 160)}`), true)
  addEventListener('unhandledrejection', (event) => wrong.push(`exception: ${event.reason}`))
  new MutationObserver(drawn).observe(document, { subtree: true, childList: true, characterData: true })
  new PerformanceObserver(drawn).observe({ type: 'resource' })

  const rest = async () => {
    const until = performance.now() + PATIENCE
    drawn()
    do await pause(10)
    while (performance.now() < until && (asking > 0 || performance.now() - last < REST))
  }

  /** Chooses as another tab of the same browser would. */
  const choose = async (choices) => {
    for (const [key, newValue] of Object.entries(choices)) dispatchEvent(new StorageEvent('storage', { key: `tepai.${key}`, newValue }))
    do await pause(0)
    while (choices.language && app().$i18n.locale !== choices.language)
  }

  const texts = (english) => {
    const data = [...written].sort((one, other) => other.length - one.length)
    const without = (text) => data.reduce((left, one) => (left.includes(one) ? left.split(one).join('') : left), text)
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = new Set()
    while (walker.nextNode()) {
      const { parentElement: at, data } = walker.currentNode, text = data.trim()
      // in code stands what programs say to each other, as it was said
      if (!text || at.closest('script, style, noscript, code') || !at.checkVisibility()) continue
      if (/^[a-z][a-z_-]*(\.[a-zA-Z][\w-]*)+$/.test(text)) found.add(`no word for: ${text}`)
      if (/^[a-z]+(_[a-z]+)+$/.test(text)) found.add(`a code: ${text}`)
      if (/\b[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{24,32}$/.test(text)) found.add(`an id: ${text}`)
      if (/\[object |\bundefined\b|\bNaN\b|\bnull\b/.test(text)) found.add(`no value: ${text}`)
      if (english && han.test(text) && !at.closest('body [lang^=zh]') && han.test(without(text))) found.add(`Chinese: ${text}`)
    }
    return [...found]
  }

  const broken = () => [...document.images].filter((one) => one.complete && !one.naturalWidth && one.checkVisibility()).map((one) => `no picture: ${one.outerHTML.slice(0, 120)}`)

  /** What sticks out sideways, where the page as a whole can be pushed sideways. */
  const wide = () => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1).slice(-5).map((one) => `too wide: ${one.outerHTML.slice(0, 120)}`)
  }

  // Menu, tabs and top bar are one role's on every screen: axe looks at them on the first.
  const FRAME = [['.shell-menu'], ['.shell-tabs'], ['.shell-top']]
  let framed = false
  const serious = async (rules) => {
    const { violations } = await axe.run(framed ? { exclude: FRAME } : document, { runOnly: rules, resultTypes: ['violations'], preload: false })
    return violations.filter((one) => SERIOUS.includes(one.impact)).flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} · ${node.failureSummary.split('\n').pop().trim()}`))
  }

  /** Addresses that a screen leads to within the entry: [pattern, address]. */
  const leads = () =>
    [...document.querySelectorAll('a[href]')]
      .map((one) => one.getAttribute('href'))
      .filter((href) => /^\/(desk|m)\//.test(href))
      .map((href) => app().$router.resolve(href.replace(/^\/(desk|m)/, '')))
      .filter((to) => to.matched.length)
      .map((to) => [to.matched.at(-1).path, to.fullPath])

  /** What is found at a second look as well: on a slow machine a name may still be on its way at the first. */
  const lasting = async (look) => {
    if (!look().length) return []
    await pause(700)
    await rest()
    return look()
  }

  /** A screen in Chinese by day, in English by night, and in large print: { path, found, wrong, leads }. */
  const visit = async (path) => {
    wrong.splice(0)
    await app().$router.push(path)
    await rest()
    const found = [...(await lasting(() => [...texts(false), ...broken(), ...wide()])), ...(await serious(ALL))]
    const to = leads()
    await choose({ language: 'en', theme: 'dark' })
    await rest()
    found.push(...(await lasting(() => [...texts(true), ...wide()])), ...(await serious(COLOURS)).map((one) => `dark: ${one}`))
    await choose({ elder: 'yes' })
    found.push(...wide().map((one) => `large print: ${one}`))
    await choose({ language: 'zh', theme: 'light', elder: 'no' })
    framed = true
    return { path, found: [...new Set(found)], wrong: [...new Set(wrong)], leads: to }
  }

  window.__routes = () =>
    app().$router.getRoutes().filter((one) => !one.redirect && !one.path.includes('*')).map((one) => {
      const given = one.props.default, to = { params: {}, query: {} }
      const noun = (typeof given === 'function' ? given(to) : given)?.noun
      return { pattern: one.path, open: !!one.meta.open, noun: noun ? JSON.parse(JSON.stringify(noun)) : null }
    })
  window.__walk = (paths) => {
    window.__walked = null
    ;(async () => {
      const seen = []
      for (const path of paths) seen.push(await visit(path).catch((reason) => ({ path, found: [`${reason}`], wrong: [], leads: [] })))
      window.__walked = seen
    })()
  }
})()

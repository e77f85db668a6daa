// One project, two entries: desk.html (Element Plus) and m.html (Vant). What is built is served by the gateway:
// the pages at /desk/ and /m/, everything they load below /portal/ (gateway/portal_pages.py).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { VantResolver } from '@vant/auto-import-resolver'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { runnerImport, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { closure, type Manifest } from './scripts/closure.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** While developing, /desk/<anything> and /m/<anything> answer the entry page, as the gateway does. */
const entryPages: Plugin = {
  name: 'entry-pages',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const [, entry] = /^\/(desk|m)(?:\/[^.]*)?(?:\?.*)?$/.exec(request.url ?? '') ?? []
      if (entry) request.url = `/portal/${entry}.html`
      next()
    })
  },
}

/** Vant's icons: its style names a font on somebody's server beside the one it carries. Ours is a file of ours, alone. */
const vantIcons: Plugin = {
  name: 'vant-icons',
  enforce: 'pre',
  transform(code, id) {
    if (!/vant\/es\/icon\/index\.css$/.test(id)) return
    const carried = /url\(data:font\/woff2;[^,]*,([^)]+)\)/.exec(code)?.[1]
    if (!carried) return this.error('vant/es/icon/index.css no longer carries its font')
    const file = here('node_modules/.cache/vant-icon.woff2')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, Buffer.from(carried, 'base64'))
    return code.replace(/src:url\([^}]*/, `src:url(${relative(dirname(id), file)}) format("woff2")`)
  },
}

/** `virtual:words/<language>` and `virtual:labels/<language>`: those of src/words in that one language. */
const words: Plugin = {
  name: 'words',
  resolveId: (id) => (/^virtual:(words|labels)\/(zh|en)$/.test(id) ? `\0${id}` : undefined),
  async load(id) {
    const [, what, language] = /^\0virtual:(words|labels)\/(zh|en)$/.exec(id) ?? []
    if (!what) return undefined
    const { module } = await runnerImport<Record<'texts' | 'labels', (language: 0 | 1) => object>>(here('src/words/index.ts'), { configFile: false, logLevel: 'error' })
    const said = module[what === 'words' ? 'texts' : 'labels'](language === 'zh' ? 0 : 1)
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(said))})`
  },
}

export default defineConfig({
  base: '/portal/',
  plugins: [
    vue(),
    words,
    vantIcons,
    // On demand, with its style: a screen loads the components it shows.
    Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver(), VantResolver()] }),
    entryPages,
    VitePWA({
      buildBase: '/m/',
      scope: '/m/',
      filename: 'sw.js',
      registerType: 'prompt', // a page with unsent input never reloads by itself
      injectRegister: null, // src/phone registers it
      manifest: false, // public/m.webmanifest
      workbox: {
        // The phone's shell and screens. What people enter is kept by the page itself (src/phone), not by the worker.
        globPatterns: ['m.html', 'assets/*.{js,css,woff2}', 'icon.svg'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        inlineWorkboxRuntime: true, // one file at /m/sw.js
        navigateFallback: '/m/',
        navigateFallbackAllowlist: [/^\/m\//],
        manifestTransforms: [
          (entries) => {
            const built = JSON.parse(readFileSync(here('dist/.vite/manifest.json'), 'utf8')) as Manifest
            const phone = new Set(['m.html', 'icon.svg', ...closure(built, 'm.html', true)])
            const kept = entries.filter((entry) => phone.has(entry.url))
            return {
              manifest: kept.map((entry) => ({ ...entry, url: entry.url === 'm.html' ? '/m/' : `/portal/${entry.url}` })),
            }
          },
        ],
      },
    }),
  ],
  resolve: { alias: { '@': here('src') } },
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus and Vant need it
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: true,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // The browsers of government desktops: 奇安信 Chrome/90, 统信 UOS Chrome/93; public/old.js tells older ones.
    target: ['chrome87', 'safari14'],
    manifest: true,
    emptyOutDir: false, // scripts/dist.mjs takes out what is old
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rollupOptions: { input: { desk: here('desk.html'), m: here('m.html') } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/verify': 'http://127.0.0.1:8080' } },
  test: { environment: 'happy-dom', setupFiles: ['tests/setup.ts'], include: ['tests/**/*.test.ts', 'src/**/*.test.ts'], css: false },
})

/** A browser as its user knows it, from what it says of itself; what is not recognised stays as it is said. */
const BROWSERS: readonly [RegExp, string][] = [[/MicroMessenger\/(\d+)/, 'WeChat'], [/Edg\/(\d+)/, 'Edge'], [/Firefox\/(\d+)/, 'Firefox'], [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'], [/Version\/(\d+)[.\d]* (?:Mobile\/\S+ )?Safari/, 'Safari']]
const SYSTEMS: readonly [RegExp, string][] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]

export function deviceName(said: string): string {
  const browser = BROWSERS.map(([pattern, name]) => [name, pattern.exec(said)?.[1]] as const).find(([, version]) => version)
  const system = SYSTEMS.find(([pattern]) => pattern.test(said))?.[1]
  return browser ? [browser.join(' '), system].filter(Boolean).join(' · ') : said
}

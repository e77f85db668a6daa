/** Made by the plugin `words` of vite.config.ts: by namespace, by key. */
declare module 'virtual:words/zh' {
  const texts: Record<string, Record<string, string>>
  export default texts
}
declare module 'virtual:words/en' {
  const texts: Record<string, Record<string, string>>
  export default texts
}
declare module 'virtual:labels/zh' {
  const texts: Record<string, Record<string, string>>
  export default texts
}
declare module 'virtual:labels/en' {
  const texts: Record<string, Record<string, string>>
  export default texts
}

declare module 'virtual:*' {
  const texts: import('./index').Texts
  export default texts
}

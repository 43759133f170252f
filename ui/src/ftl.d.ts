declare module '*.ftl' {
  const messages: Record<string, never>;
  export default messages;
}

/** Plain text in paragraphs, which an empty line separates. */
export function paragraphsOf(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter(Boolean);
}

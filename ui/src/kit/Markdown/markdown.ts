// A tiny subset of Markdown for texts of the town: headings, paragraphs, lists, links, bold. Everything becomes text nodes, so that
// nothing in it can ever run. Links: https, mailto, tel and paths of ours only.
export type Inline = { kind: 'text'; text: string } | { kind: 'strong'; text: string } | { kind: 'link'; text: string; href: string };
export type Block = { kind: 'heading'; level: number; inline: Inline[] } | { kind: 'paragraph'; lines: Inline[][] } | { kind: 'list'; ordered: boolean; items: Inline[][] };

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*/g;
const SAFE = /^(https:\/\/|mailto:|tel:|\/(?!\/))/;

export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    if (match.index > from) parts.push({ kind: 'text', text: line.slice(from, match.index) });
    const [whole, label, href, strong] = match;
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (label !== undefined && href !== undefined && SAFE.test(href)) parts.push({ kind: 'link', text: label, href });
    else parts.push({ kind: 'text', text: label ?? whole });
    from = match.index + whole.length;
  }
  if (from < line.length) parts.push({ kind: 'text', text: line.slice(from) });
  return parts;
}

function chunk(lines: string[]): Block {
  const heading = /^(#{1,4})\s+(.*)$/.exec(lines[0] ?? '');
  if (heading && lines.length === 1) {
    return { kind: 'heading', level: heading[1]?.length ?? 1, inline: parseInline(heading[2] ?? '') };
  }
  for (const [ordered, mark] of [[false, /^[-*]\s+/], [true, /^\d+[.)]\s+/]] as const) {
    if (lines.every((line) => mark.test(line) || /^\s{2,}/.test(line)) && mark.test(lines[0] ?? '')) {
      const items: string[] = [];
      for (const line of lines) {
        if (mark.test(line)) items.push(line.replace(mark, ''));
        else items[items.length - 1] += ` ${line.trim()}`;
      }
      return { kind: 'list', ordered, items: items.map(parseInline) };
    }
  }
  // A single line break stays one: addresses are written like that.
  return { kind: 'paragraph', lines: lines.map((line) => parseInline(line.trim())) };
}

export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push(chunk(lines));
    lines = [];
  };
  for (const raw of source.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trimEnd();
    if (line === '') flush();
    else if (/^#{1,4}\s/.test(line)) {
      flush();
      blocks.push(chunk([line]));
    } else lines.push(line);
  }
  flush();
  return blocks;
}

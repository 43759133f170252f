// How large a file is, as people say it.
import { formatNumber } from '../../texts/index.svelte';

const KB = 1024;

/** "12 kB", "1,4 MB": with the units that every language shares. */
export function sizeWords(bytes: number): string {
  if (bytes < KB * KB) return `${formatNumber(Math.max(1, Math.round(bytes / KB)))} kB`;
  return `${formatNumber(Math.round((bytes / KB / KB) * 10) / 10)} MB`;
}

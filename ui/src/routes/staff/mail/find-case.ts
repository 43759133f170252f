// A case by its number, for the letter to its reporter.
import { api, ask } from '../../../api';

export async function findCase(number: string): Promise<{ id: string; number: string; summary: string } | undefined> {
  const { cases } = await ask(api.GET('/api/desk/cases', { params: { query: { q: number, status: 'all' } as Record<string, string> } }));
  const hit = cases.find((row) => row.number.toLowerCase() === number.toLowerCase()) ?? (cases.length === 1 ? cases[0] : undefined);
  return hit && { id: hit.id, number: hit.number, summary: hit.summary || '' };
}

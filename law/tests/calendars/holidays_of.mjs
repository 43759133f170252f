// Prints the public holidays of Germany as the package `date-holidays` knows them, one `place day` a line.
// Usage: holidays_of.mjs <first year> <last year>. The first line names the version of the package.

import { createRequire } from 'node:module';

import Holidays from 'date-holidays';

const MUNICIPAL = {
  'BY+assumption': ['BY', 'KATH'],
  'SN+corpus-christi': ['SN', 'BZ'],
  'TH+corpus-christi': ['TH', 'EIC'],
  'BY+augsburg': ['BY', 'A'],
};

const [first, last] = process.argv.slice(2).map(Number);
const { version } = createRequire(import.meta.url)('date-holidays/package.json');
const states = Object.keys(new Holidays().getStates('DE')).map((state) => [state, [state]]);
const lines = [`date-holidays ${version}`];
for (const [place, path] of [...states, ...Object.entries(MUNICIPAL)]) {
  const calendar = new Holidays('DE', ...path);
  for (let year = first; year <= last; year += 1) {
    const days = calendar.getHolidays(year).filter((day) => day.type === 'public');
    for (const day of new Set(days.map((day) => day.date.slice(0, 10)))) {
      lines.push(`${place} ${day}`);
    }
  }
}
console.log(lines.join('\n'));

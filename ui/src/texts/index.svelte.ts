// Every word on the screen comes from ui/texts/<locale>/<slice>.ftl, the catalogues which the server and the shell read too.
// A page names the slices it needs and they are loaded beside its code, so that the start stays small.
import { format, type Pattern, type Rules, type TextArgs } from './format';
import { FALLBACK, FORMAT_TAG, LANGUAGE_TAG, type Locale } from './locales';

export { LOCALES, isLocale, preferredLocale, type Locale } from './locales';

export type { TextArgs } from './format';

// The build parses the catalogues (vite/plugins.ts), so no parser travels to the page.
// The words of e-mails, letters and the shell are not for pages, those of the desk not for residents (each program is built on its own).
// Where residents go later, the routes bring the names of the catalogues along (routes/resident-own.ts): each costs the start some bytes.
type Catalogues = Record<string, () => Promise<Record<string, Pattern>>>;
const files: Catalogues =
  import.meta.env.MODE === 'resident'
    ? import.meta.glob<Record<string, Pattern>>(
        [
          '../../texts/*/*.ftl',
          '!../../texts/*/{notices,letters,app,cases,staff,colleagues,counter,deskmail}.ftl',
          '!../../texts/*/{accesses,address,applogin,bell,consent,frame-own,home-mail,identity,kit-date,law,link,mail,passkeys,profile,references,representatives,time}.ftl',
        ],
        { import: 'default' },
      )
    : import.meta.glob<Record<string, Pattern>>(['../../texts/*/*.ftl', '!../../texts/*/{notices,letters,app}.ftl'], { import: 'default' });

/** Makes more catalogues known, by the same names that are given here. */
export function addCatalogues(more: Record<string, () => Promise<unknown>>): void {
  Object.assign(files, more);
}

interface Book extends Rules {
  messages: Record<string, Pattern>;
}

let current = $state.raw<{ locale: Locale; book: Book | undefined }>({ locale: FALLBACK, book: undefined });
const slices = new Set<string>();
const books = new Map<Locale, Book>();
const loaded = new Map<string, Promise<void>>();

function bookOf(locale: Locale): Book {
  let book = books.get(locale);
  if (!book) {
    const tag = FORMAT_TAG[locale];
    book = { messages: {}, number: new Intl.NumberFormat(tag), plural: new Intl.PluralRules(tag) };
    books.set(locale, book);
  }
  return book;
}

function load(locale: Locale, slice: string): Promise<void> {
  const path = `../../texts/${locale}/${slice}.ftl`;
  let pending = loaded.get(path);
  if (!pending) {
    const file = files[path];
    pending = file
      ? file().then((messages) => {
          Object.assign(bookOf(locale).messages, messages);
        })
      : Promise.resolve();
    // A failed download is forgotten, so that the next visit of the page tries again.
    pending.catch(() => loaded.delete(path));
    loaded.set(path, pending);
  }
  return pending;
}

/** Loads what a page needs to speak; resolves when `t` knows the words of these slices. */
export async function needTexts(...names: string[]): Promise<void> {
  for (const name of names) slices.add(name);
  await Promise.all(names.map((name) => load(current.locale, name)));
}

/** Switches the language of the whole page. Words missing there are taken from German. */
export async function setLocale(locale: Locale): Promise<void> {
  await Promise.all([...slices].map((name) => load(locale, name)));
  current = { locale, book: bookOf(locale) };
  document.documentElement.lang = LANGUAGE_TAG[locale];
  document.documentElement.dir = 'ltr';
}

export function locale(): Locale {
  return current.locale;
}

/** The text for a key; in strong need the key itself, so that a hole is seen and nothing breaks. */
export function t(key: string, args: TextArgs = {}): string {
  const { book } = current;
  const pattern = book?.messages[key];
  return book && pattern !== undefined ? format(pattern, args, book) : key;
}

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const minute: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** "22. November 2026": for people, in their locale, in the device's time zone. */
export function formatDay(time: string | number | Date): string {
  return new Intl.DateTimeFormat(FORMAT_TAG[current.locale], day).format(new Date(time));
}

/** "22.11.2026": where many stand below each other. */
export function formatDate(time: string | number | Date): string {
  return new Intl.DateTimeFormat(FORMAT_TAG[current.locale], { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(time));
}

/** "22. November 2026, 14:05" */
export function formatTime(time: string | number | Date): string {
  return new Intl.DateTimeFormat(FORMAT_TAG[current.locale], { ...day, ...minute }).format(new Date(time));
}

/** "14:05" */
export function formatClock(time: string | number | Date): string {
  return new Intl.DateTimeFormat(FORMAT_TAG[current.locale], minute).format(new Date(time));
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(FORMAT_TAG[current.locale]).format(value);
}

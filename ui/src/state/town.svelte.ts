// What the town says about itself: fetched once, kept for the whole visit.
import { api, ask, townText, type Category, type Town } from '../api';
import { host } from '../host';
import { locale } from '../texts/index.svelte';
import { applyBrand } from './brand';

const state = $state<{ town: Town | undefined; error: unknown }>({ town: undefined, error: undefined });
let pending: Promise<Town> | undefined;

export const town = {
  get data() {
    return state.town;
  },
  get error() {
    return state.error;
  },
};

const NAME = 'town';

function use(loaded: Town): void {
  state.town = loaded;
  applyBrand(loaded.brand_colour);
}

/** The copy of the last visit: without a network a report can still be written. */
async function useKept(): Promise<void> {
  const kept = (await (await host()).drafts.load(NAME)) as Town | undefined;
  if (kept && !state.town) use(kept);
}

/** The town's settings; asks the server once, and again after a failure. */
export function loadTown(): Promise<Town> {
  pending ??= ask(api.GET('/api/town')).then(
    (loaded) => {
      state.error = undefined;
      use(loaded);
      void host().then(({ drafts }) => drafts.save(NAME, loaded)).catch(() => undefined);
      return loaded;
    },
    async (error: unknown) => {
      pending = undefined;
      await useKept();
      state.error = state.town ? undefined : error;
      throw error;
    },
  );
  return pending;
}

export function category(key: string): Category | undefined {
  return state.town?.reports.categories.find((item) => item.key === key);
}

/** The category's name in the reader's language; its key while the town is not known. */
export function categoryName(key: string): string {
  return townText(category(key)?.name, locale()) || key;
}

export function officeName(key: string | null | undefined): string {
  const office = state.town?.offices.find((item) => item.key === key);
  return townText(office?.name, locale());
}

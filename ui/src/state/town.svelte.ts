// What the town says about itself: fetched once, kept for the whole visit.
import { api, ask, type Category, type Town } from '../api';
import { townText } from '../api';
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

/** The town's settings; asks the server once, and again after a failure. */
export function loadTown(): Promise<Town> {
  pending ??= ask(api.GET('/api/town')).then(
    (loaded) => {
      state.town = loaded;
      state.error = undefined;
      applyBrand(loaded.brand_colour);
      return loaded;
    },
    (error: unknown) => {
      pending = undefined;
      state.error = error;
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

// The report that is being written. Saved on the device as it is typed; a reload, a lost session or a closed tab goes on where it was.
import type { Failure} from '../api';
import { api, ask, failureOf, newKey, sendPhoto, type Place, type ReportFiled } from '../api';
import { host, type PickedPhoto } from '../host';
import { locale } from '../texts/index.svelte';
import { keep, kept as lastTyped, note } from './draft-journal';

/** A photo that the server already has is not sent again after a failure. */
export interface DraftPhoto {
  id: string;
  key: string;
  taken?: string;
}

export interface Draft {
  version: 1;
  /** The idempotency key: one draft is one report, however often it is sent. */
  key: string;
  photos: DraftPhoto[];
  category: string;
  text: string;
  place: Required<Pick<Place, 'address' | 'description' | 'source'>> & { lat?: number; lon?: number; accuracy_m?: number };
  email: string;
  startedAt: number;
}

const NAME = 'report';
const FILED = 'report-filed';
const SAVE_AFTER_MS = 300;

function fresh(): Draft {
  return {
    version: 1,
    key: newKey(),
    photos: [],
    category: '',
    text: '',
    place: { address: '', description: '', source: 'words' },
    email: '',
    startedAt: Date.now(),
  };
}

export const draft = $state<{ value: Draft; pictures: PickedPhoto[]; ready: boolean; saved: boolean }>({
  value: fresh(),
  pictures: [],
  ready: false,
  saved: false,
});

export function isEmpty(value: Draft): boolean {
  const { place } = value;
  return !value.category && !value.text && value.photos.length === 0 && !place.address && !place.description && place.lat === undefined;
}

let loading: Promise<void> | undefined;

/** Restores what was typed before. */
export function loadDraft(): Promise<void> {
  loading ??= (async () => {
    const { photos } = await host();
    const kept = (await lastTyped(NAME)) as Draft | undefined;
    if (kept?.version === 1) {
      draft.value = kept;
      draft.pictures = await photos.restore(kept.photos.map((photo) => photo.id));
      const there = new Set(draft.pictures.map((picture) => picture.id));
      draft.value.photos = kept.photos.filter((photo) => there.has(photo.id));
      draft.saved = !isEmpty(kept);
    }
    draft.ready = true;
  })();
  return loading;
}

let timer: number | undefined;

const worthKeeping = (value: Draft): Draft | undefined => (isEmpty(value) ? undefined : value);

/** Call after each change: noted at once, so that leaving the page costs no letter; stored at most a few times a second. */
export function saveDraft(): void {
  draft.saved = false;
  note(NAME, worthKeeping(draft.value));
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void saveNow(), SAVE_AFTER_MS);
}

export async function saveNow(): Promise<void> {
  window.clearTimeout(timer);
  const value = worthKeeping(draft.value);
  await keep(NAME, value);
  draft.saved = value !== undefined;
}

export async function addPhotos(max: number): Promise<{ name: string; why: string }[]> {
  const { photos } = await host();
  const result = await photos.pick(max - draft.value.photos.length);
  draft.pictures.push(...result.photos);
  draft.value.photos.push(...result.photos.map(({ id }) => ({ id, key: newKey() })));
  await saveNow();
  return result.refused;
}

export async function removePhoto(id: string): Promise<void> {
  draft.value.photos = draft.value.photos.filter((photo) => photo.id !== id);
  draft.pictures = draft.pictures.filter((picture) => picture.id !== id);
  await saveNow();
  await (await host()).photos.discard(id);
}

/** Throws the draft away; asked for by the resident, or after it was filed. */
export async function discardDraft(): Promise<void> {
  window.clearTimeout(timer);
  const old = draft.value.photos;
  draft.value = fresh();
  draft.pictures = [];
  draft.saved = false;
  await keep(NAME, undefined);
  const { photos } = await host();
  for (const photo of old) await photos.discard(photo.id);
}

function placeOf(value: Draft): Place {
  const { lat, lon, accuracy_m, address, description, source } = value.place;
  const words = { address: address.trim(), description: description.trim() };
  if (lat === undefined || lon === undefined) return { ...words, source: words.address ? 'address' : 'words' };
  return { lat, lon, ...(accuracy_m === undefined ? {} : { accuracy_m }), ...words, source: source === 'words' ? 'pin' : source };
}

async function uploadPhotos(progress: (number: number, total: number) => void): Promise<string[]> {
  const taken: string[] = [];
  for (const [at, photo] of draft.value.photos.entries()) {
    progress(at + 1, draft.value.photos.length);
    const picture = draft.pictures.find((one) => one.id === photo.id);
    if (!photo.taken && picture) {
      photo.taken = (await sendPhoto(picture, photo.key)).id;
      await saveNow();
    }
    if (photo.taken) taken.push(photo.taken);
  }
  return taken;
}

/** Sends photos, then the report. The same draft sent twice files one report. */
export async function fileDraft(confirmed: boolean, progress: (number: number, total: number) => void): Promise<ReportFiled> {
  await saveNow();
  const photos = await uploadPhotos(progress);
  const value = draft.value;
  try {
    const filed = await ask(
      api.POST('/api/reports', {
        params: { header: { 'Idempotency-Key': value.key } },
        body: {
          category: value.category,
          text: value.text.trim(),
          place: placeOf(value),
          photos,
          ...(value.email.trim() ? { email: value.email.trim() } : {}),
          outside_confirmed: confirmed,
          language: locale(),
        },
      }),
    );
    await (await host()).drafts.save(FILED, filed);
    await discardDraft();
    return filed;
  } catch (error) {
    await afterRefusal(failureOf(error));
    throw error;
  }
}

// What the next try needs to be different.
async function afterRefusal(failure: Failure): Promise<void> {
  if (failure.code === 'idempotency-key-reused') draft.value.key = newKey();
  // Photos wait one day for their report; older ones are sent again.
  if (failure.field('/photos')?.code === 'gone') for (const photo of draft.value.photos) Object.assign(photo, { taken: undefined, key: newKey() });
  await saveNow();
}

/** The report that was just filed, so that a reload of the confirmation does not lose the secret link. */
export async function lastFiled(): Promise<ReportFiled | undefined> {
  return (await (await host()).drafts.load(FILED)) as ReportFiled | undefined;
}

export async function forgetFiled(): Promise<void> {
  await (await host()).drafts.remove(FILED);
}

// The report that is being written. Saved on the device as it is typed; a reload, a lost session or a closed tab goes on where it was.
import { api, ask, failureOf, newKey, sendPhoto, type Failure, type Place, type ReportFiled } from '../api';
import { host, type PickedPhoto } from '../host';
import { locale } from '../texts/index.svelte';
import { acting } from './acting.svelte';
import { isNoted, keep, kept as lastTyped, note, onNote } from './draft-journal';
import { session } from './session.svelte';

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
  place: Required<Pick<Place, 'address' | 'description' | 'source'>> & {
    lat?: number;
    lon?: number;
    accuracy_m?: number;
    /** The address was typed, not taken from map or list. */
    by_hand?: boolean;
  };
  email: string;
  startedAt: number;
}

const OWN = 'report';
/** Names of drafts for other people on this device. */
const OTHERS = 'report-others';
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

interface State {
  value: Draft;
  pictures: PickedPhoto[];
  ready: boolean;
  saved: boolean;
  /** The device takes nothing: what is typed lives as long as the page. */
  lost: boolean;
  /** On its way to the town. */
  sending: boolean;
}

export const draft = $state<State>({ value: fresh(), pictures: [], ready: false, saved: false, lost: false, sending: false });

export function isEmpty(value: Draft): boolean {
  const { place } = value;
  return !value.category && !value.text && value.photos.length === 0 && !place.address && !place.description && place.lat === undefined;
}

let loading: Promise<void> | undefined;
let timer: number | undefined;

/** Whose report it is: one's own, or that of the person somebody acts for. Nobody's words go out in another one's name. */
export function draftName(): string {
  const { current } = acting;
  return current ? `report-for-${current.id}` : OWN;
}

let name = draftName();

/** Puts one person's draft aside before another's is opened. */
function change(next: string): void {
  window.clearTimeout(timer);
  // What was typed is noted already; the store takes it in its own time.
  if (draft.ready) void keep(name, worthKeeping($state.snapshot(draft.value))).catch(() => undefined);
  name = next;
  loading = undefined;
  Object.assign(draft, { value: fresh(), pictures: [], ready: false, saved: false, lost: false });
}

async function others(): Promise<string[]> {
  const found = await (await host()).drafts.load(OTHERS).catch(() => undefined);
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
}

/** Everything that was begun on this device, for oneself and for others. */
async function begun(): Promise<{ name: string; value: Draft }[]> {
  const names = [...new Set([OWN, name, ...(await others())])];
  const values = await Promise.all(names.map((one) => lastTyped(one).catch(() => undefined)));
  return names.flatMap((one, at) => {
    const value = values[at] as Draft | undefined;
    return value?.version === 1 ? [{ name: one, value }] : [];
  });
}

export async function anythingBegun(): Promise<boolean> {
  return (await begun()).length > 0;
}

async function take(kept: Draft): Promise<void> {
  const { photos } = await host();
  const pictures = await photos.restore(kept.photos.map((photo) => photo.id));
  const there = new Set(pictures.map((picture) => picture.id));
  draft.value = { ...kept, photos: kept.photos.filter((photo) => there.has(photo.id)) };
  draft.pictures = pictures;
  draft.saved = !isEmpty(kept);
}

/** Restores what was typed before for the person whose report it is. */
export function loadDraft(): Promise<void> {
  if (draftName() !== name) change(draftName());
  const mine = name;
  follow(mine);
  // What waits for its owner is there as soon as somebody signed in.
  if (draft.ready && isEmpty(draft.value)) loading = undefined;
  loading ??= (async () => {
    try {
      const kept = (await lastTyped(mine)) as Draft | undefined;
      if (kept?.version === 1 && mine === name) await take(kept);
    } catch {
      // A store that cannot be read must not keep anybody from reporting; the next visit tries again.
      loading = undefined;
    }
    if (mine === name) draft.ready = true;
  })();
  return loading;
}

const followed = new Set<string>();

/** Two windows of one device write one report: the one that nobody types into follows the other. */
function follow(mine: string): void {
  if (followed.has(mine)) return;
  followed.add(mine);
  onNote(mine, (value) => {
    if (mine !== name || !draft.ready || draft.sending) return;
    const typed = value as Draft | undefined;
    if (typed?.version === 1) void take(typed);
    else Object.assign(draft, { value: fresh(), pictures: [], saved: false });
  });
}

const worthKeeping = (value: Draft): Draft | undefined => (isEmpty(value) ? undefined : value);

/** Call after each change: noted at once, so that leaving the page costs no letter; stored at most a few times a second. */
export function saveDraft(): void {
  draft.saved = false;
  note(name, worthKeeping(draft.value));
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void saveNow(), SAVE_AFTER_MS);
}

export async function saveNow(): Promise<void> {
  window.clearTimeout(timer);
  const value = worthKeeping(draft.value);
  // What the store does not take may still be noted; only what is neither is lost with the page.
  const mine = name;
  if (mine !== OWN && value) await remember(mine);
  const kept = await keep(mine, value).then(() => true, () => isNoted(mine));
  if (mine !== name) return;
  draft.saved = kept && value !== undefined;
  draft.lost = !kept;
}

/** So that everything begun on this device can be found again. */
async function remember(mine: string): Promise<void> {
  const known = await others();
  if (!known.includes(mine)) await (await host()).drafts.save(OTHERS, [...known, mine]).catch(() => undefined);
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
  await keep(name, undefined);
  const { photos } = await host();
  for (const photo of old) await photos.discard(photo.id);
}

/** Throws away everything that was begun on this device, for oneself and for others. */
export async function discardAll(): Promise<void> {
  const all = await begun();
  await discardDraft();
  const { drafts, photos } = await host();
  for (const one of all) {
    await keep(one.name, undefined);
    for (const photo of one.value.photos) await photos.discard(photo.id);
  }
  await drafts.remove(OTHERS);
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

/** What was just filed, with the account it belongs to, if any. */
export interface Filed extends ReportFiled {
  account?: string;
}

/** Everything a reader of the report would notice. */
const contentOf = ({ category, text, place, email, photos }: Draft) => JSON.stringify([category, text, place, email, photos.map(({ id }) => id)]);

/** Sends photos, then the report. The same draft sent twice files one report. */
export async function fileDraft(confirmed: boolean, progress: (number: number, total: number) => void): Promise<Filed> {
  // Somebody began or stopped acting for another person a moment ago: that person's draft comes first.
  if (name !== draftName()) {
    await loadDraft();
    throw new Error('the draft is another person’s');
  }
  draft.sending = true;
  try {
    return await send(confirmed, progress);
  } finally {
    draft.sending = false;
  }
}

async function send(confirmed: boolean, progress: (number: number, total: number) => void): Promise<Filed> {
  // What was looked at is what goes, whatever is typed from now on.
  const value = $state.snapshot(draft.value);
  const sent = contentOf(value);
  await saveNow();
  const account = session.account?.id;
  const photos = await uploadPhotos(progress);
  try {
    const filed = await ask(
      api.POST('/api/reports', {
        // A session that ended unnoticed must not turn this into a report of nobody.
        params: { header: { 'Idempotency-Key': value.key, 'Expected-Account': account } },
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
    const mine: Filed = { ...filed, ...(account ? { account } : {}) };
    // The town has it: a device without room only loses the way back to the confirmation.
    await (await host()).drafts.save(FILED, { ...mine, keptAt: Date.now() }).catch(() => undefined);
    if (contentOf(draft.value) === sent) await discardDraft();
    else {
      // Changed while it was on its way: that is another report now.
      draft.value.key = newKey();
      for (const photo of draft.value.photos) Object.assign(photo, { taken: undefined, key: newKey() });
      await saveNow();
    }
    return mine;
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

/** The secret link must not wait for the next person at this device. */
const FILED_KEPT_MS = 60 * 60 * 1000;

/** The report that was just filed, so that a reload of the confirmation does not lose the secret link. */
export async function lastFiled(): Promise<Filed | undefined> {
  const found = (await (await host()).drafts.load(FILED).catch(() => undefined)) as (Filed & { keptAt?: number }) | undefined;
  if (!found || Date.now() - (found.keptAt ?? 0) < FILED_KEPT_MS) return found;
  await forgetFiled();
  return undefined;
}

export async function forgetFiled(): Promise<void> {
  await (await host()).drafts.remove(FILED);
}

// A report that a clerk writes down for somebody else. Kept on the device for her alone until it is sent.
import { api, ask, failureOf, newKey, sendPhoto, type Place, type ReportFiled } from '../api';
import type { Channel } from '../api/desk';
import { host, type PickedPhoto } from '../host';
import { recordedHere } from './desk-live.svelte';
import { keep, kept as lastTyped, note } from './draft-journal';
import { desk } from './desk-session.svelte';

export interface Recording {
  version: 1;
  key: string;
  channel: Exclude<Channel, 'online'>;
  reporter: string;
  email: string;
  category: string;
  text: string;
  address: string;
  description: string;
  lat?: number;
  lon?: number;
  source: Place['source'];
  photos: { id: string; key: string; taken?: string }[];
}

const SAVE_AFTER_MS = 300;
const name = () => `desk-recording ${desk.member?.id ?? ''}`;

function fresh(channel: Recording['channel'] = 'phone'): Recording {
  return { version: 1, key: newKey(), channel, reporter: '', email: '', category: '', text: '', address: '', description: '', source: 'words', photos: [] };
}

export const recording = $state<{ value: Recording; pictures: PickedPhoto[]; ready: boolean; restored: boolean }>({ value: fresh(), pictures: [], ready: false, restored: false });

export function isBlank(value: Recording): boolean {
  return !value.reporter && !value.email && !value.category && !value.text && !value.address && !value.description && value.lat === undefined && value.photos.length === 0;
}

export async function loadRecording(): Promise<void> {
  const { photos } = await host();
  const kept = (await lastTyped(name())) as Recording | undefined;
  if (kept?.version === 1) {
    recording.pictures = await photos.restore(kept.photos.map((photo) => photo.id));
    const there = new Set(recording.pictures.map((picture) => picture.id));
    recording.value = { ...kept, photos: kept.photos.filter((photo) => there.has(photo.id)) };
    recording.restored = !isBlank(kept);
  } else {
    Object.assign(recording, { value: fresh(), pictures: [], restored: false });
  }
  recording.ready = true;
}

let timer: number | undefined;
const worthKeeping = (value: Recording): Recording | undefined => (isBlank(value) ? undefined : value);

/** Call after each change: noted at once, so that leaving the page costs no letter; stored at most a few times a second. */
export function saveRecording(): void {
  if (recording.ready) note(name(), worthKeeping(recording.value));
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void saveRecordingNow(), SAVE_AFTER_MS);
}

export async function saveRecordingNow(): Promise<void> {
  window.clearTimeout(timer);
  if (!recording.ready) return;
  await keep(name(), worthKeeping(recording.value));
}

export async function addPictures(max: number): Promise<{ name: string; why: string }[]> {
  const result = await (await host()).photos.pick(max - recording.value.photos.length);
  recording.pictures.push(...result.photos);
  recording.value.photos.push(...result.photos.map(({ id }) => ({ id, key: newKey() })));
  await saveRecordingNow();
  return result.refused;
}

export async function removePicture(id: string): Promise<void> {
  recording.value.photos = recording.value.photos.filter((photo) => photo.id !== id);
  recording.pictures = recording.pictures.filter((picture) => picture.id !== id);
  await saveRecordingNow();
  await (await host()).photos.discard(id);
}

export async function discardRecording(): Promise<void> {
  window.clearTimeout(timer);
  const old = recording.value;
  // The next caller most likely comes the same way.
  Object.assign(recording, { value: fresh(old.channel), pictures: [], restored: false });
  await keep(name(), undefined);
  const { photos } = await host();
  for (const photo of old.photos) await photos.discard(photo.id);
}

function placeOf({ lat, lon, address, description, source }: Recording): Place {
  const words = { address: address.trim(), description: description.trim() };
  if (lat === undefined || lon === undefined) return { ...words, source: words.address ? 'address' : 'words' };
  return { lat, lon, ...words, source: source === 'words' ? 'pin' : source };
}

/** Sends pictures and report. Sent twice, it is recorded once. */
export async function sendRecording(confirmed: boolean): Promise<ReportFiled> {
  await saveRecordingNow();
  const value = recording.value;
  const photos: string[] = [];
  for (const photo of value.photos) {
    const picture = recording.pictures.find((one) => one.id === photo.id);
    if (!photo.taken && picture) photo.taken = (await sendPhoto(picture, photo.key, '/api/desk/reports/photos')).id;
    if (photo.taken) photos.push(photo.taken);
  }
  try {
    const filed = await ask(
      api.POST('/api/desk/reports', {
        params: { header: { 'Idempotency-Key': value.key } },
        body: {
          channel: value.channel,
          reporter: value.reporter.trim(),
          report: {
            category: value.category,
            text: value.text.trim(),
            place: placeOf(value),
            photos,
            ...(value.email.trim() ? { email: value.email.trim() } : {}),
            outside_confirmed: confirmed,
            // Whoever telephones gets the town's own language.
            language: 'de',
          },
        },
      }),
    );
    recordedHere(filed.id);
    await discardRecording();
    return filed;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'idempotency-key-reused') value.key = newKey();
    if (failure.field('/report/photos')?.code === 'gone') for (const photo of value.photos) Object.assign(photo, { taken: undefined, key: newKey() });
    await saveRecordingNow();
    throw error;
  }
}

// The one door to the town's server: a client generated from its contract, over the host's fetch.
import { host, type PickedPhoto } from '../host';
import { actingHeaders } from './acting';
import type { components } from './schema';
import { Failure, failureOf, type Problem } from './failures';

export { api } from './client';
export { Failure, describe, failureOf, fieldText, type Explained } from './failures';

type Schemas = components['schemas'];
export type Account = Schemas['Account'];
export type AddressHit = Schemas['AddressHit'];
export type Awaiting = Schemas['Awaiting'];
export type Category = Schemas['Category'];
export type Device = Schemas['Device'];
export type EventKind = Schemas['EventKind'];
export type FieldError = Schemas['FieldError'];
export type FileReport = Schemas['FileReport'];
export type Language = Schemas['Language'];
export type LiveEvent = Schemas['LiveEvent'];
export type Photo = Schemas['Photo'];
export type Place = Schemas['Place'];
export type Report = Schemas['Report'];
export type ReportFiled = Schemas['ReportFiled'];
export type ReportRow = Schemas['ReportRow'];
export type Status = Schemas['Status'];
export type TimelineStep = Schemas['TimelineStep'];
export type Town = Schemas['Town'];
/** Texts by language tag; German is always there. */
export type TownTexts = Record<string, string>;

type Answer<T> = { data?: T; error?: unknown; response: Response };

const endedListeners = new Set<() => void>();

/** Counts signing in and out: what was asked before says nothing about the session that is open now. */
export const turn = { now: 0 };

/** Called when the server no longer knows the session: pages keep what was typed and offer to sign in. */
export function onSessionEnded(listener: () => void): () => void {
  endedListeners.add(listener);
  return () => endedListeners.delete(listener);
}

/** Waits for an answer and returns its data, or throws a `Failure` that `describe` can put into words. */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  const mine = turn.now;
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (error) {
    throw failureOf(error);
  }
  if (!settled.response.ok) {
    const failure = new Failure(settled.error as Problem | undefined, settled.response);
    if (failure.code === 'not-signed-in' && mine === turn.now) for (const listener of endedListeners) listener();
    throw failure;
  }
  return settled.data as T;
}

/** A key for a creating request: made once, kept with the draft, so that sending twice files once. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Hands a kept picture to the server; residents and clerks have their own door for it. */
export async function sendPhoto(photo: PickedPhoto, key: string, path = '/api/reports/photos'): Promise<Photo> {
  let response: Response;
  try {
    response = await (await host()).sendPhoto(photo, path, { 'Idempotency-Key': key, ...actingHeaders(path) });
  } catch (error) {
    throw failureOf(error);
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
    throw new Failure(problem, response);
  }
  return (await response.json()) as Photo;
}

/** The words of the town in the reader's language. */
export function townText(texts: unknown, locale: string): string {
  const map = (texts ?? {}) as TownTexts;
  return map[locale] ?? map.de ?? Object.values(map)[0] ?? '';
}

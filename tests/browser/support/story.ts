// A report with everything in it, for pages that show one.
import type { Clerk } from './clerk';
import { takenAt } from './photo';
import type { Resident } from './resident';

export interface Told {
  id: string;
  number: string;
}

/** Files a report with a photo and stays at its page. */
export async function tell(resident: Resident, jpeg: Buffer): Promise<Told> {
  const [lat, lon] = (await resident.town.facts()).map.centre;
  await resident.fillIn({
    photo: takenAt(jpeg, { lat, lon }),
    text: 'Die Scheibe der Bushaltestelle ist zerbrochen. Auf der Bank und dem Gehweg liegen Splitter.',
    place: 'Haltestelle Richtung Bahnhof, gegenüber der Apotheke',
  });
  const number = await resident.send();
  return { id: await resident.openFiled(), number };
}

/** The clerk works on it until it is in progress, with one answer. */
export async function work(clerk: Clerk, { number }: Told): Promise<void> {
  await clerk.openCase(number);
  await clerk.take();
  await clerk.answer('Vielen Dank für Ihre Meldung. Der Bauhof sichert die Stelle heute und tauscht die Scheibe am Donnerstag.');
  await clerk.setStatus('in_progress');
}

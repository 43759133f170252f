// What every test is given: a town, and people who come and go.
import { test as base } from '@playwright/test';
import { Clerk } from './clerk';
import { Person, type Device } from './person';
import { drawnJpeg } from './photo';
import { Resident } from './resident';
import { Town, type Position } from './town';

export { expect } from '@playwright/test';

interface Given {
  /** Somebody without an account, on a device of their own. */
  guest: (device?: Device) => Promise<Resident>;
  /** Somebody with an account. */
  resident: (name: string, device?: Device) => Promise<Resident>;
  /** Somebody who works in the town hall. */
  clerk: (name: string, device?: Device, as?: Position) => Promise<Clerk>;
  /** A device in the town hall, before anybody came in. */
  workplace: (device?: Device) => Promise<Clerk>;
  people: Person[];
}

interface GivenToWorker {
  town: Town;
  /** A drawn photo without metadata. */
  jpeg: Buffer;
}

export const test = base.extend<Given, GivenToWorker>({
  town: [
    async ({}, use) => {
      const town = await Town.open();
      await use(town);
      await town.close();
    },
    { scope: 'worker' },
  ],
  jpeg: [async ({ browser }, use) => use(await drawnJpeg(browser)), { scope: 'worker' }],
  people: async ({}, use, info) => {
    const people: Person[] = [];
    await use(people);
    // A journey that failed has its own story to tell; what the page complained about would hide it.
    for (const person of people) await (info.errors.length > 0 ? person.context.close() : person.leave());
  },
  guest: async ({ browser, town, people }, use) => {
    await use(async (device) => {
      const guest = await Resident.with(browser, town, device);
      people.push(guest);
      return guest;
    });
  },
  resident: async ({ guest }, use) => {
    await use(async (name, device) => {
      const resident = await guest(device);
      await resident.register(name);
      return resident;
    });
  },
  workplace: async ({ browser, town, people }, use) => {
    await use(async (device) => {
      const clerk = await Clerk.with(browser, town, device);
      people.push(clerk);
      return clerk;
    });
  },
  clerk: async ({ workplace }, use) => {
    await use(async (name, device, as) => {
      const clerk = await workplace(device);
      await clerk.comeIn(name, as);
      return clerk;
    });
  },
});

import { expect, test } from 'vitest';
import { actFor, actingHeaders } from './acting';

test('only what may be done for somebody else says for whom it is', () => {
  actFor('r-1');
  for (const path of ['/api/reports', '/api/reports/photos', '/api/reports/{id}', '/api/reports/4/photos/7/full', '/api/mail', '/api/mail/{id}/open', '/api/mail/4/documents/7']) {
    expect(actingHeaders(path), path).toEqual({ 'Rathaus-For': 'r-1' });
  }
  for (const path of ['/api/reports/lookup', '/api/mail/consent', '/api/mail/references', '/api/mail/references/{id}', '/api/accounts/profile', '/api/representatives', '/api/desk/reports']) expect(actingHeaders(path), path).toEqual({});
  actFor(undefined);
  expect(actingHeaders('/api/reports')).toEqual({});
});

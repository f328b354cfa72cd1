// After all journeys: no database, no log and no answer holds a secret.
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { allHouses, issuedAfterwards, leaksAfterwards, searched } from '../support/leaks.ts';

test('no secret lies open in what any journey stored, logged or answered', () => {
  const houses = allHouses();
  let looked = 0;
  let secrets = 0;
  for (const house of houses) {
    looked += searched(house).length;
    secrets += Object.values(issuedAfterwards(house)).flat().length;
    expect.soft(leaksAfterwards(house), basename(house)).toEqual([]);
  }
  // A search that looked for nothing or nowhere proves nothing.
  expect(looked).toBeGreaterThan(0);
  expect(secrets).toBeGreaterThan(0);
});

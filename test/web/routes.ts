import { caseAt } from './cases.ts';
import type { Site } from './visit.ts';

/** One route of the pages, with the address of an existing page. */
export interface Route {
  method: string;
  path: string;
  address: string;
}

/** The values of the parameters in addresses, except `:id`. */
const names = {
  ':type': 'attest',
  ':version': '1',
  ':level': 'L3',
  ':competency': 'technical-mastery',
  ':transition': 'L2-L3',
};

/** Every route of the pages, from the app itself, each with a page that a tech lead can open. */
export async function routesOf(site: Site): Promise<Route[]> {
  const { caseId } = await caseAt(site, 'calibration');
  const asked = '?attestation=owns-a-module';
  return site.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => {
      const ladder = path.startsWith('/ladders') ? site.world.ladder.id : caseId;
      const named = Object.entries(names).reduce((address, [name, value]) => address.replace(name, value), path);
      return { method, path, address: `${named.replace(':id', ladder)}${path.endsWith(':type') ? asked : ''}` };
    });
}

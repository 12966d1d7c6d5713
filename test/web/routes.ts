import { caseAt } from './cases.ts';
import type { Site } from './visit.ts';

/** One route of the pages, and the address of one page it serves. */
export interface Route {
  method: string;
  path: string;
  address: string;
}

/** Every route of the pages, as the app itself lists them, each with a page that a tech lead can open. */
export async function routesOf(site: Site): Promise<Route[]> {
  const { caseId } = await caseAt(site, 'calibration');
  const asked = '?attestation=owns-a-module';
  return site.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => {
      const ladder = path.startsWith('/ladders') ? site.world.ladder.id : caseId;
      return {
        method,
        path,
        address: `${path.replace(':id', ladder).replace(':type', 'attest')}${path.endsWith(':type') ? asked : ''}`,
      };
    });
}

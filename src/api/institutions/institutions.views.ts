import { z } from 'zod';
import { type FormerName, type InstitutionDetails } from '../../features/institutions/index.js';
import { LocalisedView, Versioned } from '../answers.js';

export const InstitutionView = z
  .object({
    slug: z.string(),
    name: LocalisedView,
    city: z.string(),
    country: z.string(),
    timeZone: z.string(),
    website: z.string().nullable(),
    parent: z.string().nullable(),
    aliases: z.array(z.string()).describe('Other names by which people look for it.'),
  })
  .meta({ id: 'Institution' });

export const FormerNameView = z
  .object({
    id: z.string(),
    name: LocalisedView,
    until: z.int().describe('The last year in which it had this name.'),
  })
  .meta({ id: 'FormerName' });

type Shown = Omit<InstitutionDetails, 'id'>;

export function institutionView(row: Shown): z.input<typeof InstitutionView> {
  const { slug, name, city, country, timeZone, website, parent, aliases } = row;
  return { slug, name, city, country, timeZone, website, parent, aliases };
}

export function nameView({ id, name, until }: FormerName): z.input<typeof FormerNameView> {
  return { id, name, until };
}

export const versionedInstitution = (row: Shown) => new Versioned(institutionView(row), row.version);

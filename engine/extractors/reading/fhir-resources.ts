/**
 * Gives the fields of FHIR resources their meaning. A resource says what it is anywhere among its
 * elements, also last: until its object closes, or its chunk does, its fields wait here.
 */
import type { Field } from '../../types.ts';
import { fhirMeaning } from './fhir-meaning.ts';

export interface Resource {
  /** `resourceType`, once it was read. */
  type: string;
  readonly record: number;
  waiting: {
    field: Writable<Field>;
    readonly path: readonly string[];
    readonly own: string;
    readonly beside: string;
  }[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export const newResource = (record: number): Resource => ({ type: '', record, waiting: [] });

/** True for objects that can be a resource: a document, an element of an outer array, an entry's, a contained one. */
export const mayBeResource = (depth: number, name: string): boolean =>
  depth === 0 || name === 'resource' || name === 'contained' || (depth === 1 && name === '');

/** Settles what waits. Fields of a bundle itself mean nothing; its entries are resources of their own. */
export function settle(resource: Resource): void {
  const { type, record } = resource;
  if (type !== '' && type !== 'Bundle') {
    for (const { field, path, own, beside } of resource.waiting) {
      Object.assign(field, fhirMeaning(type, path, own, beside), { record });
    }
  }
  resource.waiting = [];
}

/** What a policy does not want to hear of: infoTypes, values that are nobody's, findings that are too unlikely. */
import type { DetectionSettings } from '../policy/schema.ts';
import type { InfoType } from '../types.ts';
import { type Detected, rankOf, valueKey } from './candidate.ts';

export const createSetAside = (detection: DetectionSettings | undefined): ((detected: Detected) => boolean) => {
  const off = new Set<InfoType>(detection?.off ?? []);
  const allowed = detection?.allowList ?? [];
  const thresholds = detection?.thresholds ?? {};
  /** What identifies a value differs by its infoType, so the list is read once for each that occurs. */
  const keys = new Map<InfoType, ReadonlySet<number>>();
  const keysOf = (infoType: InfoType): ReadonlySet<number> => {
    const known = keys.get(infoType) ?? new Set(allowed.map((value) => valueKey(infoType, value)));
    keys.set(infoType, known);
    return known;
  };
  return ({ finding: { infoType, likelihood }, key }) => {
    const least = thresholds[infoType];
    return (
      off.has(infoType) ||
      (least !== undefined && rankOf(likelihood) < rankOf(least)) ||
      (allowed.length > 0 && keysOf(infoType).has(key))
    );
  };
};

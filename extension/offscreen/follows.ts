/**
 * What went to one place a moment ago: the engine keeps the texts of these inspections, so that a number
 * that is pasted in parts is seen whole. One tab and one destination's origin are a place.
 */
import type { InspectionId } from '../../engine/types.ts';

export interface Follows {
  /** Inspections to the place within the last ten minutes, the last one last. */
  before(place: string, now: number): readonly InspectionId[];
  /** What goes to the place now; `units` of text that the engine keeps for it. */
  add(place: string, id: InspectionId, units: number, now: number): void;
  /** It did not go after all. */
  drop(id: InspectionId): void;
  has(id: InspectionId): boolean;
  /** The engine does not know them any more. */
  lost(place: string): void;
}

/** Milliseconds that a part waits for the next. */
const WAITS = 10 * 60_000;
/** Parts of one place; inspections and UTF-16 units of all places. */
const PARTS = 16;
const MOST = 128;
const UNITS = 16 * 1024 * 1024;

interface Sent {
  readonly place: string;
  readonly id: InspectionId;
  readonly units: number;
  readonly time: number;
}

/** `forget` ends what the engine keeps of an inspection. */
export const followed = (forget: (id: InspectionId) => void): Follows => {
  let sent: readonly Sent[] = [];

  const keep = (wanted: (one: Sent) => boolean): void => {
    const gone = sent.filter((one) => !wanted(one));
    sent = sent.filter(wanted);
    for (const { id } of gone) forget(id);
  };
  /** The oldest go first. */
  const bound = (place: string, now: number): void => {
    const last = new Set(sent.filter((one) => one.place === place).slice(-PARTS));
    let [count, units] = [0, 0];
    const fits = new Set(
      sent.toReversed().filter((one) => {
        count += 1;
        units += one.units;
        return count <= MOST && units <= UNITS;
      }),
    );
    keep((one) => now - one.time < WAITS && fits.has(one) && (one.place !== place || last.has(one)));
  };

  return {
    before(place, now) {
      bound(place, now);
      return sent.filter((one) => one.place === place).map(({ id }) => id);
    },
    add(place, id, units, now) {
      sent = [...sent, { place, id, units, time: now }];
      bound(place, now);
    },
    drop: (id) => keep((one) => one.id !== id),
    has: (id) => sent.some((one) => one.id === id),
    lost: (place) => keep((one) => one.place !== place),
  };
};

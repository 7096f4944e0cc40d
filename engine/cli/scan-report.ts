/** What stands around the lines of `chartward scan`: beginning, separators, and the sums at the end. */
import type { GapReason, HipaaClass } from '../index.ts';
import type { Format } from './scan-arguments.ts';
import type { Batch, Fact } from './scan-job.ts';
import { placeOf, separatorOf, uriOf } from './scan-lines.ts';

export interface Report {
  begin(): string;
  /** In the order of the inputs. */
  batch(batch: Batch): string;
  /** `excluded`: files and folders that were left out. */
  end(excluded: number): string;
}

export function createReport(format: Format): Report {
  switch (format) {
    case 'ndjson':
      return { begin: () => '', batch: ({ text }) => text, end: () => '' };
    case 'text':
      return plain();
    case 'sarif':
      return sarif();
    default:
      return format satisfies never;
  }
}

/** Files that a summary names for each reason. */
const NAMED = 5;

function plain(): Report {
  const totals = { items: 0, findings: 0, phi: 0, gaps: 0 };
  const gaps = new Map<GapReason, { count: number; readonly files: Set<string> }>();
  const found = new Map<string, number>();
  const note = (fact: Fact): void => {
    if (fact.type === 'gap') {
      totals.gaps++;
      const known = gaps.get(fact.reason) ?? { count: 0, files: new Set<string>() };
      known.count++;
      if (known.files.size < NAMED) known.files.add(placeOf(fact.file, ''));
      gaps.set(fact.reason, known);
    } else if (fact.type === 'finding') {
      totals.findings += fact.count;
      found.set(fact.infoType, (found.get(fact.infoType) ?? 0) + fact.count);
    } else if (fact.type === 'item') {
      totals.items++;
      if (fact.phi) totals.phi++;
    }
  };
  const most = <Value>(counts: Map<string, Value>, count: (value: Value) => number): [string, Value][] =>
    [...counts].sort(([a, m], [b, n]) => count(n) - count(m) || (a < b ? -1 : 1));
  return {
    begin: () => '',
    batch({ text, facts }) {
      facts.forEach(note);
      return text;
    },
    end(excluded) {
      const unread = most(gaps, ({ count }) => count).map(([reason, { count, files }]) => {
        const more = count > files.size ? ', …' : '';
        return `  ${reason.padEnd(20)} ${String(count).padStart(6)}  ${[...files].join(', ')}${more}\n`;
      });
      const types = most(found, (count) => count).map(
        ([infoType, count]) => `  ${infoType.padEnd(34)} ${String(count).padStart(6)}\n`,
      );
      const left = excluded === 0 ? '' : `, ${excluded} left out as told`;
      return [
        unread.length === 0 ? '' : `\nNot fully inspected:\n${unread.join('')}`,
        types.length === 0 ? '' : `\nFound:\n${types.join('')}`,
        unread.length + types.length === 0 ? '' : '\n',
        `${totals.items} inspected${left}, ${totals.gaps} gaps, ${totals.findings} findings, ${totals.phi} with protected health information\n`,
      ].join('');
    },
  };
}

/** SARIF 2.1.0 (OASIS). Results are streamed; the rules they name follow them in the same run. */
function sarif(): Report {
  const rules = new Map<string, HipaaClass | null>();
  const notifications: object[] = [];
  let first = true;
  const note = (fact: Fact): void => {
    if (fact.type === 'finding') rules.set(fact.infoType, fact.hipaa);
    if (fact.type === 'gap')
      notifications.push({
        level: 'warning',
        descriptor: { id: fact.reason },
        message: { text: `Not fully inspected: ${fact.reason}${fact.part === '' ? '' : ` (${fact.part})`}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(fact.file) } } }],
      });
    if (fact.type === 'error')
      notifications.push({ level: 'error', descriptor: { id: 'unreadable' }, message: { text: fact.text } });
  };
  return {
    begin: () =>
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[',
    batch({ text, facts }) {
      facts.forEach(note);
      if (text === '') return '';
      const separator = first ? '' : separatorOf('sarif');
      first = false;
      return separator + text;
    },
    end() {
      const described = [...rules].sort(([a], [b]) => (a < b ? -1 : 1));
      const driver = {
        name: 'chartward',
        rules: described.map(([id, hipaa]) => ({
          id,
          shortDescription: {
            text: hipaa === null ? 'Health context' : `Identifier, 45 CFR 164.514(b)(2)(i)(${hipaa})`,
          },
        })),
      };
      const invocations = [{ executionSuccessful: true, toolExecutionNotifications: notifications }];
      return `],"tool":${JSON.stringify({ driver })},"invocations":${JSON.stringify(invocations)}}]}\n`;
    },
  };
}

/** The list of what was stopped, changed or recorded in this browser. */
import type { IncidentRecord } from '../../engine/incidents/index.ts';
import { GUARDED } from '../messages/guards.ts';
import type { IncidentLog } from '../platform/incident-log.ts';
import { foundInWords, gapsInWords, say } from '../platform/words.ts';
import { exportAll, exported, filter, hasOlder, older, reload, rows, total } from './records.ts';

const DISPOSITIONS = ['allowed', 'modified', 'blocked', 'overridden', 'timed-out'] as const;

export const Review = ({ log }: { readonly log: IncidentLog }) => (
  <main>
    <h1>{say('review_title')}</h1>
    <Controls log={log} />
    <p role="status" class="soft" data-total={total.value}>
      {exported.value === null
        ? say('review_count', String(rows.value.length), String(total.value))
        : say('review_exporting', String(exported.value))}
    </p>
    {rows.value.length === 0 ? <p>{say('review_empty')}</p> : <Rows />}
    {hasOlder.value && (
      <button type="button" onClick={() => void older(log)}>
        {say('review_older')}
      </button>
    )}
  </main>
);

const Controls = ({ log }: { readonly log: IncidentLog }) => {
  const change = (part: Partial<typeof filter.value>) => {
    filter.value = { ...filter.value, ...part };
    void reload(log);
  };
  return (
    <div class="row">
      <label>
        <span>{say('review_filter')}</span>
        <input
          type="search"
          name="text"
          value={filter.value.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <Choice
        label={say('review_channel')}
        name="channel"
        options={GUARDED}
        words="channel"
        onChoice={(channel) => change({ channel })}
      />
      <Choice
        label={say('review_outcome')}
        name="disposition"
        options={DISPOSITIONS}
        words="disposition"
        onChoice={(disposition) => change({ disposition })}
      />
      <button type="button" name="export" onClick={() => void exportAll(log)}>
        {say('review_export')}
      </button>
    </div>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly options: readonly string[];
  readonly words: string;
  readonly onChoice: (value: string) => void;
}

const Choice = ({ label, name, options, words, onChoice }: ChoiceProps) => (
  <label>
    <span>{label}</span>
    <select name={name} onChange={(event) => onChoice(event.currentTarget.value)}>
      <option value="">{say('review_all')}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {say(`${words}_${option.replaceAll('-', '_')}`)}
        </option>
      ))}
    </select>
  </label>
);

const Rows = () => (
  <table class="words cards">
    <thead>
      <tr>
        {['time', 'channel', 'destination', 'found', 'outcome', 'rules'].map((column) => (
          <th key={column} scope="col">
            {say(`review_${column}`)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.value.map((record) => (
        <Row key={record.uid} record={record} />
      ))}
    </tbody>
  </table>
);

const Row = ({ record }: { readonly record: IncidentRecord }) => {
  const counts = Object.entries(record.counts).map(([infoType, count]) => ({
    infoType: infoType as keyof typeof record.counts,
    count: count ?? 0,
  }));
  const rules = [...record.rules, ...record.monitored];
  return (
    <tr>
      <td data-label={say('review_time')}>{new Date(record.time).toLocaleString()}</td>
      <td data-label={say('review_channel')}>{say(`channel_${record.channel.replaceAll('-', '_')}`)}</td>
      <td class="place" data-label={say('review_destination')}>
        {record.destination.place}
      </td>
      <td data-label={say('review_found')}>
        {[foundInWords(counts), ...gapsInWords(record.gaps)].filter(Boolean).join('. ')}
      </td>
      <td data-label={say('review_outcome')}>{say(`disposition_${record.disposition.replaceAll('-', '_')}`)}</td>
      <td class="place" data-label={say('review_rules')}>
        {rules.join(', ')}
      </td>
    </tr>
  );
};

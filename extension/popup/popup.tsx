/** The popup: protected or not, by which policy, with which guards, and what happened last. */
import type { StatusReply } from '../messages/status.ts';
import { browser } from '../platform/browser.ts';
import { ago } from '../platform/speak.ts';
import { say } from '../platform/words.ts';

const channelWords = (channel: string): string => say(`channel_${channel.replaceAll('-', '_')}`);

/** The site; a path says a nurse nothing. */
const hostIn = (place: string): string => (URL.canParse(place) && new URL(place).host) || place;

export const Popup = ({ status }: { readonly status: StatusReply }) => (
  <main style={{ width: '24rem' }}>
    <h1 class={status.protection === 'protected' ? '' : 'danger'}>{say(`popup_${status.protection}`)}</h1>
    {status.problems.length > 0 && (
      <section>
        <h2>{say('popup_problems')}</h2>
        <p>{say('popup_tell')}</p>
      </section>
    )}
    {status.policy && status.protection !== 'floor' && status.protection !== 'unmanaged' && (
      <section>
        <h2>{say('popup_policy')}</h2>
        <p>{say('popup_version', status.policy.id, String(status.policy.version), ago(status.policy.activated))}</p>
      </section>
    )}
    <section>
      <h2>{say('popup_engine')}</h2>
      <p class={status.engine === 'unavailable' ? 'danger' : ''}>{say(`engine_${status.engine}`)}</p>
    </section>
    <section>
      <h2>{say('popup_guards')}</h2>
      <table>
        <tbody>
          {status.guards.map(({ channel, live, ruled }) => (
            <tr key={channel} data-guard={channel} data-state={ruled ? (live ? 'live' : 'dead') : 'off'}>
              <th scope="row">{channelWords(channel)}</th>
              <td class={ruled && !live ? 'danger' : ''}>
                {say(ruled ? (live ? 'guard_live' : 'guard_dead') : 'guard_off')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
    <section>
      <h2>{say('popup_recent')}</h2>
      {status.recent.length === 0 && <p class="soft">{say('popup_none')}</p>}
      <table class="words">
        <tbody>
          {status.recent.map(({ time, channel, destination, disposition }) => (
            <tr key={`${time}${channel}`}>
              <td class="time">{new Date(time).toLocaleTimeString([], { timeStyle: 'short' })}</td>
              <td>{channelWords(channel)}</td>
              <td class="place">{hostIn(destination)}</td>
              <td>{say(`disposition_${disposition.replaceAll('-', '_')}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
    <p class="row">
      <a href={browser.runtime.getURL('/review.html')} target="_blank" rel="noreferrer">
        {say('popup_review')}
      </a>
      <a href={browser.runtime.getURL('/options.html')} target="_blank" rel="noreferrer">
        {say('popup_options')}
      </a>
    </p>
  </main>
);

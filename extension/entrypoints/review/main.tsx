import { render } from 'preact';
import { openDatabase } from '../../platform/database.ts';
import { incidentLog } from '../../platform/incident-log.ts';
import { speak } from '../../platform/speak.ts';
import { reload } from '../../review/records.ts';
import { Review } from '../../review/review.tsx';

speak('review_title');

const log = incidentLog(await openDatabase());
render(<Review log={log} />, document.getElementById('root') ?? document.body);
await reload(log);

/**
 * Required attributes, enumerations and constraints of OCSF class 2006, as far as Chartward writes it:
 * ocsf/ocsf-schema at 1.8.0, `events/findings/data_security_finding.json` and `objects/data_security.json`.
 */
const REQUIRED = [
  'activity_id',
  'category_uid',
  'class_uid',
  'finding_info',
  'metadata',
  'severity_id',
  'time',
  'type_uid',
];
const ENUMS: Readonly<Record<string, readonly number[]>> = {
  activity_id: [0, 1, 2, 3, 99],
  severity_id: [0, 1, 2, 3, 4, 5, 6, 99],
  action_id: [0, 1, 2, 3, 4, 99],
  disposition_id: [...Array.from({ length: 28 }, (_, index) => index), 99],
  status_id: [0, 1, 2, 3, 4, 5, 6, 99],
};
const NEVER = ['pattern_match', 'discovery_details'];

/** Problems in words; none means that the event fits the class. */
export const checkOcsf = (event: unknown): string[] => {
  if (!isObject(event)) return ['the event is not an object'];
  const problems = REQUIRED.filter((name) => event[name] === undefined).map((name) => `${name} is missing`);
  for (const [name, allowed] of Object.entries(ENUMS)) {
    const value = event[name];
    if (value !== undefined && !(typeof value === 'number' && allowed.includes(value)))
      problems.push(`${name} is not in its enumeration`);
  }
  if (event.class_uid !== 2006) problems.push('class_uid is not 2006');
  if (event.category_uid !== 2) problems.push('category_uid is not 2');
  if (event.type_uid !== Number(event.class_uid) * 100 + Number(event.activity_id))
    problems.push('type_uid is not class_uid * 100 + activity_id');
  if (!Number.isInteger(event.time) || Number(event.time) < 1e12) problems.push('time is not in milliseconds');
  const metadata = event.metadata;
  if (!isObject(metadata) || !isObject(metadata.product) || metadata.version !== '1.8.0')
    problems.push('metadata needs product and version 1.8.0');
  const info = event.finding_info;
  if (!isObject(info) || typeof info.uid !== 'string') problems.push('finding_info.uid is missing');
  const security = event.data_security;
  if (security !== undefined) {
    if (!isObject(security)) problems.push('data_security is not an object');
    else {
      const oneOf = (names: readonly string[]) => names.some((name) => security[name] !== undefined);
      if (!oneOf(['data_lifecycle_state_id', 'detection_pattern', 'detection_system_id', 'policy']))
        problems.push('data_security says neither state, pattern, system nor policy');
      if (!oneOf(['category_id', 'confidentiality_id']))
        problems.push('data_security says neither category nor confidentiality');
    }
  }
  const device = event.device;
  if (device !== undefined && !(isObject(device) && typeof device.type_id === 'number'))
    problems.push('device.type_id is missing');
  const text = JSON.stringify(event);
  for (const name of NEVER) if (text.includes(`"${name}"`)) problems.push(`${name} would carry content`);
  return problems;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

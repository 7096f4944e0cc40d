import { defineDetector } from '../define.ts';

/** IPv4 or full IPv6 address; loopback, netmasks and versions are none. */
export const ipAddress = defineDetector({
  name: 'ip-address',
  version: 1,
  infoType: 'IP_ADDRESS',
  hipaa: 'O',
  source: '45 CFR 164.514(b)(2)(i)(O); RFC 791; RFC 4291 §2.2',
  maxLength: 39,
  patterns: [
    { name: 'v4', regex: '\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b', likelihood: 'UNLIKELY', validated: 'UNLIKELY' },
    {
      name: 'v6',
      regex: '\\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\\b',
      likelihood: 'UNLIKELY',
      validated: 'UNLIKELY',
    },
  ],
  validate: (value) =>
    value.includes(':') ||
    (/^(?!0|127\.|255\.)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}$/.test(value) && !value.endsWith('.0')),
  hotwords: ['ip', 'ip address', 'ipv4', 'ipv6', 'logged in from', 'login from', 'client address', 'remote address'],
  withHotword: 'POSSIBLE',
  withPatient: 'POSSIBLE',
  labels: ['ip', 'ip address', 'client ip', 'remote ip', 'source ip', 'login ip', 'device ip', 'remote addr'],
  labelled: '(?:\\d{1,3}\\.){3}\\d{1,3}\\b|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\\b',
  checksLabelled: true,
  exclusions: ['version', 'v', 'section', 'release', 'build', 'oid', 'netmask', 'subnet mask'],
  edges: 'number',
});

/** The full door: bytes and policy in, findings and decisions out. */
export { createAids, createEngine, type EngineOptions } from './engine.ts';
export { readParts } from './extract.ts';
export { type Policy, type PolicyProblem, parsePolicy } from './policy/index.ts';
export type { HostCrypto } from './seal.ts';
export type * from './types.ts';

/** CRC-32 as zip and gzip use it (ISO 3309, polynomial EDB88320). `crc32('123456789')` is CBF43926. */
export function crc32(bytes: Uint8Array): number {
  const crc = createCrc32();
  crc.add(bytes);
  return crc.value();
}

/** The same, piece by piece. */
export function createCrc32(): { add(bytes: Uint8Array): void; value(): number } {
  let crc = -1;
  return {
    add(bytes) {
      let state = crc;
      for (let i = 0; i < bytes.length; i++) state = (state >>> 8) ^ (TABLE[(state ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
      crc = state;
    },
    value: () => (crc ^ -1) >>> 0,
  };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c >>> 0;
});

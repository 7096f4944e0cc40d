/** Grey pixels as the simplest file that says what they are (Netpbm, binary PGM). */
export function greyPixmap(width: number, height: number, grey: (index: number) => number): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + width * height);
  file.set(header);
  for (let i = 0, at = header.length; i < width * height; i++, at++) file[at] = grey(i);
  return file;
}

/** The same of pixels that are grey already. */
export function pixmapOf(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + pixels.length);
  file.set(header);
  file.set(pixels, header.length);
  return file;
}

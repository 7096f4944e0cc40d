/** What `parseArgs` makes of a command line, or its sentence on what is wrong with it, without its advice for programs. */
export function readWith<Parsed>(parse: () => Parsed): Parsed | string {
  try {
    return parse();
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\. To specify.*$/s, '') : 'the arguments cannot be read';
  }
}

/** The package has types, but does not say where they are. */
declare module 'windows-1252' {
  export function decode(bytes: Uint8Array): string;
}

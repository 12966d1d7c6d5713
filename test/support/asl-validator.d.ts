declare module 'asl-validator' {
  /** Checks a definition against the language; writes defaults into it. */
  export default function aslValidator(definition: unknown): { isValid: boolean; errorsText(): string };
}

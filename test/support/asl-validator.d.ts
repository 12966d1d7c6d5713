declare module 'asl-validator' {
  /** Checks a definition against the Amazon States Language. It also writes defaults into its argument. */
  export default function aslValidator(definition: unknown): { isValid: boolean; errorsText(): string };
}

/** What is wrong with an input: where it is (`ratings.debugging`), and how to correct it. */
export interface Fault {
  path: string;
  reason: string;
}

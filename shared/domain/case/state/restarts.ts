/**
 * How many new executions a case can get in a day. If it needs more, another execution will not fix the fault. The case
 * remembers as many restarts as this.
 */
export const restartsADay = 3;

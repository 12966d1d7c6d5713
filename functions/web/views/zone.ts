import { createContext, useContext } from 'hono/jsx';

/** The IANA time zone of the person who reads the page. `framed` sets it for every page. */
export const ReaderZone = createContext('UTC');

export const readerZone = (): string => useContext(ReaderZone);

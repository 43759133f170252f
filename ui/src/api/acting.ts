// For whom requests are made: for oneself, or for somebody who allowed it. All routes but those of reports and letters refuse the header.
let representation: string | undefined;

/** The id of the representation that holds from now on, or nothing. */
export function actFor(id: string | undefined): void {
  representation = id;
}

/** The header for a path of the server; empty where one acts for oneself. A status link's secret says itself whose report it is. */
export function actingHeaders(path: string): Record<string, string> {
  if (representation === undefined || !/^\/api\/(reports(?!\/lookup)|mail(?!\/(consent|references)))(\/|$|\?)/.test(path)) return {};
  return { 'Rathaus-For': representation };
}

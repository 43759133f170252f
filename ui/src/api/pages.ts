/** Whether the server that gave us this page answers at all. Never rejects. */
export async function pageAnswers(path: string): Promise<boolean> {
  return await fetch(path, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Where a file can be downloaded, from the root of the site. Its name is there for people, and for those who save it. */
export function documentPath(editionKey: string, document: { id: string; file: { name: string } }): string {
  return `/events/${editionKey}/documents/${document.id}/${encodeURIComponent(document.file.name)}`;
}

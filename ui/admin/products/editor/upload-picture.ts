/** What the upload answered: the picture, or a sentence of why not. */
export type UploadAnswer =
  | { kind: "ready"; picture: { base: string; widths: number[] } }
  | { kind: "refused"; message: string };

/**
 * Sends one file and tells how much of it has arrived (0 to 1); a request of the browser's older kind, because `fetch`
 * tells nothing of the way up.
 * @returns null when nothing was answered: the connection was lost
 */
export function uploadPicture(file: File, onProgress: (part: number) => void): Promise<UploadAnswer | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/admin/products/pictures");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => done(request.response as UploadAnswer | null);
    request.onerror = () => done(null);
    request.onabort = () => done(null);
    request.send(file);
  });
}

// The system's file dialog. A browser opens it only right after a click: this must be there before anything is fetched.
// Pictures by default: HEIC is offered too, so that we can say what to do about it; iOS turns it into JPEG for this list by itself.
export function chooseFiles(max: number, accept = 'image/jpeg,image/png,image/webp,image/*'): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = max > 1;
    input.hidden = true;
    const done = (files: File[]) => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => done([...(input.files ?? [])]));
    input.addEventListener('cancel', () => done([]));
    document.body.append(input);
    input.click();
  });
}
